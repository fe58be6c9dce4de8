import { type Interval, wantCounts, wantInside } from './interval.ts';
import { betaQuantile } from './special.ts';

/*
 * C. J. Clopper, E. S. Pearson, "The use of confidence or fiducial limits illustrated in the case of
 * the binomial", Biometrika 26 (1934) 404–413. Exact, and never below its level, but for one look at a
 * sample whose size was fixed in advance: what is looked at again and again takes ./beta-binomial.ts.
 */

/** The upper limit of a rate after `hits` of `n`, wrong at most with probability `delta`. */
export function clopperPearsonUpper(hits: number, n: number, delta: number): number {
  wantCounts('clopperPearsonUpper', hits, n);
  wantInside('clopperPearsonUpper', 'delta', delta);
  return hits === n ? 1 : betaQuantile(1 - delta, hits + 1, n - hits);
}

/** The lower limit of a rate after `hits` of `n`, wrong at most with probability `delta`. */
export function clopperPearsonLower(hits: number, n: number, delta: number): number {
  wantCounts('clopperPearsonLower', hits, n);
  return hits === 0 ? 0 : 1 - clopperPearsonUpper(n - hits, n, delta);
}

/** Both limits, each at half of `1 − level`. */
export function clopperPearson(hits: number, n: number, level = 0.95): Interval {
  const delta = (1 - level) / 2;
  return {
    low: clopperPearsonLower(hits, n, delta),
    high: clopperPearsonUpper(hits, n, delta),
  };
}
