/**
 * Takes a span out of a text with the sentence it stands in, since a sentence without its fact
 * seldom reads. The sentence ends at a full stop, question or exclamation mark before a blank, or
 * at the line's end. `from` and `to` are the range taken, UTF-16 units.
 */
export function struck(
  text: string,
  start: number,
  end: number,
): { text: string; from: number; to: number } {
  const row = text.lastIndexOf('\n', start - 1) + 1;
  const rowEnd = text.indexOf('\n', end) < 0 ? text.length : text.indexOf('\n', end);
  let from = row;
  let to = rowEnd;
  for (const stop of text.slice(row, rowEnd).matchAll(/[.!?。！？؟]+(?:\s+|$)/gu)) {
    const after = row + stop.index + stop[0].length;
    if (after <= start) from = after;
    else if (after >= end) {
      to = after;
      break;
    }
  }
  if (to === rowEnd && from > row) from = row + text.slice(row, from).trimEnd().length;
  return { text: text.slice(0, from) + text.slice(to), from, to };
}
