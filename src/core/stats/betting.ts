import { firstTrue, wantInside } from './interval.ts';

/*
 * The betting confidence sequence, for losses that are no coin tosses: a defect found by an audit that
 * happens with probability π counts 1/π, so that the mean over all proposals is their defect rate.
 * Against "the mean is m or more" one bets the fraction f of what may be bet on every loss X in
 * 0 to B: the capital ∏ (1 + f · (m − X)/(B − m)) is a supermartingale there, for each f, and so is a
 * mixture over f. By Ville's inequality it reaches 1/delta with probability delta at most, at any time.
 * Source: I. Waudby-Smith, A. Ramdas, "Estimating means of bounded random variables by betting",
 * Journal of the Royal Statistical Society B 86 (2024) 1–27, sections 4 and 5; bets constant in time
 * and mixed ("diversified Kelly"), so capital depends on how often each loss occurred and not on the
 * order, and a state rebuilt from the log is the state that was kept. B may change from loss to loss, as
 * long as it is known before the loss. With B = 1 and losses 0 and 1 this is the mixture of likelihood
 * ratios of q = m(1 − f) against m: a beta-binomial sequence with a prior on a grid.
 */

/** So many losses of `loss` each, none of which could have been more than `most`. */
export type Losses = { readonly most: number; readonly loss: number; readonly count: number };

/**
 * The fractions and their weights, adding up to 1. A rate of r has f = 1 − r/m as its best; most weight
 * lies where r is a tenth to three quarters of m, since nearer to m nobody has the labels.
 */
const BETS: readonly (readonly [fraction: number, weight: number])[] = [
  [1, 0.1],
  [0.95, 0.1],
  [0.88, 0.1],
  [0.78, 0.14],
  [0.66, 0.14],
  [0.54, 0.14],
  [0.42, 0.12],
  [0.3, 0.08],
  [0.18, 0.05],
  [0.08, 0.03],
];

/** The logarithm of the capital against "the mean loss is `mean` or more". */
export function lnCapital(losses: readonly Losses[], mean: number): number {
  let peak = Number.NEGATIVE_INFINITY;
  const logs = BETS.map(([fraction, weight]) => {
    let sum = Math.log(weight);
    for (const { most, loss, count } of losses) {
      if (count > 0) sum += count * Math.log1p((fraction * (mean - loss)) / (most - mean));
    }
    peak = Math.max(peak, sum);
    return sum;
  });
  if (peak === Number.NEGATIVE_INFINITY || peak === Number.POSITIVE_INFINITY) return peak;
  return peak + Math.log(logs.reduce((total, log) => total + Math.exp(log - peak), 0));
}

/** The anytime upper limit of the mean loss (at most 1), wrong at most with probability `delta`. */
export function bettingUpper(losses: readonly Losses[], delta: number): number {
  wantInside('bettingUpper', 'delta', delta);
  const wrong = losses.find(
    ({ most, loss, count }) => !(most >= 1 && loss >= 0 && loss <= most && count >= 0),
  );
  if (wrong !== undefined)
    throw new RangeError(
      `bettingUpper wants 0 ≤ loss ≤ most, 1 ≤ most, not ${JSON.stringify(wrong)}`,
    );
  const line = -Math.log(delta);
  // rising in the mean, for every fraction: more could have been lost than was
  return firstTrue(0, 1, (mean) => mean === 1 || lnCapital(losses, mean) >= line);
}
