import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  add,
  DEFAULT_GRID,
  Evidence,
  Grid,
  labelsAbove,
  lossesAbove,
  type Period,
  type Stratum,
} from '../../../src/core/lanes/evidence.ts';

const stratum = (band: number, inclusion: number, rest: Partial<Stratum> = {}): Stratum => ({
  ...{ band, inclusion, unseen: 0, right: 0, defects: 0 },
  ...rest,
});
const anyStratum = fc.record({
  band: fc.integer({ min: 0, max: 3 }),
  inclusion: fc.constantFrom(1, 0.5, 0.1),
  unseen: fc.nat(20),
  right: fc.nat(20),
  defects: fc.nat(3),
});
const anyPeriod = fc.array(anyStratum, { minLength: 1, maxLength: 6 });
const all = (periods: readonly Period[]): Evidence => periods.reduce<Evidence>(add, []);

describe('the grid', () => {
  it('falls strictly and ends with 0', () => {
    expect(Grid.safeParse([0.9, 0.9, 0]).success).toBe(false);
    expect(Grid.safeParse([0.9, 0.5]).success).toBe(false);
    expect(Grid.safeParse([]).success).toBe(false);
    expect(Grid.parse([...DEFAULT_GRID])).toEqual(DEFAULT_GRID);
  });
});

describe('evidence', () => {
  it('rebuilt from the log in any order is the evidence that was kept, and survives JSON', () => {
    fc.assert(
      fc.property(fc.array(anyPeriod, { maxLength: 8 }), fc.integer(), (periods, seed) => {
        const shuffled = periods
          .map((period, at) => ({ period: period.toReversed(), key: Math.sin(seed + at * 7) }))
          .sort((a, b) => a.key - b.key)
          .map(({ period }) => period);
        const kept = all(periods);
        expect(all(shuffled)).toEqual(kept);
        expect(Evidence.parse(JSON.parse(JSON.stringify(kept)))).toEqual(kept);
      }),
    );
  });

  it('changes neither what was known nor what is added', () => {
    const known = add([], [stratum(0, 1, { right: 3 })]);
    const copy = structuredClone(known);
    const period = [stratum(0, 1, { right: 2 })];
    expect(add(known, period)[0]?.[0]?.right).toBe(5);
    expect(known).toEqual(copy);
    expect(period[0]?.right).toBe(2);
  });

  it('counts labels at or above each threshold', () => {
    const evidence = all([
      [stratum(0, 0.1, { unseen: 90, right: 9, defects: 1 }), stratum(2, 1, { right: 4 })],
      [stratum(1, 1, { right: 5, defects: 2 })],
    ]);
    expect(labelsAbove(evidence, 4)).toEqual([10, 17, 21, 21]);
  });
});

describe('losses', () => {
  it('are plain coin tosses where all were looked at with one probability', () => {
    const evidence = all([[stratum(0, 0.1, { unseen: 900, right: 95, defects: 5 })]]);
    expect(lossesAbove(evidence, 0)).toEqual([
      { most: 1, loss: 0, count: 95 },
      { most: 1, loss: 1, count: 5 },
    ]);
  });

  it('are 1/π for every proposal, seen or not, where probabilities differ', () => {
    const evidence = all([
      [
        stratum(0, 0.1, { unseen: 900, right: 95, defects: 5 }),
        stratum(1, 1, { right: 40, defects: 10 }),
      ],
    ]);
    expect(lossesAbove(evidence, 1)).toEqual([
      { most: 10, loss: 0, count: 1035 },
      { most: 10, loss: 10, count: 5 },
      { most: 10, loss: 1, count: 10 },
    ]);
    // above the first threshold it is a fair sample again
    expect(lossesAbove(evidence, 0).every(({ most }) => most === 1)).toBe(true);
  });

  it('an empty stratum still bounds what a defect could have counted', () => {
    const evidence = all([[stratum(0, 0.05), stratum(1, 1, { right: 3 })]]);
    expect(lossesAbove(evidence, 1)[0]?.most).toBe(20);
  });

  it('have as their mean Σ y/π over all proposals', () => {
    fc.assert(
      fc.property(anyPeriod, (period) => {
        const evidence = add([], period);
        const losses = lossesAbove(evidence, 3);
        const uniform = new Set(period.map(({ inclusion }) => inclusion)).size === 1;
        const sum = losses.reduce((total, { loss, count }) => total + loss * count, 0);
        const n = losses.reduce((total, { count }) => total + count, 0);
        const expected = period.reduce(
          (total, { inclusion, defects }) => total + (uniform ? defects : defects / inclusion),
          0,
        );
        const of = period.reduce(
          (total, { unseen, right, defects }) => total + right + defects + (uniform ? 0 : unseen),
          0,
        );
        expect(sum).toBeCloseTo(expected, 9);
        expect(n).toBe(of);
      }),
    );
  });
});
