import { describe, expect, it } from 'vitest';
import { DEFAULT_GRID } from '../../../src/core/lanes/evidence.ts';
import { openingPlan } from '../../../src/core/lanes/plan.ts';
import type { RiskPolicy } from '../../../src/core/lanes/policy.ts';
import {
  labelsAnytime,
  labelsExpected,
  labelsOneLook,
  waitTable,
} from '../../../src/core/lanes/wait.ts';
import { lnCapital } from '../../../src/core/stats/betting.ts';
import { seededRandom } from '../../../src/core/stats/random.ts';

describe('labels needed', () => {
  it('are without end at α and above, and refused for an α that isn’t one', () => {
    expect(labelsOneLook(0.01, 0.05, 0.01)).toBe(Number.POSITIVE_INFINITY);
    const at = { alpha: 0.01, delta: 0.05, rate: 0.012, chance: 0.5 };
    expect(labelsAnytime(at)).toBe(Number.POSITIVE_INFINITY);
    expect(labelsExpected(0.01, 0.05, 0.01)).toBe(Number.POSITIVE_INFINITY);
    expect(() => labelsAnytime({ ...at, alpha: 1 })).toThrow(RangeError);
  });

  // STATISTICS.md, section 2: about 300, 740, 1,940 and 13,800
  it.each([
    [0, 300],
    [0.0025, 740],
    [0.005, 1940],
    [0.008, 13_800],
  ])('with one look at α = 1 %%, δ = 5 %%, a rate of %d: about %i', (rate, about) => {
    expect(Math.abs(labelsOneLook(0.01, 0.05, rate) / about - 1)).toBeLessThan(0.01);
  });

  it('the table has what looking at any time costs', () => {
    const table = waitTable(0.01, 0.05, [0, 0.25, 0.5]);
    expect(table.map(({ half }) => half)).toEqual([394, 660, 1711]);
    expect(table.map(({ nine }) => nine)).toEqual([394, 1553, 4534]);
  });

  it('are the exact quantiles of when the bound first holds (simulated, seeds 1 to 500)', () => {
    const [alpha, rate] = [0.02, 0.005];
    const nine = labelsAnytime({ alpha, delta: 0.05, rate, chance: 0.9 });
    const half = labelsAnytime({ alpha, delta: 0.05, rate, chance: 0.5 });
    let [early, late] = [0, 0];
    for (let seed = 1; seed <= 500; seed += 1) {
      const random = seededRandom(seed);
      let defects = 0;
      for (let n = 1; n <= nine; n += 1) {
        defects += random() < rate ? 1 : 0;
        const losses = [
          { most: 1, loss: 1, count: defects },
          { most: 1, loss: 0, count: n - defects },
        ];
        if (n > 100 && lnCapital(losses, alpha) >= -Math.log(0.05)) {
          if (n <= half) early += 1;
          late += 1;
          break;
        }
      }
    }
    expect(Math.abs(late / 500 - 0.9)).toBeLessThan(3 * Math.sqrt(0.09 / 500));
    expect(Math.abs(early / 500 - 0.5)).toBeLessThan(0.03 + 3 * Math.sqrt(0.25 / 500));
  });

  it('the cheap estimate lies between even chances and nine of ten', () => {
    for (const rate of [0.0025, 0.005]) {
      const cheap = labelsExpected(0.01, 0.05, rate);
      const at = { alpha: 0.01, delta: 0.05, rate };
      expect(cheap).toBeGreaterThanOrEqual(labelsAnytime({ ...at, chance: 0.5 }));
      expect(cheap).toBeLessThanOrEqual(labelsAnytime({ ...at, chance: 0.9 }));
    }
  });
});

describe('the plan for opening', () => {
  const policy: RiskPolicy = {
    ...{ tier: 'auto', alpha: 0.01, delta: 0.05, grid: [...DEFAULT_GRID] },
    ...{ firstLabels: 500, chooseAt: 1000, noticedOnly: false },
  };
  const assumed = { rate: 0.0025, sensitivity: 0.9, plantedPerLabel: 0.05, chance: 0.9 };

  it('has no end without planted defects, or above α', () => {
    expect(openingPlan(policy, { ...assumed, plantedPerLabel: 0 })).toBe(Number.POSITIVE_INFINITY);
    expect(openingPlan(policy, { ...assumed, rate: 0.01 })).toBe(Number.POSITIVE_INFINITY);
  });

  it('is longer for worse agents and for reviewers who notice less', () => {
    const plan = openingPlan(policy, assumed);
    expect(plan).toBeGreaterThan(
      2 * labelsAnytime({ alpha: 0.01, delta: 0.05, rate: 0.0025, chance: 0.9 }),
    );
    expect(openingPlan(policy, { ...assumed, rate: 0.001 })).toBeLessThan(plan);
    expect(openingPlan(policy, { ...assumed, sensitivity: 0.6 })).toBeGreaterThan(plan);
  });
});
