import type { Interval } from './interval.ts';
import { quantile } from './quantile.ts';
import { seededRandom } from './random.ts';

export type BootstrapOptions = { seed: number; replicates?: number; level?: number };

/**
 * Percentile interval of a statistic over items drawn anew with replacement. `statistic` is given how
 * often each item was drawn; where it is undefined (NaN) the draw is left out. Null if it is undefined in
 * most draws. Source: B. Efron, R. J. Tibshirani, *An Introduction to the Bootstrap* (1993), chapter 13.
 */
export function itemBootstrap(
  n: number,
  statistic: (drawn: Uint32Array) => number,
  { seed, replicates = 1000, level = 0.95 }: BootstrapOptions,
): Interval | null {
  const random = seededRandom(seed);
  const drawn = new Uint32Array(n);
  const values: number[] = [];
  for (let replicate = 0; replicate < replicates; replicate += 1) {
    drawn.fill(0);
    for (let draw = 0; draw < n; draw += 1) {
      const item = Math.floor(random() * n);
      drawn[item] = (drawn[item] ?? 0) + 1;
    }
    const value = statistic(drawn);
    if (!Number.isNaN(value)) values.push(value);
  }
  if (values.length <= replicates / 2) return null;
  const sorted = Float64Array.from(values).sort();
  const tail = (1 - level) / 2;
  return { low: quantile(sorted, tail), high: quantile(sorted, 1 - tail) };
}
