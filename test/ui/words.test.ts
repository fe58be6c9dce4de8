import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { visibleParts } from '../../src/core/text/visible.ts';
import { trackWords } from '../../src/ui/confidence.ts';
import { linkTarget } from '../../src/ui/link-target.ts';
import { condensed, wordDifference } from '../../src/ui/word-difference.ts';

describe('hidden characters', () => {
  test.each([
    ['a\u202eb', 'right-to-left override'],
    ['a\u200bb', 'zero-width space'],
    ['a\u00adb', 'soft hyphen'],
    ['a\u{e0041}b', 'invisible tag'],
    ['a\ufe01b', 'U+FE01'],
    ['a\u2028b', 'U+2028'],
    ['a\u200db', 'zero-width joiner'],
  ])('%j is shown by name', (text, name) => {
    expect(visibleParts(text).map(({ hidden }) => hidden)).toEqual([undefined, name, undefined]);
  });

  test.each(['👩‍🚀 ok', '❤️', 'می‌خواهم', 'tab\tand\nfeed', 'Zoë', 'שלום'])(
    '%j is left as written',
    (text) => {
      expect(visibleParts(text)).toEqual([{ text }]);
    },
  );

  test('nothing is lost', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(
          visibleParts(text)
            .map((part) => part.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });
});

describe('where a link leads', () => {
  test.each([
    ['https://evil.example.net/x', 'www.huber.de', 'evil.example.net', true],
    ['https://huber.de/a', 'huber.de', 'huber.de', false],
    ['https://www.huber.de/a', 'huber.de/a', 'www.huber.de', false],
    ['https://xn--pypal-4ve.com/', 'our offer', 'xn--pypal-4ve.com', true],
    ['https://huber.de@evil.net/', 'offer', 'evil.net', true],
    ['mailto:ana%40x.example.com', 'write', 'ana@x.example.com', false],
    ['not an address', 'x', 'not an address', true],
  ])('%s as “%s”', (href, label, shown, warns) => {
    const target = linkTarget(href, label);
    expect(target.shown).toBe(shown);
    expect(target.warning !== undefined).toBe(warns);
  });
});

test('a confidence is never a bare number', () => {
  expect(trackWords(0.92, { n: 140, right: 99 })).toMatchObject({
    says: 'says 0.92',
    worth: 'right 71 % of the time (n = 140)',
  });
  expect(trackWords(0.5, { n: 3, right: 3 })).toEqual({
    says: 'says 0.50',
    worth: 'not enough history yet (n = 3)',
  });
});

test('differences put together again give both texts', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (before, after) => {
      const parts = wordDifference(before, after);
      const join = (without: string) =>
        parts
          .filter(({ kind }) => kind !== without)
          .map(({ text }) => text)
          .join('');
      expect(join('added')).toBe(before);
      expect(join('removed')).toBe(after);
    }),
  );
});

test('what is too long to compare comes whole; long sameness is shortened', () => {
  const long = 'word '.repeat(20_000);
  expect(wordDifference(long, `${long}x`).map(({ kind }) => kind)).toEqual(['removed', 'added']);
  const same = { kind: 'same' as const, text: 'a'.repeat(400) };
  expect(condensed([{ kind: 'added', text: 'x' }, same])[1]?.text.length).toBeLessThan(100);
});
