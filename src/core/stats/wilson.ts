/** The 0.975 quantile of the standard normal distribution: two-sided 95 %. */
const Z95 = 1.959963984540054;

export type Interval = { low: number; high: number };

/**
 * Wilson's score interval, 95 %, for `hits` of `n` (shares from 0 to 1). With `n` = 0 it is all of
 * 0 to 1. Source: E. B. Wilson, "Probable inference, the law of succession, and statistical
 * inference", Journal of the American Statistical Association 22 (1927) 209–212; recommended for
 * small n by Brown, Cai, DasGupta, Statistical Science 16 (2001) 101–133.
 * @throws {RangeError} unless 0 ≤ hits ≤ n, both whole
 */
export function wilson(hits: number, n: number): Interval {
  if (!Number.isInteger(hits) || !Number.isInteger(n) || hits < 0 || hits > n)
    throw new RangeError(`wilson wants whole numbers with 0 ≤ hits ≤ n, not ${hits} of ${n}`);
  if (n === 0) return { low: 0, high: 1 };
  const z2 = Z95 * Z95;
  const share = hits / n;
  const centre = (share + z2 / (2 * n)) / (1 + z2 / n);
  const half = (Z95 / (1 + z2 / n)) * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n));
  // the ends are exact at 0 and n; rounding must not move them outside
  return {
    low: hits === 0 ? 0 : Math.max(0, centre - half),
    high: hits === n ? 1 : Math.min(1, centre + half),
  };
}
