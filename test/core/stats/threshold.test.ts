import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectorFor, type Side } from '../../../src/core/stats/e-detector.ts';
import { seededRandom } from '../../../src/core/stats/random.ts';
import { estimate, runLengths } from '../../../src/core/stats/run-length.ts';
import { thresholdFor } from '../../../src/core/stats/threshold.ts';

describe('the threshold of a brake', () => {
  it.each([
    [0, 1000],
    [1, 1000],
    [Number.NaN, 1000],
    [0.05, 0.5],
    [0.05, Number.POSITIVE_INFINITY],
  ])('refuses a line of %d with a run of %d', (line, every) => {
    expect(() => thresholdFor('ceiling', line, every)).toThrow(RangeError);
  });

  it('is never above the run length, rises with it, and is the same for the other outcome', () => {
    const line = fc.double({ min: 0.0001, max: 0.499, noNaN: true });
    const every = fc.double({ min: 1, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(fc.constantFrom<Side>('ceiling', 'floor'), line, every, (side, at, long) => {
        const h = thresholdFor(side, at, long);
        expect(h).toBeLessThanOrEqual(long);
        expect(h).toBeGreaterThanOrEqual(1);
        expect(thresholdFor(side, at, Math.min(1e12, long * 2))).toBeGreaterThanOrEqual(h);
        const other = side === 'ceiling' ? 'floor' : 'ceiling';
        expect(thresholdFor(other, 1 - at, long) / h).toBeCloseTo(1, 6);
      }),
    );
  });

  // Off the table's points, in both directions. Seeded: it can fail, but not by chance on some days.
  it.each<[Side, number, number, number]>([
    ['ceiling', 0.0017, 5400, 1.2],
    ['ceiling', 0.004, 820, 1.2],
    ['ceiling', 0.035, 1500, 1.2],
    ['floor', 0.035, 900, 1.2],
    ['floor', 0.007, 6000, 1.2],
    // steps that no table knows: careful, and the longer for it
    ['ceiling', 0.12, 170, 1.5],
    ['floor', 0.4, 75, 1.5],
  ])('makes a run on a %s of %d last %i trials, at most %d times', (side, line, every, times) => {
    const detector = detectorFor(side, line);
    const { mean, error } = estimate(
      runLengths(
        { detector, rate: line, random: seededRandom(2) },
        thresholdFor(side, line, every),
        3000,
      ),
    );
    expect(mean - 1.645 * error).toBeGreaterThanOrEqual(0.95 * every);
    expect(mean).toBeLessThanOrEqual(times * every);
  });

  it('makes longer runs than asked for, where the table ends', () => {
    for (const [line, every] of [
      [0.001, 1000],
      [0.3, 20_000],
    ] as const) {
      const { mean, error } = estimate(
        runLengths(
          { detector: detectorFor('ceiling', line), rate: line, random: seededRandom(4) },
          thresholdFor('ceiling', line, every),
          400,
        ),
      );
      expect(mean + 2 * error).toBeGreaterThanOrEqual(every);
    }
  });
});
