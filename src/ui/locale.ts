/** The language that dates and numbers are written in; undefined is the browser's own. */
let locale: string | undefined;

/** Sets it for this document. A tag that this browser doesn't know is the browser's own again. */
export function applyLanguage(language: string): void {
  const [known] = language === 'auto' ? [] : Intl.DateTimeFormat.supportedLocalesOf(language);
  locale = known;
}

/** A moment (RFC 3339, or milliseconds), in words of the person's language and in their time zone. */
export const shownTime = (at: string | number): string => new Date(at).toLocaleString(locale);

export const shownNumber = (number: number): string => number.toLocaleString(locale);

/** What a language calls itself. */
export const languageName = (tag: string): string =>
  new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
