import { afterEach, describe, expect, test, vi } from 'vitest';
import { catalogueOf } from '../../src/words/catalogue.ts';
import { chooseLanguage } from '../../src/words/choose.ts';
import {
  filled,
  localeNow,
  rawCounted,
  rawText,
  setCatalogue,
  setLocale,
  t,
} from '../../src/words/t.ts';

const part = (name: string) => ({ [name]: { content: `{${name}}` } });
const files: Record<string, Record<string, { message: string }>> = {
  en: {
    language_tag: { message: 'en' },
    name: { message: 'English only' },
    few__one: { message: 'one draft', ...part('n') },
    few__other: { message: '$N$ drafts', ...part('n') },
  },
  de: {
    language_tag: { message: 'de' },
    few__one: { message: 'ein Entwurf' },
    few__other: { message: '$N$ Entwürfe' },
  },
  ja: { language_tag: { message: 'ja' }, few__other: { message: '下書き$N$件' } },
};

afterEach(() => {
  vi.unstubAllGlobals();
  setCatalogue(null);
  setLocale(undefined);
});

const servedBy = (answer: (language: string) => Promise<Response>) =>
  vi.stubGlobal('fetch', (path: string) =>
    answer(/^\/_locales\/(\w+)\/messages\.json$/.exec(path)?.[1] ?? 'none'),
  );
const served = () =>
  servedBy(async (language) =>
    files[language] ? Response.json(files[language]) : new Response(null, { status: 404 }),
  );

describe('filling in', () => {
  test('parts stand where the sentence has them, in any order and more than once', () => {
    expect(filled('{b}, {a} and {b}', { a: 1, b: 'x' })).toEqual([
      '',
      'x',
      ', ',
      1,
      ' and ',
      'x',
      '',
    ]);
  });

  test('what is missing is seen, and what somebody else wrote is not read again', () => {
    expect(filled('{a} {b}', { a: '{b}' }).join('')).toBe('{b} {b}');
    expect(filled('{constructor}', {}).join('')).toBe('{constructor}');
  });

  test('the file has parts as the browser has them', () => {
    expect(catalogueOf({ a: { message: '$N$ of $ALL_OF$, 5 $' } }).get('a')).toBe(
      '{n} of {all_of}, 5 $',
    );
  });
});

describe('choosing a language', () => {
  test.each([
    ['de', 1, 'ein Entwurf'],
    ['de-AT', 2, '{n} Entwürfe'],
    ['ja', 1, '下書き{n}件'],
    ['en-GB', 1, 'one draft'],
    ['ar', 3, '{n} drafts'],
  ])('%s says %i as %s', async (tag, n, said) => {
    served();
    expect(await chooseLanguage(tag)).toBe(tag);
    expect(rawCounted('few', n)).toBe(said);
    expect(localeNow()).toBe(tag);
  });

  test('a text that the language lacks is said in English', async () => {
    served();
    await chooseLanguage('de');
    expect(t('name')).toBe('English only');
  });

  test('a tag that no browser knows is the browser’s own language', async () => {
    served();
    expect(await chooseLanguage('xx-nothing')).toBeUndefined();
    expect(t('name')).toBe('Countersign');
  });

  test('words that do not come leave the ones that were there', async () => {
    servedBy(() => Promise.reject(new TypeError('gone')));
    await chooseLanguage('de');
    expect(rawText('name')).toBe('Countersign');
    expect(localeNow()).toBe('de');
  });

  test('the last choice stands, in whatever order the files come', async () => {
    let late = () => undefined as unknown;
    const wait = new Promise((resolve) => {
      late = () => resolve(undefined);
    });
    servedBy(async (language) => {
      if (language === 'de') await wait;
      return Response.json(files[language]);
    });
    const first = chooseLanguage('de');
    expect(await chooseLanguage('ja')).toBe('ja');
    late();
    expect(await first).toBeNull();
    expect(rawText('language_tag')).toBe('ja');
  });
});
