import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clopperPearson,
  clopperPearsonLower,
  clopperPearsonUpper,
} from '../../../src/core/stats/clopper-pearson.ts';
import { jeffreys } from '../../../src/core/stats/jeffreys.ts';
import { newcombe } from '../../../src/core/stats/newcombe.ts';
import { quantileInterval, quantileRanks } from '../../../src/core/stats/quantile.ts';
import { binomialCdf } from '../../../src/core/stats/special.ts';

describe('Clopper–Pearson', () => {
  it.each([
    [-1, 5],
    [6, 5],
    [0.5, 5],
  ])('refuses %d of %d', (hits, n) => {
    expect(() => clopperPearson(hits, n)).toThrow(RangeError);
  });

  // Newcombe, Statistics in Medicine 17 (1998) 857–872, table I, method 5 (exact)
  it.each([
    [81, 263, 0.2527, 0.3676],
    [15, 148, 0.0578, 0.1617],
    [0, 20, 0, 0.1684],
    [1, 29, 0.0009, 0.1776],
  ])('gives the published interval for %i of %i', (hits, n, low, high) => {
    const interval = clopperPearson(hits, n);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  it('allows 26 % after none of ten, and 1 % after none of 299', () => {
    expect(clopperPearsonUpper(0, 10, 0.05)).toBeCloseTo(1 - 0.05 ** 0.1, 12);
    expect(clopperPearsonUpper(0, 299, 0.05)).toBeLessThan(0.01);
    expect(clopperPearsonUpper(0, 298, 0.05)).toBeGreaterThan(0.01);
  });

  it('is the rate at which so few would have been a delta chance (brute force over the binomial)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 300 }), fc.nat(300), (n, some) => {
        // beyond the middle the first term of the sum has no digits left
        const hits = Math.min(some, Math.floor(n / 2));
        const high = clopperPearsonUpper(hits, n, 0.05);
        let [term, sum] = [(1 - high) ** n, 0];
        for (let x = 0; x <= hits; x += 1) {
          sum += term;
          term *= (((n - x) / (x + 1)) * high) / (1 - high);
        }
        expect(sum).toBeCloseTo(0.05, 9);
        expect(clopperPearsonLower(n - hits, n, 0.05)).toBeCloseTo(1 - high, 12);
      }),
    );
  });
});

describe('Jeffreys', () => {
  it('refuses more hits than trials, and knows nothing without a trial', () => {
    expect(() => jeffreys(3, 2)).toThrow(RangeError);
    expect(jeffreys(0, 0)).toEqual({ low: 0, high: 1 });
  });

  // scipy 1.17.1, stats.beta.ppf at x + 1/2, n − x + 1/2
  it.each([
    [3, 10, 0.09269459393815316, 0.6058183181486713],
    [1, 29, 0.003746173649057073, 0.15007768600223173],
    [81, 263, 0.2545219349910236, 0.36564749917408246],
    [7.5, 40, 0.09052240939999068, 0.32779013336158586],
  ])('gives scipy’s interval for %d of %d', (hits, n, low, high) => {
    const interval = jeffreys(hits, n);
    expect(interval.low).toBeCloseTo(low, 11);
    expect(interval.high).toBeCloseTo(high, 11);
  });

  it('is closed at both ends', () => {
    expect(jeffreys(0, 20).low).toBe(0);
    expect(jeffreys(20, 20).high).toBe(1);
  });
});

describe('Newcombe’s difference', () => {
  it('knows nothing when one side has nothing', () => {
    expect(newcombe({ hits: 0, n: 0 }, { hits: 3, n: 9 })).toEqual({
      ...{ difference: 0, low: -1, high: 1 },
    });
  });

  // Newcombe, Statistics in Medicine 17 (1998) 873–890, table II, method 10
  it.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
  ])('gives the published interval for %i/%i − %i/%i', (a, m, b, n, low, high) => {
    const found = newcombe({ hits: a, n: m }, { hits: b, n });
    expect(found.difference).toBeCloseTo(a / m - b / n, 12);
    expect(found.low).toBeCloseTo(low, 4);
    expect(found.high).toBeCloseTo(high, 4);
  });
});

describe('order-statistic intervals', () => {
  it('want a value, and say which side so few values can’t bound', () => {
    expect(() => quantileInterval([], 0.5)).toThrow(RangeError);
    expect(quantileInterval([4, 1, 3], 0.5)).toEqual({ estimate: 3, low: null, high: null });
    expect(quantileInterval([1, 2, 3, 4, 5, 6, 7, 8], 0.9).high).toBeNull();
  });

  // Hahn, Meeker, Statistical Intervals (1991), section 5.2: distribution-free ranks for the median
  it.each([
    [10, 0.5, 2, 9],
    [20, 0.5, 6, 15],
    [100, 0.9, 84, 96],
  ])('of %i values the %d quantile lies between ranks %i and %i', (n, p, low, high) => {
    expect(quantileRanks(n, p)).toEqual({ low, high });
  });

  it('use the tightest ranks that are wrong seldom enough (brute force over the binomial)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.constantFrom(0.5, 0.9), (n, p) => {
        const { low, high } = quantileRanks(n, p);
        const below = Array.from({ length: n }, (_, i) => i + 1).filter(
          (rank) => binomialCdf(rank - 1, n, p) <= 0.025,
        );
        const above = Array.from({ length: n }, (_, i) => i + 1).filter(
          (rank) => 1 - binomialCdf(rank - 1, n, p) <= 0.025,
        );
        expect(low).toBe(below.at(-1) ?? null);
        expect(high).toBe(above[0] ?? null);
      }),
    );
  });
});
