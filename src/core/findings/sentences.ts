import { type Range, rowAt, sentencesOfRow } from '../repair/sentence.ts';

/** Sentences that are compared of one text; what is longer is no mail that people edit word by word. */
const MOST = 150;

/** The sentences of a text, in reading order, without blanks around them. */
export function sentencesIn(text: string): string[] {
  const found: string[] = [];
  for (let at = 0; at <= text.length && found.length < MOST; ) {
    const row: Range = rowAt(text, { start: at, end: at });
    for (const { start, end } of sentencesOfRow(text, row)) found.push(text.slice(start, end));
    at = row.end + 1;
  }
  return found.slice(0, MOST);
}

export type Paired = { before: string; after: string; first: boolean };

/** Sentences of both texts: the same ones left out, changed ones in pairs, the rest gone or new. */
export function aligned(
  before: readonly string[],
  after: readonly string[],
): { changed: Paired[]; gone: string[]; came: string[] } {
  const made: { changed: Paired[]; gone: string[]; came: string[] } = {
    ...{ changed: [], gone: [], came: [] },
  };
  for (const gap of gapsBetween(before, after)) {
    const left = gap.after.map((text, place) => ({ text, place }));
    for (const { text, first } of gap.before) {
      const at = nearest(
        text,
        left.map((one) => one.text),
      );
      const [found] = at < 0 ? [] : left.splice(at, 1);
      if (found) made.changed.push({ before: text, after: found.text, first });
      else made.gone.push(text);
    }
    made.came.push(...left.map(({ text }) => text));
  }
  return made;
}

/** What stands between sentences that both texts have, by the longest common subsequence. */
function gapsBetween(before: readonly string[], after: readonly string[]) {
  const [n, m] = [before.length, after.length];
  const width = m + 1;
  const common = new Uint16Array((n + 1) * width);
  const cell = (i: number, j: number): number => common[i * width + j] ?? 0;
  for (let i = n - 1; i >= 0; i -= 1)
    for (let j = m - 1; j >= 0; j -= 1)
      common[i * width + j] =
        before[i] === after[j] ? cell(i + 1, j + 1) + 1 : Math.max(cell(i + 1, j), cell(i, j + 1));
  const gaps: { before: { text: string; first: boolean }[]; after: string[] }[] = [];
  let gap: (typeof gaps)[number] = { before: [], after: [] };
  for (let [i, j] = [0, 0]; i < n || j < m; ) {
    const [a, b] = [before[i], after[j]];
    if (a !== undefined && a === b) {
      gaps.push(gap);
      gap = { before: [], after: [] };
      [i, j] = [i + 1, j + 1];
    } else if (b === undefined || (a !== undefined && cell(i + 1, j) >= cell(i, j + 1))) {
      if (a !== undefined) gap.before.push({ text: a, first: i === 0 });
      i += 1;
    } else {
      gap.after.push(b);
      j += 1;
    }
  }
  gaps.push(gap);
  return gaps;
}

/** As much of the smaller one's words that both have makes two sentences versions of one. */
const ALIKE = 0.4;

function nearest(text: string, others: readonly string[]): number {
  const own = wordsOf(text);
  let [best, at] = [ALIKE, -1];
  for (const [place, other] of others.entries()) {
    const theirs = wordsOf(other);
    const both = [...own].filter((word) => theirs.has(word)).length;
    const alike = both / Math.max(1, Math.min(own.size, theirs.size));
    if (alike >= best && (at < 0 || alike > best)) [best, at] = [alike, place];
  }
  return at;
}

const wordsOf = (text: string): Set<string> =>
  new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
