import betainc from '@stdlib/math-base-special-betainc';
import betaincinv from '@stdlib/math-base-special-betaincinv';
import betaln from '@stdlib/math-base-special-betaln';
import erfc from '@stdlib/math-base-special-erfc';
import erfcinv from '@stdlib/math-base-special-erfcinv';

/*
 * The special functions, and the only importer of the library that has them (why this one: core's
 * README). Numbers in, numbers out; outside their domain they throw, where the library gives NaN.
 */

function known(who: string, value: number, args: readonly number[]): number {
  if (Number.isNaN(value)) throw new RangeError(`${who} has no value at ${args.join(', ')}`);
  return value;
}

/** I_x(a, b), the regularised incomplete beta function: P(X ≤ x) of a Beta(a, b). */
export const incompleteBeta = (x: number, a: number, b: number): number =>
  known('incompleteBeta', betainc(x, a, b), [x, a, b]);

/** The p quantile of a Beta(a, b): the x with I_x(a, b) = p. */
export function betaQuantile(p: number, a: number, b: number): number {
  let x = known('betaQuantile', betaincinv(p, a, b), [p, a, b]);
  // The library may be out by 1e-6 of p; Newton's steps, kept between what is too little and too much.
  const near = 1e-12 * Math.min(p, 1 - p);
  for (let [least, most, step] = [0, 1, 0]; step < 60 && p > 0 && p < 1; step += 1) {
    const over = incompleteBeta(x, a, b) - p;
    if (Math.abs(over) <= near) break;
    if (over > 0) most = x;
    else least = x;
    const density = Math.exp((a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x) - lnBeta(a, b));
    const next = x - over / density;
    x = next > least && next < most ? next : (least + most) / 2;
  }
  return x;
}

/** The natural logarithm of the beta function B(a, b). */
export const lnBeta = (a: number, b: number): number =>
  known('lnBeta', a > 0 && b > 0 ? betaln(a, b) : Number.NaN, [a, b]);

/** P(Z ≤ z) of a standard normal Z. */
export const normalCdf = (z: number): number => known('normalCdf', erfc(-z / Math.SQRT2) / 2, [z]);

/** The p quantile of the standard normal distribution. */
export const normalQuantile = (p: number): number =>
  known('normalQuantile', -Math.SQRT2 * erfcinv(2 * p), [p]);

/** P(X ≤ x) of a Binomial(n, p), for whole x and n. */
export function binomialCdf(x: number, n: number, p: number): number {
  if (x < 0) return 0;
  return x >= n ? 1 : incompleteBeta(1 - p, n - x, x + 1);
}
