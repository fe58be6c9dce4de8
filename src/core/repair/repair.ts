import { withoutClause } from './clause.ts';
import { faultIn } from './faults.ts';
import { type Range, rowAt, type Sentence, sentencesOfRow, withoutSentence } from './sentence.ts';
import { conflictsIn } from './values.ts';

/** `value`: the evidence's in the contradicted one's place. `clause`, `sentence`: taken out. */
export type Way = 'value' | 'clause' | 'sentence';

/**
 * One way to make a sentence right, for a person to accept: `text` with `put` between `from` and `to`
 * (UTF-16 units). `before` and `after` are the sentence as it is and would be; `after` is empty where it goes.
 */
export type Repair = {
  way: Way;
  from: number;
  to: number;
  put: string;
  before: string;
  after: string;
};

/**
 * The ways to be rid of the words at `at`, the gentlest first; [] where none is sound. None leaves
 * broken marks behind that were not there before, and none touches one of `others`: the spans of
 * other claims and flags, but for those that overlap these words and so are about them.
 */
export function repairsOf(
  text: string,
  at: Range,
  known: { quotes: readonly string[]; others: readonly Range[] },
): Repair[] {
  const row = rowAt(text, at);
  // Words over two rows are no part of one sentence.
  if (at.end <= at.start || text.slice(at.start, at.end).includes('\n')) return [];
  const sentences = sentencesOfRow(text, row);
  const index = sentences.findIndex(({ start, end }) => start <= at.start && at.end <= end);
  const own = sentences[index];
  if (!own) return [];
  const edits: [Way, (Range & { put: string }) | null][] = [
    ['value', withValues(text, at, known.quotes)],
    ['clause', withoutClause(text, own, at)],
    ['sentence', unput(withoutSentence(text, row, sentences, index))],
  ];
  return edits.flatMap(([way, edit]) => {
    if (
      !edit ||
      known.others.some((one) => isApart(one, at) && one.start < edit.end && edit.start < one.end)
    )
      return [];
    const repair = repairOf(text, own, { way, ...edit });
    return isSound(text, repair) ? [repair] : [];
  });
}

/** The text as it would be. */
export const repaired = (
  text: string,
  { from, to, put }: Pick<Repair, 'from' | 'to' | 'put'>,
): string => text.slice(0, from) + put + text.slice(to);

const unput = (range: Range | null) => range && { ...range, put: '' };
const isApart = (one: Range, at: Range): boolean => one.end <= at.start || at.end <= one.start;

function withValues(
  text: string,
  at: Range,
  quotes: readonly string[],
): (Range & { put: string }) | null {
  const conflicts = conflictsIn(text, at, quotes);
  const [first] = conflicts;
  const last = conflicts.at(-1);
  if (!first || !last) return null;
  let put = '';
  let from = first.start;
  for (const { start, end, put: value } of conflicts) {
    if (value === undefined || start < from) return null;
    put += text.slice(from, start) + value;
    from = end;
  }
  return { start: first.start, end: last.end, put };
}

function repairOf(text: string, own: Sentence, edit: Range & { way: Way; put: string }): Repair {
  const { way, start: from, end: to, put } = edit;
  const before = text.slice(own.start, own.end);
  const after =
    way === 'sentence' ? '' : text.slice(own.start, from) + put + text.slice(to, own.end);
  return { way, from, to, put, before, after };
}

/** Whether the rows that it changes are no worse than they were. */
function isSound(text: string, repair: Repair): boolean {
  const { from, to, put } = repair;
  const before = rowsOf(text, { start: from, end: to });
  const now = rowsOf(repaired(text, repair), { start: from, end: from + put.length });
  return now.every((row) => {
    const fault = faultIn(row);
    return fault === null || before.includes(row) || before.some((one) => faultIn(one) === fault);
  });
}

const rowsOf = (text: string, at: Range): string[] => {
  const { start, end } = rowAt(text, at);
  return text.slice(start, end).split('\n');
};
