import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  betaQuantile,
  binomialCdf,
  incompleteBeta,
  lnBeta,
  normalCdf,
  normalQuantile,
} from '../../../src/core/stats/special.ts';

// Reference values: scipy 1.17.1 (special.betainc, betaincinv, betaln; stats.norm, stats.binom).
describe('special functions', () => {
  it('throw outside their domain instead of giving NaN', () => {
    expect(() => incompleteBeta(1.5, 1, 1)).toThrow(RangeError);
    expect(() => betaQuantile(0.5, 0, 1)).toThrow('betaQuantile has no value at 0.5, 0, 1');
    expect(() => normalQuantile(1.5)).toThrow(RangeError);
    expect(() => lnBeta(-1, 2)).toThrow(RangeError);
  });

  it.each([
    [0.0003, 0.5, 1940.5, 0.7194295559460817],
    [0.03, 10, 300, 0.4486523597162986],
    [0.5, 1e5, 1e5, 0.5],
  ])('I_%d(%d, %d) is scipy’s', (x, a, b, value) => {
    expect(incompleteBeta(x, a, b)).toBeCloseTo(value, 11);
  });

  it.each([
    [0.95, 1, 300, 0.009936081944457708],
    [0.975, 0.5, 50.5, 0.048758459444071374],
    [0.95, 138, 13663, 0.011431494304564837],
  ])('the %d quantile of Beta(%d, %d) is scipy’s', (p, a, b, value) => {
    expect(betaQuantile(p, a, b)).toBeCloseTo(value, 12);
  });

  it('logarithm of beta, normal distribution and binomial are scipy’s', () => {
    expect(lnBeta(0.5, 0.5)).toBeCloseTo(Math.log(Math.PI), 12);
    expect(lnBeta(150.5, 13650.5)).toBeCloseTo(-831.2976595923683, 8);
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 12);
    expect(normalQuantile(1e-6)).toBeCloseTo(-4.753424308822899, 10);
    expect(normalCdf(-1.5)).toBeCloseTo(0.06680720126885807, 12);
    expect(binomialCdf(3, 10, 0.3)).toBeCloseTo(0.6496107184, 12);
    expect(binomialCdf(200, 1000, 0.21)).toBeCloseTo(0.2314363412761788, 11);
    expect([binomialCdf(-1, 5, 0.3), binomialCdf(5, 5, 0.3)]).toEqual([0, 1]);
  });

  it('a shape a few bits beside 1 is no other distribution', () => {
    expect(betaQuantile(2 / 3, 1 + 4e-15, 1 + 2e-15)).toBeCloseTo(2 / 3, 12);
  });

  it('quantile and distribution undo each other', () => {
    // Below 1 the next number after x may be 1e-7 of p away.
    const shape = fc.double({ min: 1, max: 5000, noNaN: true });
    const p = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true });
    fc.assert(
      fc.property(p, shape, shape, (at, a, b) => {
        expect(incompleteBeta(betaQuantile(at, a, b), a, b)).toBeCloseTo(at, 10);
        expect(normalCdf(normalQuantile(at))).toBeCloseTo(at, 12);
      }),
    );
  });
});
