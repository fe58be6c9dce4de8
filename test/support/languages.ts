import { catalogueOf } from '../../src/words/catalogue.ts';
import { setOwnWords } from '../../src/words/t.ts';

const FILES = { English: 'en', German: 'de', Spanish: 'es', Japanese: 'ja', 'long words': 'en' };
type Language = keyof typeof FILES;

/** The ones that lengths are tried in, besides English, in which everything is. */
export const LENGTHS = ['German', 'Spanish', 'Japanese', 'long words'] as const;

/** Words that are 1.4 times as long, as no language that is looked at may have them. */
const stretched = (text: string): string =>
  text
    .split(/(\{\w+\})/)
    .map((piece, at) => (at % 2 === 1 ? piece : piece.replaceAll(/[aeiou]/g, '$&ö')))
    .join('');

/** What is opened from now on, in a browser's page, says it so. */
export async function speak(language: Language): Promise<void> {
  const answer = await fetch(`/_locales/${FILES[language]}/messages.json`);
  const words = catalogueOf(await answer.json());
  if (language === 'long words')
    for (const [key, text] of words) if (key !== 'language_tag') words.set(key, stretched(text));
  setOwnWords(words);
}
