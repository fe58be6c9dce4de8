import fc from 'fast-check';
import { expect, it } from 'vitest';
import { askedWords, searchWords } from '../../src/store/search-words.ts';
import { itemOf } from './item.ts';

const found = (text: string, asked: string): boolean => {
  const words = searchWords(itemOf(1, { context: { company: text } }));
  return askedWords(asked).every((one) => words.some((word) => word.startsWith(one)));
};

it('a company is found by the beginning of any of its words, whatever case and accents', () => {
  expect(found('Huber Logistik GmbH', 'logi hub')).toBe(true);
  expect(found('Café Müller', 'CAFE mull')).toBe(true);
  expect(found('Huber Logistik GmbH', 'ogistik')).toBe(false);
});

it('an item is found by every address and word of its subject', () => {
  const words = searchWords(itemOf(7));
  expect(words).toEqual(
    expect.arrayContaining(['buyer7', 'client', 'example', 'subject', 'outbound']),
  );
});

it('an index entry a word, and never more than a few, whatever an agent writes', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 2000 }), (text) => {
      const words = searchWords(itemOf(1, { context: { company: text, recipientName: text } }));
      expect(words.length).toBeLessThanOrEqual(16);
      expect(new Set(words).size).toBe(words.length);
      expect(words.every((word) => /^[\p{L}\p{N}]{1,40}$/u.test(word))).toBe(true);
    }),
  );
});
