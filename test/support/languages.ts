import german from '../../public/_locales/de/messages.json';
import english from '../../public/_locales/en/messages.json';
import spanish from '../../public/_locales/es/messages.json';
import japanese from '../../public/_locales/ja/messages.json';
import { catalogueOf } from '../../src/words/catalogue.ts';
import { setOwnWords } from '../../src/words/t.ts';

/** English in words that are 1.4 times as long, as no language that is looked at may be. */
function longer(): Map<string, string> {
  const stretched = (text: string): string =>
    text
      .split(/(\{\w+\})/)
      .map((piece, at) => (at % 2 === 1 ? piece : piece.replaceAll(/[aeiou]/g, '$&ö')))
      .join('');
  return new Map(
    [...catalogueOf(english)].map(([key, text]) => [
      key,
      key === 'language_tag' ? text : stretched(text),
    ]),
  );
}

const WORDS = {
  English: () => catalogueOf(english),
  German: () => catalogueOf(german),
  Spanish: () => catalogueOf(spanish),
  Japanese: () => catalogueOf(japanese),
  'long words': longer,
} as const;

/** The ones that lengths are tried in, besides English, in which everything is. */
export const LENGTHS = ['German', 'Spanish', 'Japanese', 'long words'] as const;

/** What is opened from now on says it so. */
export const speak = (language: keyof typeof WORDS): void => setOwnWords(WORDS[language]());
