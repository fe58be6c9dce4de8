import { type Clustered, clusteredRate, without } from '../stats/clustered.ts';
import { differenceOf } from '../stats/difference.ts';

/** What a week is judged by: overrides of decisions, replies to and opt-outs from what was sent. */
export type Measure = 'override' | 'reply' | 'optOut';
/** What was counted of each measure. */
export type Measured = Record<Measure, Clustered>;
type Counted = Pick<Clustered, 'hits' | 'n' | 'sums'>;

export type Change = {
  measure: Measure;
  /** the same a week before, or the rest of its workflow in this week */
  against: 'last-week' | 'others';
  difference: number;
  low: number;
  high: number;
  /** only where all of the interval is on one side of none; `unclear` otherwise */
  verdict: 'worse' | 'better' | 'unclear';
};

/** More of it is bad news, but for replies. */
const BAD_UP: Record<Measure, boolean> = { override: true, reply: false, optOut: true };

/** One measure against another time, or against the others; null where one side has nothing. */
function changeOf(
  at: Pick<Change, 'measure' | 'against'>,
  now: Counted,
  then: Counted,
): Change | null {
  if (now.n === 0 || then.n === 0) return null;
  const { difference, low, high } = differenceOf(clusteredRate(now), clusteredRate(then));
  const up = low > 0;
  const sure = up || high < 0;
  const verdict = sure ? (up === BAD_UP[at.measure] ? 'worse' : 'better') : 'unclear';
  return { ...at, difference, low, high, verdict };
}

/**
 * What changed of one template, segment or model version. Nothing is called worse without a bound: each
 * interval is 95 % by itself, so of 40 that nothing happened to about one is on the wrong side.
 */
export function changesOf(group: {
  now: Measured;
  last: Measured;
  /** the whole workflow in this week, the group with it */
  all: Measured;
}): Change[] {
  return (['override', 'reply', 'optOut'] as const).flatMap((measure) =>
    [
      changeOf({ measure, against: 'last-week' }, group.now[measure], group.last[measure]),
      changeOf(
        { measure, against: 'others' },
        group.now[measure],
        without(group.all[measure], group.now[measure]),
      ),
    ].filter((change) => change !== null),
  );
}
