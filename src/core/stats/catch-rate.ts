import { betaBinomialUpper } from './beta-binomial.ts';
import { clopperPearson } from './clopper-pearson.ts';
import type { Interval } from './interval.ts';

/** One planted defect that was decided. */
export type Planted = {
  caught: boolean;
  /** our own checks marked it: catching it may be obeying the flag */
  flagged: boolean;
};

export type CatchRate = Interval & {
  caught: number;
  planted: number;
  /** anytime upper limit at 95 %: what a rule may act on however often it looks */
  atMost: number;
};

const rateOf = (list: readonly Planted[]): CatchRate => {
  const [caught, planted] = [list.filter((one) => one.caught).length, list.length];
  if (planted === 0) return { caught, planted, low: 0, high: 1, atMost: 1 };
  return {
    caught,
    planted,
    ...clopperPearson(caught, planted),
    atMost: betaBinomialUpper(caught, planted, 0.05),
  };
};

/** Catch rates of planted defects with Clopper–Pearson's 95 % interval, obeying flags and reading apart. */
export const catchRates = (
  list: readonly Planted[],
): { flagged: CatchRate; unflagged: CatchRate } => ({
  flagged: rateOf(list.filter(({ flagged }) => flagged)),
  unflagged: rateOf(list.filter(({ flagged }) => !flagged)),
});
