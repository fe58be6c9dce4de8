import { type Interval, leastWhole, wantInside } from './interval.ts';
import { binomialCdf } from './special.ts';

export type QuantileEstimate = {
  /** the sample's quantile (type 7: linear between neighbours) */
  estimate: number;
  /** null where so few values can't bound that side */
  low: number | null;
  high: number | null;
};

/**
 * A quantile with an interval that holds whatever the distribution: both ends are values of the sample,
 * and each side is wrong at most with probability (1 − level)/2.
 * P(X₍r₎ > ξ_p) = P(Bin(n, p) < r). Source: H. A. David, H. N. Nagaraja, *Order Statistics*, 3rd ed.
 * (2003), section 7.1.
 * @throws {RangeError} without a value, or unless 0 < p < 1
 */
export function quantileInterval(
  values: readonly number[],
  p: number,
  level = 0.95,
): QuantileEstimate {
  wantInside('quantileInterval', 'p', p);
  if (values.length === 0) throw new RangeError('quantileInterval wants at least one value');
  const sorted = Float64Array.from(values).sort();
  const ranks = quantileRanks(sorted.length, p, level);
  return {
    estimate: quantile(sorted, p),
    low: ranks.low === null ? null : (sorted[ranks.low - 1] ?? null),
    high: ranks.high === null ? null : (sorted[ranks.high - 1] ?? null),
  };
}

/** Ranks (from 1) of the interval's ends; null where none is far enough out. */
export function quantileRanks(
  n: number,
  p: number,
  level = 0.95,
): { [end in keyof Interval]: number | null } {
  const tail = (1 - level) / 2;
  // the last rank that lies above the quantile rarely enough, and the first that lies below it so
  const low = leastWhole(0, n, (rank) => binomialCdf(rank, n, p) > tail);
  const high = leastWhole(1, n + 1, (rank) => 1 - binomialCdf(rank - 1, n, p) <= tail);
  return { low: low === 0 ? null : low, high: high === n + 1 ? null : high };
}

/** Type 7 of Hyndman, Fan, The American Statistician 50 (1996) 361–365, of ascending values. */
export function quantile(sorted: ArrayLike<number>, p: number): number {
  const at = (sorted.length - 1) * p;
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  const above = sorted[Math.ceil(at)] ?? Number.NaN;
  return below + (above - below) * (at - Math.floor(at));
}

/**
 * {@link quantileInterval} of values that are kept as counts of a few distinct values, ascending.
 * @throws {RangeError} without a value
 */
export function countedQuantile(
  counts: readonly { value: number; n: number }[],
  p: number,
  level = 0.95,
): QuantileEstimate {
  wantInside('countedQuantile', 'p', p);
  const n = counts.reduce((sum, count) => sum + count.n, 0);
  if (n === 0) throw new RangeError('countedQuantile wants at least one value');
  const at = (rank: number): number => {
    let below = 0;
    for (const count of counts) {
      below += count.n;
      if (rank <= below) return count.value;
    }
    throw new RangeError(`there is no value ${rank} of ${n}`);
  };
  const place = (n - 1) * p;
  const below = at(Math.floor(place) + 1);
  const ranks = quantileRanks(n, p, level);
  return {
    estimate: below + (at(Math.ceil(place) + 1) - below) * (place - Math.floor(place)),
    low: ranks.low === null ? null : at(ranks.low),
    high: ranks.high === null ? null : at(ranks.high),
  };
}
