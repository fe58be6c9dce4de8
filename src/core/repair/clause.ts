import { faultIn } from './faults.ts';
import type { Range, Sentence } from './sentence.ts';

/** A stretch of text and what is put in its place. */
export type Edit = Range & { put: string };

const SEPARATOR = /\s*[,;:]\s+|\s+[–—-]\s+/gu;
const OPENS = new Map([
  ['(', ')'],
  ['[', ']'],
  ['“', '”'],
  ['„', '“'],
  ['«', '»'],
]);
/** Clauses that lean on what stands before them: no sentence of their own. */
const LEANS =
  /^(?:which|who|whose|whom|where|when|that|because|as|since|while|so|than|der|die|das|den|dem|deren|dessen|wo|was|weil|da|denn|wie|qui|que|dont|où|parce|car|quien|cuyo|donde|porque|che|cui|dove|perché|o qual|waar|omdat)(?!\p{L})/iu;
/** Clauses that the one before them can't do without. */
const NEEDED = /^(?:that|dass|daß|ob|whether|if|que|qu['’]|che|dat|att|zu|um)(?!\p{L})/iu;
const JOINS =
  /^(?:and|but|so|or|yet|und|aber|oder|sowie|et|mais|ou|y|pero|o|e|ma|mas|en|maar|och|men)\s+/iu;
/** Fewer words than this are no sentence. */
const FEWEST = 3;

const words = (text: string): number => text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;

type Mark = Range & { mark: string };

/** The brackets around a place, and the separators outside all brackets; null where brackets don't close. */
function shapeOf(said: string, at: Range): { bracket: Range | null; marks: Mark[] } | null {
  const open: { closes: string; at: number }[] = [];
  const covered: Range[] = [];
  let bracket: Range | null = null;
  for (let index = 0; index < said.length; index += 1) {
    const char = said[index] ?? '';
    const top = open.at(-1);
    if (top && char === top.closes) {
      open.pop();
      const range = { start: top.at, end: index + 1 };
      if (open.length === 0) covered.push(range);
      const around = range.start < at.start && at.end < range.end && char === ')';
      if (around && bracket === null) bracket = range;
    } else if (OPENS.has(char)) open.push({ closes: OPENS.get(char) ?? '', at: index });
    else if (char === ')' || char === ']') return null;
  }
  if (open.length > 0) return null;
  const marks = Array.from(said.matchAll(SEPARATOR), ({ 0: raw, index }) => ({
    start: index,
    end: index + raw.length,
    mark: raw.trim(),
  })).filter((one) => !covered.some(({ start, end }) => start <= one.start && one.start < end));
  return { bracket, marks };
}

/**
 * The edit that takes the clause around a place out of its sentence, marks and all; null where that
 * would leave none, or one that the rest can't do without. `at` lies inside the sentence.
 */
export function withoutClause(text: string, sentence: Sentence, at: Range): Edit | null {
  const said = text.slice(sentence.start, sentence.stop);
  const here = { start: at.start - sentence.start, end: at.end - sentence.start };
  const shape = shapeOf(said, here);
  if (!shape || here.end > said.length) return null;
  const edit = shape.bracket
    ? unbracketed(said, shape.bracket)
    : unclaused(said, shape.marks, here);
  if (!edit) return null;
  const left = said.slice(0, edit.start) + edit.put + said.slice(edit.end);
  const whole = left + text.slice(sentence.stop, sentence.end);
  if (words(left) < FEWEST || faultIn(whole) !== null) return null;
  return { start: sentence.start + edit.start, end: sentence.start + edit.end, put: edit.put };
}

function unbracketed(said: string, { start, end }: Range): Edit {
  const blank = /\s*$/u.exec(said.slice(0, start))?.[0].length ?? 0;
  return { start: start - blank, end, put: '' };
}

function unclaused(said: string, marks: readonly Mark[], here: Range): Edit | null {
  if (marks.length === 0 || marks.some(({ start, end }) => start < here.end && end > here.start))
    return null;
  const right = marks.findIndex(({ start }) => start >= here.end);
  const [before, after] = right < 0 ? [marks.at(-1), undefined] : [marks[right - 1], marks[right]];
  const clause = said.slice(before?.end ?? 0, after?.start ?? said.length);
  if (NEEDED.test(clause)) return null;
  if (!before && after) return withoutFirst(said, after);
  if (!before || before.mark === ':') return null;
  if (!after) return { start: before.start, end: said.length, put: '' };
  const next = said.slice(after.end);
  const pair = before.mark === after.mark && before.mark !== ';';
  // "Acme, which grew by 40 %, is …": both commas are the clause's. In a list one stays.
  const aside = pair && (LEANS.test(clause) || (marks.length === 2 && !JOINS.test(next)));
  if (aside && before.mark === ',') return { start: before.start, end: after.end, put: ' ' };
  if (aside) return { start: before.start, end: after.end, put: ' ' };
  return { start: before.start, end: after.start, put: '' };
}

/** What follows begins the sentence, so it gets the capital. */
function withoutFirst(said: string, after: Mark): Edit | null {
  const rest = said.slice(after.end);
  if (after.mark === ':' || LEANS.test(rest)) return null;
  const join = JOINS.exec(rest)?.[0].length ?? 0;
  const start = after.end + join;
  const [first = ''] = said.slice(start);
  const large = /^\p{Lu}/u.test(said);
  return { start: 0, end: start + first.length, put: large ? first.toUpperCase() : first };
}
