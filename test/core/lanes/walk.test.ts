import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Period } from '../../../src/core/lanes/evidence.ts';
import { correction } from '../../../src/core/lanes/sensitivity.ts';
import { walk } from '../../../src/core/lanes/walk.ts';

type Label = { band: number; inclusion: number; seen: boolean; defect: boolean };

/** Bets and stakes of src/core/stats/betting.ts, whose capital sequences.test.ts works out by itself. */
const BETS = [1, 0.95, 0.88, 0.78, 0.66, 0.54, 0.42, 0.3, 0.18, 0.08];
const STAKES = [0.1, 0.1, 0.1, 0.14, 0.14, 0.14, 0.12, 0.08, 0.05, 0.03];

/** Whether a gambler who bets proposal by proposal comes to 1/δ against "`line` or more of these are defects". */
function bounded(
  labels: readonly Label[],
  { line, delta }: { line: number; delta: number },
): boolean {
  if (labels.length === 0) return false;
  const least = Math.min(...labels.map(({ inclusion }) => inclusion));
  const alike = labels.every(({ inclusion }) => inclusion === least);
  const most = alike ? 1 : 1 / least;
  const capital = BETS.map((bet, at) => {
    let own = STAKES[at] ?? 0;
    for (const { inclusion, seen, defect } of labels) {
      // all of one probability: those looked at are a fair sample; otherwise a defect stands for 1/π
      if (alike && !seen) continue;
      const loss = seen && defect ? (alike ? 1 : 1 / inclusion) : 0;
      own *= 1 + (bet * (line - loss)) / (most - line);
    }
    return own;
  });
  return capital.reduce((sum, one) => sum + one, 0) >= 1 / delta;
}

const label = fc.record({
  band: fc.integer({ min: 0, max: 3 }),
  inclusion: fc.constantFrom(1, 1, 1, 0.5),
  seen: fc.boolean(),
  defect: fc.integer({ min: 0, max: 24 }).map((one) => one === 0),
});
const periodOf = (labels: readonly Label[]): Period =>
  labels.map(({ band, inclusion, seen, defect }) => {
    const known = inclusion === 1 || seen;
    return {
      ...{ band, inclusion, unseen: Number(!known) },
      ...{ right: Number(known && !defect), defects: Number(known && defect) },
    };
  });

describe('the walk down the thresholds (Learn-then-Test, a fixed sequence)', () => {
  it('stops at the first that no gambler refutes, whatever lies below it (brute force, label by label)', () => {
    const rule = { line: 0.3, delta: 0.1 };
    let [reachedSome, failedSome] = [0, 0];
    fc.assert(
      fc.property(
        fc.array(label, { minLength: 20, maxLength: 200 }),
        fc.integer({ min: 0, max: 3 }),
        (labels, first) => {
          const known = labels.map((one) => ({ ...one, seen: one.inclusion === 1 || one.seen }));
          let reached: number | null = null;
          for (let at = first; at < 4; at += 1) {
            if (
              !bounded(
                known.filter(({ band }) => band <= at),
                rule,
              )
            )
              break;
            reached = at;
          }
          const found = walk([periodOf(labels)], { bands: 4, first, held: null }, rule);
          expect(found.reached).toBe(reached);
          expect(found.failed?.index ?? 4).toBe(reached === null ? first : reached + 1);
          reachedSome += Number(reached !== null);
          failedSome += Number(reached !== 3);
        },
      ),
      { seed: 5, numRuns: 200 },
    );
    expect(Math.min(reachedSome, failedSome)).toBeGreaterThan(20);
  });
});

describe('what reviewers miss', () => {
  it('R ≤ U/s: s is the lowest sensitivity that a mixture over higher ones doesn’t refute at δ/2 (integral by steps)', () => {
    for (const [noticed, there, delta] of [
      [160, 200, 0.05],
      [9, 10, 0.1],
      [45, 90, 0.05],
    ] as const) {
      // Beta(½, ½) cut off below p: q = 1 − (1 − p)·sin²(t) takes its pole at 1 out of the integral
      const evidence = (p: number): number => {
        let [mixed, prior] = [0, 0];
        for (let step = 0; step < 4000; step += 1) {
          const t = ((step + 0.5) / 4000) * (Math.PI / 2);
          const miss = (1 - p) * Math.sin(t) ** 2;
          const density = (2 * (1 - p) * Math.sin(t) * Math.cos(t)) / Math.sqrt(miss * (1 - miss));
          prior += density;
          mixed += density * ((1 - miss) / p) ** noticed * (miss / (1 - p)) ** (there - noticed);
        }
        return mixed / prior;
      };
      let [low, high] = [0.001, noticed / there];
      for (let step = 0; step < 50; step += 1) {
        const middle = (low + high) / 2;
        if (evidence(middle) >= 2 / delta) low = middle;
        else high = middle;
      }
      const found = correction({ alpha: 0.01, delta }, { noticed, there });
      expect(found.sensitivity).toBeCloseTo(low, 4);
      expect(found.line).toBeCloseTo(0.01 * low, 6);
      expect(found.delta).toBe(delta / 2);
    }
  });
});
