import { checkProposal } from '../../../src/core/claims/check.ts';
import { type Interval, wilson } from '../../../src/core/stats/wilson.ts';
import {
  type Example,
  type LabelledSet,
  labelled,
  type Rule,
  rulesOf,
  SETS,
} from '../../fixtures/claims/labelled.ts';

export type Part = 'development' | 'held-out';

/** What was counted; scores of several sets are pooled by adding these. */
type Counts = { positives: number; negatives: number; hits: number; falseAlarms: number };

export type Score = Counts & {
  set: LabelledSet | 'pooled';
  rule: Rule;
  part: Part;
  precision: number;
  precisionInterval: Interval;
  recall: number;
  recallInterval: Interval;
  /** ids that were judged wrongly, for the development part only: the other is not looked at */
  wrong: string[];
};

type Verdict = { hit: boolean; falseAlarm: boolean };

/**
 * A positive is found when a flag of its rule overlaps the labelled words (or has no span). Flags
 * only elsewhere are a miss and a false alarm at once.
 */
function judge({ flag, mark, input }: Example, rule: Rule): Verdict {
  const flags = checkProposal(input).filter(({ code }) => code === `claims.${rule}`);
  if (!flag) return { hit: false, falseAlarm: flags.length > 0 };
  const hit = flags.some(
    ({ span }) =>
      mark === undefined ||
      !span ||
      span.text.includes(mark) ||
      mark.includes(span.text) ||
      overlap(mark, span.text),
  );
  return { hit, falseAlarm: flags.length > 0 && !hit };
}

/** True when the end of one is the beginning of the other. */
function overlap(a: string, b: string): boolean {
  for (let size = Math.min(a.length, b.length) - 1; size >= 3; size -= 1)
    if (a.endsWith(b.slice(0, size)) || b.endsWith(a.slice(0, size))) return true;
  return false;
}

function scoreOf(counts: Counts, of: Pick<Score, 'set' | 'rule' | 'part' | 'wrong'>): Score {
  const { positives, hits, falseAlarms } = counts;
  const flagged = hits + falseAlarms;
  return {
    ...of,
    ...counts,
    precision: flagged === 0 ? 0 : hits / flagged,
    precisionInterval: wilson(hits, flagged),
    recall: hits / positives,
    recallInterval: wilson(hits, positives),
  };
}

/** Precision and recall of one rule, over the examples of one part of one set. */
export function measure(rule: Rule, { set, part }: { set: LabelledSet; part: Part }): Score {
  const examples = labelled(rule, set).filter(({ heldOut }) => heldOut === (part === 'held-out'));
  let [hits, falseAlarms] = [0, 0];
  const wrong: string[] = [];
  for (const example of examples) {
    const { hit, falseAlarm } = judge(example, rule);
    if (hit) hits += 1;
    if (falseAlarm) falseAlarms += 1;
    if (part === 'development' && hit !== example.flag) wrong.push(example.id);
    if (part === 'development' && falseAlarm && !example.flag) wrong.push(example.id);
  }
  const positives = examples.filter(({ flag }) => flag).length;
  const counts = { positives, negatives: examples.length - positives, hits, falseAlarms };
  return scoreOf(counts, { set, rule, part, wrong });
}

/** One rule over the thirds kept apart of every set that has it, as if they were one. */
export function measurePooled(rule: Rule): Score {
  const scores = SETS.filter((set) => rulesOf(set).includes(rule)).map((set) =>
    measure(rule, { set, part: 'held-out' }),
  );
  const sum = (key: keyof Counts) => scores.reduce((total, score) => total + score[key], 0);
  const counts = {
    positives: sum('positives'),
    negatives: sum('negatives'),
    hits: sum('hits'),
    falseAlarms: sum('falseAlarms'),
  };
  return scoreOf(counts, { set: 'pooled', rule, part: 'held-out', wrong: [] });
}
