import { describe, expect, it } from 'vitest';
import type { BrakeLine } from '../../../src/core/brakes/line.ts';
import { detectorFor } from '../../../src/core/stats/e-detector.ts';
import { seededRandom } from '../../../src/core/stats/random.ts';
import { estimate, runLengths } from '../../../src/core/stats/run-length.ts';
import { thresholdFor } from '../../../src/core/stats/threshold.ts';
import { type Case, FACTORS, gone } from '../../simulate/brakes/cases.ts';
import { knowingDelay } from '../../simulate/brakes/knowing.ts';
import { lateRun } from '../../simulate/brakes/late.ts';
import { naiveRun } from '../../simulate/brakes/naive.ts';
import { together } from '../../simulate/brakes/together.ts';

/*
 * The short form of `npm run simulate -- brakes`: seeded, so it says the same every day, and small, so
 * it finds what is broken and not what is a percent off.
 */
const CEILING: Case = { side: 'ceiling', line: 0.05, every: 400 };
const FLOOR: Case = { side: 'floor', line: 0.03, every: 600 };

const lineOf = ({ side, line }: Case): BrakeLine => ({
  ...{ signal: 'signal', side, line, action: 'stop', counted: 'by-send' },
  window: side === 'floor' ? { businessDays: 5 } : { hours: 72 },
});

describe('brakes, simulated', () => {
  it.each([CEILING, FLOOR])(
    'trip no more often than one in A on healthy streams with late events: $side $line',
    (one) => {
      const random = seededRandom(31);
      const runs = Array.from({ length: 1200 }, () =>
        lateRun(lineOf(one), { every: one.every, random }),
      );
      const { mean, error } = estimate(Float64Array.from(runs, ({ send }) => send));
      expect(mean - 1.645 * error).toBeGreaterThanOrEqual(0.95 * one.every);
      expect(mean).toBeLessThanOrEqual(1.2 * one.every);
      expect(runs.some(({ late }) => late > 0)).toBe(true);
    },
  );

  it.each([CEILING, FLOOR])(
    'trip at most 1.3 times as late as the CUSUM that knows the truth: $side $line',
    (one) => {
      const detector = detectorFor(one.side, one.line);
      const threshold = thresholdFor(one.side, one.line, one.every);
      for (const factor of FACTORS) {
        const rate = gone(one, factor);
        const stream = { detector, rate, random: seededRandom(5) };
        const { mean } = estimate(runLengths(stream, threshold, 2000));
        const knows = knowingDelay({ ...one, rate, runs: 2000, seed: 6 });
        expect(knows.runLength / one.every).toBeCloseTo(1, 1);
        expect(mean / knows.mean).toBeLessThanOrEqual(1.3);
        // a detector that is faster than the fastest possible is a mistake in the comparison
        expect(mean / knows.mean).toBeGreaterThanOrEqual(0.9);
      }
    },
  );

  it("keep a workspace's one in N, fifty of them together", () => {
    const { brakes, sends, alarms } = together({ every: 300, alarms: 400, seed: 7 }, () => {});
    expect(brakes).toBe(50);
    expect((sends / alarms) * (1 - 1.645 / Math.sqrt(alarms))).toBeGreaterThanOrEqual(0.95 * 300);
  });

  it('are needed: a running average stops more than half of healthy streams', () => {
    const random = seededRandom(8);
    const stopped = Array.from({ length: 300 }, () =>
      naiveRun(FLOOR, { rate: FLOOR.line, random, most: 2000 }),
    ).filter((send) => send < 2000);
    expect(stopped.length).toBeGreaterThan(150);
  });
});
