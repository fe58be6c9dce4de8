import { normalQuantile } from './special.ts';

/** Double-looked items of one kind of defect that were drawn with one probability. */
export type DoubleLook = {
  kind: string;
  /** probability, above 0, that an item of this stratum was looked at twice */
  inclusion: number;
  /** defects that the first look found, the second, and both */
  first: number;
  second: number;
  both: number;
};

export type Missed = {
  /** defects found by either look, scaled up to what wasn't looked at twice */
  found: number;
  /** defects there are, at least: two people miss the same hard ones, so the truth lies above */
  atLeast: number;
  /** 95 % interval under independent looks; `high` is no upper limit of the truth */
  low: number;
  high: number;
  /** neither look found any: that says nothing about how many there are */
  silent: boolean;
};

/**
 * Chapman's estimator of how many there are when two looks found `first` and `second` of them, `both` the
 * same. Source: D. G. Chapman, "Some properties of the hypergeometric distribution with applications to
 * zoological sample censuses", University of California Publications in Statistics 1 (1951) 131–160.
 */
export const chapman = (first: number, second: number, both: number): number =>
  ((first + 1) * (second + 1)) / (both + 1) - 1;

/**
 * Its 95 % interval, which stays above what was seen. Source: M. Sadinle, "Transformed logit confidence
 * intervals for small populations in single capture–recapture estimation", Communications in Statistics:
 * Simulation and Computation 38 (2009) 1909–1924.
 */
export function chapmanInterval(
  first: number,
  second: number,
  both: number,
  level = 0.95,
): { low: number; high: number } {
  const z = normalQuantile(1 - (1 - level) / 2);
  const [a, b, c] = [both + 0.5, first - both + 0.5, second - both + 0.5];
  const spread = Math.sqrt(1 / a + 1 / b + 1 / c + a / (b * c));
  const seen = first + second - both - 0.5;
  const missed = (b * c) / a;
  return {
    low: seen + missed * Math.exp(-z * spread),
    high: seen + missed * Math.exp(z * spread),
  };
}

/**
 * Defects that nobody found, over strata: each stratum's estimate divided by its probability of being
 * looked at twice. Kinds apart, because an easy kind that both find would hide a hard one that one misses.
 * @throws {RangeError} for impossible counts
 */
export function missedDefects(strata: readonly DoubleLook[]): Missed {
  const total: Missed = { found: 0, atLeast: 0, low: 0, high: 0, silent: true };
  let [down, up] = [0, 0];
  for (const { kind, inclusion, first, second, both } of strata) {
    if (!(both >= 0 && both <= Math.min(first, second) && inclusion > 0 && inclusion <= 1))
      throw new RangeError(
        `impossible counts for ${kind}: ${first}, ${second}, ${both}, ${inclusion}`,
      );
    const seen = first + second - both;
    if (seen === 0) continue;
    const estimate = chapman(first, second, both);
    const { low, high } = chapmanInterval(first, second, both);
    total.silent = false;
    total.found += seen / inclusion;
    total.atLeast += estimate / inclusion;
    // strata are independent: their distances add in squares
    down += (Math.max(0, estimate - Math.max(low, seen)) / inclusion) ** 2;
    up += (Math.max(0, high - estimate) / inclusion) ** 2;
  }
  total.low = Math.max(total.found, total.atLeast - Math.sqrt(down));
  total.high = total.atLeast + Math.sqrt(up);
  return total;
}
