import { LANGUAGES, type Language, TABLE } from './word-tables.ts';

type Lexicon = { exact: Map<string, string[]>; stems: Map<string, [stem: string, name: string][]> };

function add<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

function lexicons(): Map<Language, Lexicon> {
  const all = new Map<Language, Lexicon>(
    LANGUAGES.map((language) => [language, { exact: new Map(), stems: new Map() }]),
  );
  for (const line of TABLE.trim().split('\n')) {
    const [name = '', columns = ''] = line.split(': ');
    for (const [i, column] of columns.split('|').entries()) {
      const lexicon = all.get(LANGUAGES[i] ?? 'en');
      for (const word of new Set(column.split(' ').filter((one) => one !== '')))
        if (word.endsWith('*'))
          add(lexicon?.stems ?? new Map(), word.slice(0, 2), [word.slice(0, -1), name]);
        else add(lexicon?.exact ?? new Map(), word, name);
    }
  }
  return all;
}

const LEXICONS = lexicons();
const lexiconOf = (language: Language): Lexicon =>
  LEXICONS.get(language) ?? { exact: new Map(), stems: new Map() };

/** "ofrecemos", "offriamo": we, and "tenéis", "avete": you, by the verb's ending. */
const ENDINGS: Partial<Record<Language, [RegExp, string][]>> = {
  es: [
    [/^\p{L}{2,}[aei]mos$/u, 'we'],
    [/^\p{L}{2,}(?:ais|eis)$/u, 'you'],
  ],
  pt: [[/^\p{L}{2,}[aei]mos$/u, 'we']],
  it: [
    [/^\p{L}{2,}(?:iamo|remo)$/u, 'we'],
    [/^\p{L}{2,}[aei]te$/u, 'you'],
  ],
  fr: [
    [/^\p{L}{3,}rons$/u, 'we'],
    [/^\p{L}{3,}ez$/u, 'you'],
  ],
};

/** A mail is read by several rules, and each word in nine languages: a quarter of all time without this. */
const KNOWN = new Map<string, readonly string[]>();
/** Of the words of a mail far fewer are new; what hostile text brings is forgotten again. */
const MOST = 20_000;

/** The classes of one folded word; none for most. */
export function classesOf(word: string, language: Language): readonly string[] {
  const key = `${language} ${word}`;
  const known = KNOWN.get(key);
  if (known) return known;
  if (KNOWN.size >= MOST) KNOWN.clear();
  const found = lookedUp(word, language);
  if (word.length <= LONGEST) KNOWN.set(key, found);
  return found;
}

/** No word of the tables is longer; a text without spaces is not kept. */
const LONGEST = 40;

function lookedUp(word: string, language: Language): string[] {
  const { exact, stems } = lexiconOf(language);
  const found = [...(exact.get(word) ?? [])];
  for (const [stem, name] of stems.get(word.slice(0, 2)) ?? [])
    if (word.startsWith(stem) && !found.includes(name)) found.push(name);
  for (const [ending, name] of ENDINGS[language] ?? [])
    if (ending.test(word) && !found.includes(name)) found.push(name);
  return found;
}

/** The words of the Japanese column, longest first: its text has no spaces to split at. */
export const JAPANESE: readonly string[] = [...lexiconOf('ja').exact.keys()].sort(
  (a, b) => b.length - a.length,
);

/** Of the words of a text in its own language, at least this share is in its table. */
const LEAST = 0.2;

/** The language whose table holds most of the words; `undefined` where none holds many. */
export function languageOf(words: readonly string[]): Language | undefined {
  let best: Language = 'en';
  let most = 0;
  for (const language of LANGUAGES) {
    const count = words.filter((word) => classesOf(word, language).length > 0).length;
    if (count > most) [best, most] = [language, count];
  }
  return most > 0 && most >= LEAST * words.length ? best : undefined;
}
