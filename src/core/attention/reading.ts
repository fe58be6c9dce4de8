/**
 * Words a minute of silent reading of English prose by adults: M. Brysbaert, "How many words do we read
 * per minute? A review and meta-analysis of reading rate", Journal of Memory and Language 109 (2019) 104047.
 */
export const WORDS_PER_MINUTE = 238;

/** Milliseconds that reading so many unseen words takes. */
export const expectedMs = (unseenWords: number): number =>
  (unseenWords / WORDS_PER_MINUTE) * 60_000;

export const wordsOf = (text: string): string[] =>
  text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/**
 * Words of `text` that `seen` doesn't hold, each counted as often as it is new. Of a clone of what was
 * read last, these are the words that differ.
 */
export function unseenWords(text: string, seen: string): number {
  const left = new Map<string, number>();
  for (const word of wordsOf(seen)) left.set(word, (left.get(word) ?? 0) + 1);
  let unseen = 0;
  for (const word of wordsOf(text)) {
    const count = left.get(word) ?? 0;
    if (count > 0) left.set(word, count - 1);
    else unseen += 1;
  }
  return unseen;
}
