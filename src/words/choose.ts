import { catalogueOf } from './catalogue.ts';
import { setCatalogue, setLocale } from './t.ts';

/** The languages that the texts are in, see `public/_locales`. */
export const LANGUAGES: readonly string[] = ['en', 'de', 'es', 'ja'];

/** The language of a tag (BCP 47) without its region. */
export const languageOf = (tag: string): string => tag.toLowerCase().split('-')[0] ?? '';

let asked = 0;

/**
 * Sets the language of words, dates and numbers. `auto`, and a tag that this browser doesn't know, are
 * the browser's own. Of a language without words dates and numbers are taken, and the words are
 * English. Words come from the extension's own files. Resolves, once they are in force, with the tag
 * that is (undefined: the browser's own); `null` where another was chosen meanwhile.
 */
export async function chooseLanguage(language: string): Promise<string | undefined | null> {
  asked += 1;
  const mine = asked;
  const [known] = language === 'auto' ? [] : Intl.DateTimeFormat.supportedLocalesOf(language);
  const words = known === undefined ? null : await wordsOf(languageOf(known)).catch(() => null);
  if (mine !== asked) return null;
  setLocale(known);
  setCatalogue(words);
  return known;
}

async function wordsOf(language: string): Promise<Map<string, string>> {
  const own = language !== 'en' && LANGUAGES.includes(language) ? [language] : [];
  const files = await Promise.all(['en', ...own].map(fetched));
  return new Map(files.flatMap((words) => [...words]));
}

async function fetched(language: string): Promise<Map<string, string>> {
  const answer = await fetch(`/_locales/${language}/messages.json`);
  if (!answer.ok) throw new Error(`no words for ${language}: ${answer.status}`);
  return catalogueOf(await answer.json());
}
