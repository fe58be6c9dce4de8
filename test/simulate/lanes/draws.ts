import { gapBefore, type Random } from '../../../src/core/stats/random.ts';

/** How many of `n` independent trials succeed at `rate`: quick where few do. */
export function binomial(n: number, rate: number, random: Random): number {
  if (rate <= 0 || n <= 0) return 0;
  if (rate > 0.5) return n - binomial(n, 1 - rate, random);
  let hits = 0;
  for (let at = gapBefore(rate, random); at < n; at += gapBefore(rate, random) + 1) hits += 1;
  return hits;
}

/** A whole number with the mean `mean`: the two next to it. */
export const whole = (mean: number, random: Random): number => Math.floor(mean + random());
