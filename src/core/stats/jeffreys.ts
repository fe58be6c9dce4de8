import { type Interval, wantInside } from './interval.ts';
import { betaQuantile } from './special.ts';

/**
 * Jeffreys' interval: equal tails of Beta(hits + 1/2, n − hits + 1/2), closed at 0 hits and at n.
 * `hits` and `n` may be effective counts of a weighted sample, so they needn't be whole.
 * Source: L. D. Brown, T. T. Cai, A. DasGupta, "Interval estimation for a binomial proportion",
 * Statistical Science 16 (2001) 101–133, section 3.1.
 * @throws {RangeError} unless 0 ≤ hits ≤ n
 */
export function jeffreys(hits: number, n: number, level = 0.95): Interval {
  if (!(hits >= 0 && hits <= n))
    throw new RangeError(`jeffreys wants 0 ≤ hits ≤ n, not ${hits} of ${n}`);
  wantInside('jeffreys', 'level', level);
  if (n === 0) return { low: 0, high: 1 };
  const tail = (1 - level) / 2;
  return {
    low: hits === 0 ? 0 : betaQuantile(tail, hits + 0.5, n - hits + 0.5),
    high: hits === n ? 1 : betaQuantile(1 - tail, hits + 0.5, n - hits + 0.5),
  };
}
