/** UTF-16 units, half open. */
export type Range = { start: number; end: number };
/** `stop`: where its full stop begins, `end` behind it. */
export type Sentence = Range & { stop: number };

const STOP = /[.!?…]+["”»)\]]*(?=\s|$)|[。！？؟]["”»）」]*/gu;
/** "am 3. Dezember", "Dr. Holzer": no end. */
const SHORT =
  /(?:^|[\s(])(?:\d{1,2}|\p{Lu}|Mr|Mrs|Ms|Dr|Prof|St|Nr|No|ca|inkl|bzw|z|vs|e\.g|i\.e)$/u;
/** What a list puts before a row, which is no part of its sentence. */
const MARKER = /^(?:[-*•]|\d{1,3}\.)[^\S\n]+/u;

/** The row that a place is in, without its line feed. */
export function rowAt(text: string, at: Range): Range {
  const feed = text.indexOf('\n', at.end);
  return {
    start: at.start === 0 ? 0 : text.lastIndexOf('\n', at.start - 1) + 1,
    end: feed < 0 ? text.length : feed,
  };
}

/** The sentences of one row, without the blanks between them. The last may have no full stop. */
export function sentencesOfRow(text: string, row: Range): Sentence[] {
  const said = text.slice(row.start, row.end);
  const found: Sentence[] = [];
  let from = MARKER.exec(said)?.[0].length ?? 0;
  const add = (stop: number, end: number): void => {
    const start = from + (/^\s*/u.exec(said.slice(from, end))?.[0].length ?? 0);
    if (start < end)
      found.push({ start: row.start + start, stop: row.start + stop, end: row.start + end });
    from = end;
  };
  for (const { 0: raw, index } of said.matchAll(STOP)) {
    if (raw === '.' && SHORT.test(said.slice(Math.max(from, index - 6), index))) continue;
    if (index + raw.length > from) add(index, index + raw.length);
  }
  const { length } = said.trimEnd();
  if (length > from) add(length, length);
  return found;
}

/** The edit that takes a sentence out, with its row where nothing else stands there; null where nothing would be left. */
export function withoutSentence(
  text: string,
  row: Range,
  sentences: readonly Sentence[],
  at: number,
): Range | null {
  const [before, own, after] = [sentences[at - 1], sentences[at], sentences[at + 1]];
  if (!own) return null;
  if (after) return { start: own.start, end: after.start };
  if (before) return { start: before.end, end: row.end };
  return withoutRow(text, row);
}

function withoutRow(text: string, row: Range): Range | null {
  if (`${text.slice(0, row.start)}${text.slice(row.end)}`.trim() === '') return null;
  const isBlank = (end: number, start: number) => text.slice(start, end).trim() === '';
  let { start, end } = row;
  const above = start > 0 ? text.lastIndexOf('\n', start - 2) + 1 : 0;
  if (end >= text.length) {
    // The last row: what stood between it and the text above goes as well.
    return { start: text.slice(0, start).trimEnd().length, end };
  }
  end += 1;
  const next = text.indexOf('\n', end);
  const blankAbove = start === 0 || isBlank(start - 1, above);
  const blankBelow = isBlank(next < 0 ? text.length : next, end);
  // Between two empty rows one of them goes too: an empty row is a distance, not two.
  if (blankAbove && blankBelow && next >= 0) end = next + 1;
  else if (blankBelow && next < 0) start = text.slice(0, start).trimEnd().length;
  return { start, end: start < row.start ? text.length : end };
}
