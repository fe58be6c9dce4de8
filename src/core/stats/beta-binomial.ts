import { firstTrue, type Interval, wantCounts, wantInside } from './interval.ts';
import { incompleteBeta, lnBeta } from './special.ts';

/*
 * A confidence sequence for a rate: valid at every look together, however often and whenever one
 * looks. The likelihood ratio of all smaller rates q against a rate p, mixed over q by Jeffreys' prior
 * cut off at p, is a test martingale at p and a supermartingale at every rate above, so by Ville's
 * inequality it reaches 1/delta with probability delta at most.
 * Sources: H. Robbins, "Statistical methods related to the law of the iterated logarithm", Annals of
 * Mathematical Statistics 41 (1970) 1397–1409; S. R. Howard, A. Ramdas, J. McAuliffe, J. Sekhon,
 * "Time-uniform, nonparametric, nonasymptotic confidence sequences", Annals of Statistics 49 (2021)
 * 1055–1080. Cut off at p, because a bound from above needs no evidence for what lies above.
 */

/** Jeffreys' prior. Cut off at p it has no scale, so one prior serves lines of 0.1 % and of 30 %. */
const PRIOR = 0.5;

/** The logarithm of the evidence against "the rate is `p` or more", after `hits` of `n`. */
export function lnEvidenceBelow(hits: number, n: number, p: number): number {
  const [a, b] = [hits + PRIOR, n - hits + PRIOR];
  return (
    lnBeta(a, b) +
    Math.log(incompleteBeta(p, a, b)) -
    lnBeta(PRIOR, PRIOR) -
    Math.log(incompleteBeta(p, PRIOR, PRIOR)) -
    (hits === 0 ? 0 : hits * Math.log(p)) -
    (n === hits ? 0 : (n - hits) * Math.log1p(-p))
  );
}

/** The anytime upper limit of a rate, wrong at any look at most with probability `delta`. */
export function betaBinomialUpper(hits: number, n: number, delta: number): number {
  wantCounts('betaBinomialUpper', hits, n);
  wantInside('betaBinomialUpper', 'delta', delta);
  if (hits === n) return 1;
  const line = -Math.log(delta);
  return firstTrue(hits / n, 1, (p) => p === 1 || lnEvidenceBelow(hits, n, p) >= line);
}

/** The anytime lower limit of a rate, wrong at any look at most with probability `delta`. */
export function betaBinomialLower(hits: number, n: number, delta: number): number {
  wantCounts('betaBinomialLower', hits, n);
  return hits === 0 ? 0 : 1 - betaBinomialUpper(n - hits, n, delta);
}

/** Both anytime limits, each at half of `1 − level`. */
export function betaBinomial(hits: number, n: number, level = 0.95): Interval {
  const delta = (1 - level) / 2;
  return { low: betaBinomialLower(hits, n, delta), high: betaBinomialUpper(hits, n, delta) };
}
