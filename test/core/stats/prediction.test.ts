import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  hypergeometricCdf,
  predictionLower,
  predictionUpper,
} from '../../../src/core/stats/prediction.ts';
import { binomialCdf } from '../../../src/core/stats/special.ts';

/** n over k by Pascal's rule, exact. */
function choose(n: number, k: number): bigint {
  if (k < 0 || k > n) return 0n;
  let value = 1n;
  for (let step = 1; step <= k; step += 1) value = (value * BigInt(n - step + 1)) / BigInt(step);
  return value;
}

const counted = (most: number, all: number, marked: number, drawn: number): number => {
  let sum = 0n;
  for (let k = 0; k <= most; k += 1) sum += choose(marked, k) * choose(all - marked, drawn - k);
  return Number((sum * 10n ** 18n) / choose(all, drawn)) / 1e18;
};

const pmf = (x: number, n: number, p: number): number =>
  binomialCdf(x, n, p) - binomialCdf(x - 1, n, p);

describe('the hypergeometric distribution', () => {
  it('is what counting all draws gives', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.nat({ max: 60 }),
        fc.nat({ max: 60 }),
        fc.nat({ max: 60 }),
        (all, marked, drawn, most) => {
          fc.pre(marked <= all && drawn <= all);
          const got = hypergeometricCdf(most, { all, marked, drawn });
          expect(got).toBeCloseTo(counted(most, all, marked, drawn), 10);
        },
      ),
      { seed: 1, numRuns: 300 },
    );
  });
});

describe('limits of the next hits', () => {
  it('are wrong at most as often as they say, for every rate: all outcomes counted', () => {
    for (const [n, m] of [
      [5, 5],
      [12, 7],
      [20, 30],
    ] as const)
      for (const p of [0.01, 0.1, 0.3, 0.5, 0.8, 0.99])
        for (const delta of [0.05, 0.2]) {
          let [over, under] = [0, 0];
          for (let x = 0; x <= n; x += 1) {
            const high = predictionUpper(x, n, m, delta);
            const low = predictionLower(x, n, m, delta);
            over += pmf(x, n, p) * (1 - binomialCdf(high, m, p));
            under += pmf(x, n, p) * binomialCdf(low - 1, m, p);
          }
          expect(over).toBeLessThanOrEqual(delta + 1e-9);
          expect(under).toBeLessThanOrEqual(delta + 1e-9);
        }
  });

  it('say all or nothing where nothing was seen, and hold what was seen', () => {
    expect(predictionUpper(0, 0, 10, 0.05)).toBe(10);
    expect(predictionLower(0, 0, 10, 0.05)).toBe(0);
    expect(predictionUpper(0, 300, 300, 0.05)).toBeLessThan(6);
    expect(predictionUpper(300, 300, 40, 0.05)).toBe(40);
    expect(() => predictionUpper(3, 2, 10, 0.05)).toThrow(RangeError);
  });

  it('fall in the confidence that is asked, and grow with the hits', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 200 }),
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 300 }),
        (x, n, m) => {
          fc.pre(x < n);
          const at = (hits: number, delta: number) => predictionUpper(hits, n, m, delta);
          expect(at(x, 0.01)).toBeGreaterThanOrEqual(at(x, 0.1));
          expect(at(x + 1, 0.05)).toBeGreaterThanOrEqual(at(x, 0.05));
          expect(predictionLower(x, n, m, 0.05)).toBeLessThanOrEqual(at(x, 0.05));
        },
      ),
      { seed: 2, numRuns: 150 },
    );
  });
});
