import { signal } from '@preact/signals';
import type { PlainKey } from '../words/catalogue.ts';
import { chooseLanguage, languageOf } from '../words/choose.ts';
import { localeNow, onWords, rawText, t, wordsLanguage } from '../words/t.ts';

const RIGHT_TO_LEFT = new Set(['ar', 'ckb', 'dv', 'fa', 'he', 'ps', 'sd', 'ug', 'ur', 'yi']);

// Read with every word: who shows one is drawn anew when the words change.
const changes = signal(0);
onWords(() => changes.value);

let title: PlainKey | undefined;

/** Names this document, in whatever language it comes to be in. */
export function nameDocument(key: PlainKey): void {
  title = key;
}

let applied: string | undefined;

/**
 * Sets the language of this document (`auto`, or a BCP 47 tag): words, dates, numbers, and the way it
 * reads. See {@link chooseLanguage}; the promise resolves once it is in force.
 */
export async function applyLanguage(language: string): Promise<void> {
  // Asked for with every change of the connection: only another one is worth drawing all anew.
  if (language === applied) return;
  applied = language;
  const known = await chooseLanguage(language);
  if (known === null) return;
  changes.value += 1;
  const { documentElement: root } = document;
  root.lang = wordsLanguage();
  const rtl = known ? RIGHT_TO_LEFT.has(languageOf(known)) : rawText('@@bidi_dir') === 'rtl';
  root.dir = rtl ? 'rtl' : 'ltr';
  if (title) document.title = t(title);
}

/** The language of dates and numbers (BCP 47), for a formatter of one's own; undefined is the browser's. */
export function shownIn(): string | undefined {
  changes.value;
  return localeNow();
}

/** A moment (RFC 3339, or milliseconds), in words of the person's language and in their time zone. */
export const shownTime = (at: string | number, options?: Intl.DateTimeFormatOptions): string =>
  new Date(at).toLocaleString(shownIn(), options);

export const shownNumber = (number: number, options?: Intl.NumberFormatOptions): string =>
  number.toLocaleString(shownIn(), options);

/** Several things in a row, as the language sets them apart; empty for none. */
export const listed = ([first = '', ...others]: readonly string[]): string =>
  others.reduce((before, next) => t('ui_listed', { before, next }), first);

/** What a language calls itself. */
export const languageName = (tag: string): string =>
  new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
