import type english from '../../public/_locales/en/messages.json';

// Only the type: the words themselves are the browser's to load, and cost a bundle nothing (B1).
type English = typeof english;
type Entry = keyof English;

/** What stands for a part of a sentence; a number is written as the person's language writes it. */
export type Part = string | number;

/** A text that is said as it is. */
export type Key = Exclude<Entry, `${string}__${string}`>;
/** A text with a form for each plural of its language: `key__one`, `key__other`, … */
export type CountedKey = { [E in Entry]: E extends `${infer K}__other` ? K : never }[Entry];

/** The names of the parts of an English text. */
export type PartsOf<E extends Entry> = English[E] extends { placeholders: infer P }
  ? Extract<keyof P, string>
  : never;
/** Of a counted text without `n`, which is the count itself. */
export type CountedPartsOf<K extends CountedKey> = Exclude<PartsOf<`${K}__other`>, 'n'>;

/** A text without parts. */
export type PlainKey = { [K in Key]: PartsOf<K> extends never ? K : never }[Key];

/** Each text by its key, its parts as `{name}`: what `getMessage` gives when no substitution is handed in. */
export type Catalogue = ReadonlyMap<string, string>;

/** A `messages.json`, as the browser would read it. */
export function catalogueOf(
  messages: Readonly<Record<string, { message: string }>>,
): Map<string, string> {
  const parts = (text: string): string =>
    text.replaceAll(/\$(\w+)\$/g, (_, name: string) => `{${name.toLowerCase()}}`);
  return new Map(Object.entries(messages).map(([key, { message }]) => [key, parts(message)]));
}
