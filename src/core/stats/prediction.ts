import { leastWhole, wantCounts, wantInside } from './interval.ts';
import { lnBeta } from './special.ts';

/*
 * How many of the next `m` will be hits, after `hits` of `n` under the same rate. Given hits in both
 * together, those in the first are hypergeometric whatever the rate is, so a limit found by that test is
 * wrong at most with probability delta, for every rate and every size.
 * Source: A. R. Thatcher, "Relationships between Bayesian and confidence limits for predictions", Journal
 * of the Royal Statistical Society B 26 (1964) 176–210, section 3.
 */

/** The most hits among the next `m`, exceeded at most with probability `delta`. */
export function predictionUpper(hits: number, n: number, m: number, delta: number): number {
  wantCounts('predictionUpper', hits, n);
  wantCounts('predictionUpper', 0, m);
  wantInside('predictionUpper', 'delta', delta);
  // the first number of hits that would make as few as there were too unlikely
  const refuted = (more: number): boolean =>
    hypergeometricCdf(hits, { all: n + m, marked: hits + more, drawn: n }) <= delta;
  return refuted(m) ? leastWhole(0, m, refuted) - 1 : m;
}

/** The fewest hits among the next `m`, undercut at most with probability `delta`. */
export function predictionLower(hits: number, n: number, m: number, delta: number): number {
  wantCounts('predictionLower', hits, n);
  return m - predictionUpper(n - hits, n, m, delta);
}

type Urn = { all: number; marked: number; drawn: number };

/** The probability of `most` marked or fewer among `drawn` of `all`. */
export function hypergeometricCdf(most: number, { all, marked, drawn }: Urn): number {
  const low = Math.max(0, drawn + marked - all);
  if (most < low) return 0;
  if (most >= Math.min(marked, drawn)) return 1;
  let term = Math.exp(
    lnChoose(marked, most) + lnChoose(all - marked, drawn - most) - lnChoose(all, drawn),
  );
  let sum = term;
  for (let k = most; k > low; k -= 1) {
    const ratio = (k * (all - marked - drawn + k)) / ((marked - k + 1) * (drawn - k + 1));
    term *= ratio;
    sum += term;
    if (ratio < 1 && term < sum * 1e-17) break;
  }
  return Math.min(1, sum);
}

/** ln of n over k, by Γ's: n over k = 1 / ((n + 1) · B(n − k + 1, k + 1)). */
const lnChoose = (n: number, k: number): number =>
  k === 0 || k === n ? 0 : -Math.log(n + 1) - lnBeta(n - k + 1, k + 1);
