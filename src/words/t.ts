import type { Catalogue, CountedKey, CountedPartsOf, Key, Part, PartsOf } from './catalogue.ts';

/*
 *  no catalogue set ──▶ the browser's own words, in its own language (`auto`)
 *  one set          ──▶ its words; the English ones where it has none
 */
type Words = { getMessage(key: string): string };
type Browser = { chrome?: { i18n?: Words } };

let catalogue: Catalogue | null = null;
let own: Catalogue | null = null;
let locale: string | undefined;
let heard: () => void = () => undefined;
let asked: { of: Words; words: Map<string, string> } | undefined;
let numbers: { locale: string | undefined; form: Intl.NumberFormat } | undefined;
let plurals: { language: string; rules: Intl.PluralRules } | undefined;

/** Sets the words that are said from now on; null is the browser's own. */
export function setCatalogue(words: Catalogue | null): void {
  catalogue = words;
}

/** What `auto` says where no browser has words of its own for it: in tests. */
export function setOwnWords(words: Catalogue): void {
  own = words;
}

/** Sets the language that numbers are written in (BCP 47); undefined is the browser's own. */
export function setLocale(tag: string | undefined): void {
  locale = tag;
}
export const localeNow = (): string | undefined => locale;

/** Calls `listener` each time a word is said: what shows it can be drawn anew with other words. */
export function onWords(listener: () => void): void {
  heard = listener;
}

/** A text as it stands in the words in force, parts as `{name}`; empty where there is none. */
export function rawText(key: string): string {
  heard();
  const words = catalogue ?? own;
  if (words) return words.get(key) ?? '';
  try {
    const { i18n } = (globalThis as Browser).chrome ?? {};
    return i18n ? remembered(i18n, key) : '';
  } catch {
    return ''; // a page that outlived its extension
  }
}

/** Asking the browser leaves JavaScript each time, and a panel says some hundred texts a key (B4). */
function remembered(i18n: Words, key: string): string {
  if (asked?.of !== i18n) asked = { of: i18n, words: new Map() };
  const known = asked.words.get(key);
  if (known !== undefined) return known;
  const said = i18n.getMessage(key);
  asked.words.set(key, said);
  return said;
}

/** The language of the words in force; a language without words is said in English. */
export const wordsLanguage = (): string => rawText('language_tag') || 'en';

type Parts<Name extends string, Value = Part> = [Name] extends [never]
  ? []
  : [parts: Readonly<Record<Name, Value>>];

/** The text of a key, in the person's language. */
export function t<K extends Key>(key: K, ...[parts]: Parts<PartsOf<K>>): string {
  return joined(rawText(key) || key, parts);
}

/** The text for so many, in the plural that the language has for it; `{n}` is the number. */
export function tn<K extends CountedKey>(
  key: K,
  n: number,
  ...[parts]: Parts<CountedPartsOf<K>>
): string {
  return joined(rawCounted(key, n), { ...parts, n });
}

/** The raw text of a counted key. */
export function rawCounted(key: string, n: number): string {
  const language = wordsLanguage();
  if (plurals?.language !== language) plurals = { language, rules: new Intl.PluralRules(language) };
  return rawText(`${key}__${plurals.rules.select(n)}`) || rawText(`${key}__other`) || key;
}

/** A raw text cut at its parts, each replaced by what stands for it. */
export function filled<T>(
  raw: string,
  parts: Readonly<Record<string, T>> | undefined,
): (string | T)[] {
  return raw.split(/\{(\w+)\}/).map((piece, at) => {
    const own = at % 2 === 1 && parts && Object.hasOwn(parts, piece) ? parts[piece] : undefined;
    return own === undefined ? (at % 2 === 1 ? `{${piece}}` : piece) : own;
  });
}

const joined = (raw: string, parts: Readonly<Record<string, Part>> | undefined): string =>
  filled<Part>(raw, parts).map(numbered).join('');

/** A number as the language writes it, anything else as it is. */
export function numbered(part: Part): string {
  if (typeof part !== 'number') return part;
  if (!numbers || numbers.locale !== locale)
    numbers = { locale, form: new Intl.NumberFormat(locale) };
  return numbers.form.format(part);
}
