const WORD = /[\p{L}\p{N}]/u;
// Most characters at a word's edge are ASCII, for which no table has to be asked.
const isWord = (char: string | undefined): boolean =>
  char !== undefined && (/[A-Za-z0-9]/.test(char) || (char > '\u007f' && WORD.test(char)));

/** Where `value` stands in `text` as whole words, not as a part of others; offsets in UTF-16 units. */
export function wordsAt(text: string, value: string): number[] {
  const found: number[] = [];
  if (value === '') return found;
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
    if (!isWord(text[at - 1]) && !isWord(text[at + value.length])) found.push(at);
  }
  return found;
}

/** The text with every whole-word occurrence of `value` replaced by `by`, in pieces. */
export function splitAtWord<T>(text: string, value: string, by: T): (string | T)[] {
  const out: (string | T)[] = [];
  let from = 0;
  for (const at of wordsAt(text, value)) {
    if (at < from) continue;
    out.push(text.slice(from, at), by);
    from = at + value.length;
  }
  return [...out, text.slice(from)];
}
