import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wilson } from '../../../src/core/stats/wilson.ts';

describe('wilson', () => {
  // Newcombe, Statistics in Medicine 17 (1998) 857–872, table I, method 3 (score, no correction)
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('gives the published interval for %i of %i', (hits, n, low, high) => {
    const interval = wilson(hits, n);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  it.each([
    [-1, 5],
    [6, 5],
    [0.5, 5],
    [Number.NaN, 5],
  ])('refuses %d of %d', (hits, n) => {
    expect(() => wilson(hits, n)).toThrow(RangeError);
  });

  it('knows nothing without a trial', () => {
    expect(wilson(0, 0)).toEqual({ low: 0, high: 1 });
  });

  it('holds the share, stays in 0 to 1, and mirrors', () => {
    fc.assert(
      fc.property(fc.nat(5000), fc.nat(5000), (a, b) => {
        const [hits, n] = [Math.min(a, b), Math.max(a, b, 1)];
        const { low, high } = wilson(hits, n);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(hits / n);
        expect(high).toBeGreaterThanOrEqual(hits / n);
        expect(wilson(n - hits, n).low).toBeCloseTo(1 - high, 10);
      }),
    );
  });
});
