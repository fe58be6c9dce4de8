import type { Pattern } from '../schema/workflow.ts';
import { normalCdf, normalQuantile } from '../stats/special.ts';
import type { PickerInputs } from './inputs.ts';

/*
 * What each pattern does with wrong outputs, in hours and money. Everything is a mean under the simplest
 * assumption there is: wrong outputs come independently at `rate · volume / 24` an hour, and what finds the
 * first of them is a race of two exponential clocks, signals and readers.
 *
 *   w  wrong outputs an hour               rate · volume / 24
 *   c  share of the wrong ones that are among what a person reads
 *   s  share of those that the person notices (sensitivity)
 *   S  hours until signals tell            knowHours + wait until somebody looks at signals
 *   R  hours until readers find the first  lag + 1 / (w · c · s)
 *   T  hours until the first is found      1 / (1/S + 1/R)
 *   e  share that is out before it is read 1 − c · s where a person reads first, otherwise 1
 *   D  expected damage before detection    cost · w · e · T
 *   M  minutes of people a day             volume · read share · reviewMinutes + fixed
 *
 * A pattern will do where D ≤ bearable (it is affordable), T ≤ compoundHours (it is found before it makes
 * others) and M ≤ 60 · reviewHours (there are people for it). Each of the three is monotone in each of the
 * inputs, D and T each in its own direction, which is what makes the flip points exact (`flips.ts`).
 */

/** The share that exception handling sends to people: the middle of the 5 to 10 % of M10. */
export const EXCEPTION_SHARE = 0.08;
/** The share of history that an audit draws, and the hours until it is looked at. */
export const AUDIT_SHARE = 0.05;
export const AUDIT_LAG = 24;

type Design = {
  /** share that a person reads, and whether before it goes out */
  share: number;
  before: boolean;
  /** the agent's confidence chooses what is read; otherwise chance does, or it is everything */
  byConfidence: boolean;
  /** hours from going out to being read */
  lag: number;
  /** mean hours until somebody looks at the signals */
  signalWait: number;
  /** minutes of people a day besides reading */
  fixed: number;
};

/** Once a week is looked at signals everywhere; only who monitors looks within the hour. */
const WEEKLY = 84;
export const DESIGNS: Readonly<Record<Pattern, Design>> = {
  'post-hoc-audit': {
    ...{ share: AUDIT_SHARE, before: false, byConfidence: false, lag: AUDIT_LAG },
    ...{ signalWait: WEEKLY, fixed: 0 },
  },
  'periodic-review': {
    ...{ share: 0, before: false, byConfidence: false, lag: 0 },
    // a calendar brings it forward: half a week on average, an hour's work a week
    ...{ signalWait: WEEKLY / 2, fixed: 60 / 7 },
  },
  'active-monitoring': {
    ...{ share: 0, before: false, byConfidence: false, lag: 0 },
    ...{ signalWait: 1, fixed: 30 },
  },
  'exception-handling': {
    ...{ share: EXCEPTION_SHARE, before: true, byConfidence: true, lag: 0 },
    ...{ signalWait: WEEKLY / 2, fixed: 0 },
  },
  'pre-approval': {
    ...{ share: 1, before: true, byConfidence: false, lag: 0 },
    ...{ signalWait: WEEKLY / 2, fixed: 0 },
  },
};

/**
 * The share of wrong outputs among the least confident `share` of all, where a wrong one is less confident
 * with probability `auroc`: Φ(d + Φ⁻¹(share)) with d = √2 · Φ⁻¹(auroc), the ROC curve of two normal
 * distributions of equal variance. At 0.5 it is `share`: confidence chooses no better than chance.
 * Source: D. M. Green, J. A. Swets, *Signal Detection Theory and Psychophysics* (1966), chapter 3.
 */
export function caughtByConfidence(auroc: number, share: number): number {
  if (auroc <= 0.5) return share;
  return normalCdf(Math.SQRT2 * normalQuantile(auroc) + normalQuantile(share));
}

/** Flip points ask thousands of times with the same confidence; the quantiles are what takes the time. */
let last = { auroc: Number.NaN, share: Number.NaN, read: Number.NaN };
function shareRead(auroc: number, share: number): number {
  if (last.auroc !== auroc || last.share !== share)
    last = { auroc, share, read: caughtByConfidence(auroc, share) };
  return last.read;
}

/** The arithmetic of one pattern: every quantity of the head of this file. */
export type Sum = {
  pattern: Pattern;
  /** wrong outputs an hour */
  wrongPerHour: number;
  /** c · s */
  caught: number;
  signalHours: number;
  /** Infinity where nobody reads */
  readerHours: number;
  /** T */
  detectHours: number;
  /** e */
  escapes: number;
  /** D */
  damage: number;
  /** M */
  minutes: number;
  affordable: boolean;
  inTime: boolean;
  staffed: boolean;
};

/** Adds one pattern up. Pure; inputs inside their ranges. */
export function sumOf(pattern: Pattern, at: PickerInputs): Sum {
  const { share, before, byConfidence, lag, signalWait, fixed } = DESIGNS[pattern];
  const wrongPerHour = (at.rate * at.volume) / 24;
  const read = byConfidence ? shareRead(at.auroc, share) : share;
  const caught = read * at.sensitivity;
  const signalHours = at.knowHours + signalWait;
  const readerHours = caught > 0 ? lag + 1 / (wrongPerHour * caught) : Number.POSITIVE_INFINITY;
  const detectHours = 1 / (1 / signalHours + 1 / readerHours);
  const escapes = before ? 1 - caught : 1;
  const damage = at.cost * wrongPerHour * escapes * detectHours;
  const minutes = at.volume * share * at.reviewMinutes + fixed;
  return {
    ...{ pattern, wrongPerHour, caught, signalHours, readerHours, detectHours },
    ...{ escapes, damage, minutes },
    affordable: damage <= at.bearable,
    inTime: detectHours <= at.compoundHours,
    staffed: minutes <= 60 * at.reviewHours,
  };
}

export const willDo = ({ affordable, inTime, staffed }: Sum): boolean =>
  affordable && inTime && staffed;
