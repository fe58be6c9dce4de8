import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../src/words/choose.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
type Entry = { message: string; placeholders?: Record<string, { content: string }> };

const read = (language: string): Record<string, Entry> =>
  JSON.parse(readFileSync(join(root, 'public/_locales', language, 'messages.json'), 'utf8'));
const english = read('en');
const stemOf = (key: string): string => key.split('__')[0] ?? '';
const isCounted = (key: string): boolean => key.includes('__');
const partsOf = (entry: Entry | undefined): string[] =>
  Object.keys(entry?.placeholders ?? {}).sort();

/** All that runs in the extension, and the manifest. */
function source(): string {
  const zones = ['background', 'content', 'hosts', 'pages', 'platform', 'ui', 'words'];
  const files = zones.flatMap((zone) =>
    readdirSync(join(root, 'src', zone), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => join(root, 'src', zone, name)),
  );
  return [...files, join(root, 'manifest.config.ts')]
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');
}

test('there is a file for each language that can be chosen, and none besides', () => {
  expect(readdirSync(join(root, 'public/_locales')).sort()).toEqual([...LANGUAGES].sort());
});

test('no text is unused', () => {
  const code = source();
  const said = [/'(\w+)'/g, /__MSG_(\w+?)__/g].flatMap((form) =>
    [...code.matchAll(form)].map(([, key]) => key),
  );
  const used = new Set(said);
  const unused = Object.keys(english).filter((key) => !used.has(stemOf(key)));
  expect(unused).toEqual([]);
});

describe.each(LANGUAGES)('%s', (language) => {
  const words = read(language);
  const keys = Object.keys(words);

  test('says every text, and none besides', () => {
    expect(words.language_tag?.message).toBe(language);
    const once = (all: string[]): string[] => [...new Set(all.map(stemOf))].sort();
    expect(once(keys)).toEqual(once(Object.keys(english)));
    for (const [key, { message }] of Object.entries(words)) expect(message, key).toMatch(/\S/);
  });

  test('has its keys in order, so that branches merge', () => {
    expect(keys).toEqual([...keys].sort());
  });

  test('has each plural that it tells apart', () => {
    const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
    for (const key of keys.filter(isCounted)) {
      const forms = keys.filter((one) => isCounted(one) && stemOf(one) === stemOf(key));
      const names = forms.map((one) => one.split('__')[1] ?? '');
      // `many` is for millions in Spanish: where it is missing, `other` is said.
      const needed = pluralCategories.filter((one) => one !== 'many');
      expect(names, key).toEqual(expect.arrayContaining(needed));
      expect([...pluralCategories], key).toEqual(expect.arrayContaining(names));
    }
  });

  test('names the same parts as the English text, and says each', () => {
    for (const key of keys) {
      const entry = words[key];
      const model = english[key] ?? english[`${stemOf(key)}__other`];
      expect(partsOf(entry), key).toEqual(partsOf(model));
      const said = [...(entry?.message ?? '').matchAll(/\$(\w+)\$/g)].map(([, name = '']) =>
        name.toLowerCase(),
      );
      // "One draft" need not say the number.
      const free = isCounted(key) && !key.endsWith('__other') ? ['n'] : [];
      expect([...new Set([...said, ...free])].sort(), key).toEqual(
        [...new Set([...partsOf(model), ...free])].sort(),
      );
      for (const [name, { content }] of Object.entries(entry?.placeholders ?? {}))
        expect(content, key).toBe(`{${name}}`);
    }
  });

  test('leaves no part unmarked', () => {
    for (const [key, { message }] of Object.entries(words))
      expect(message, key).not.toMatch(/[{}]|\$(?!\w+\$)(?<!\$\w+\$)/);
  });
});
