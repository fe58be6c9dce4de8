import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/core/stats/random.ts';
import {
  type Checked,
  chancesOf,
  inclusionsOf,
  spotCheckFound,
} from '../../../src/core/stats/spot-check.ts';

const right = (population: number, n: number): Checked[] =>
  chancesOf(
    [{ items: population, weight: 1 }],
    Array.from({ length: n }, () => 0),
  ).map((draw) => ({ ...draw, inclusion: n / population, found: 'right' }));

describe('chances of draws', () => {
  it('are one in what is left, where the weights are equal', () => {
    const strata = [
      { items: 2, weight: 1 },
      { items: 3, weight: 1 },
    ];
    expect(chancesOf(strata, [0, 1, 0]).map(({ chance, least }) => [chance, least])).toEqual([
      [1 / 5, 1 / 5],
      [1 / 4, 1 / 4],
      [1 / 3, 1 / 3],
    ]);
  });

  it('go by weight, and the least is that of what is left', () => {
    const strata = [
      { items: 1, weight: 4 },
      { items: 2, weight: 1 },
    ];
    expect(chancesOf(strata, [1, 0, 1])).toEqual([
      { chance: 1 / 6, least: 1 / 6 },
      { chance: 4 / 5, least: 1 / 5 },
      { chance: 1, least: 1 },
    ]);
  });

  it('are refused for more items than a stratum has', () => {
    expect(() => chancesOf([{ items: 1, weight: 1 }], [0, 0])).toThrow(RangeError);
  });

  it('stay inside what the limit takes, whatever the strata', () => {
    const strata = fc.array(
      fc.record({ items: fc.integer({ min: 1, max: 40 }), weight: fc.constantFrom(1, 2, 4, 0.3) }),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(strata, fc.integer({ min: 1, max: 1000 }), (parts, seed) => {
        const random = seededRandom(seed);
        const order = parts
          .flatMap(({ items }, at) => Array.from({ length: items }, () => at))
          .map((at) => [random(), at] as const)
          .sort(([a], [b]) => a - b)
          .map(([, at]) => at);
        for (const { chance, least } of chancesOf(parts, order)) {
          expect(least).toBeGreaterThan(0);
          expect(chance).toBeGreaterThanOrEqual(least);
          expect(chance).toBeLessThanOrEqual(1);
        }
        const all = order.length;
        const n = Math.max(1, Math.floor(all / 3));
        const sum = inclusionsOf(parts, n).reduce(
          (total, one, at) => total + one * (parts[at]?.items ?? 0),
          0,
        );
        expect(sum).toBeCloseTo(n, 6);
      }),
      { seed: 22, numRuns: 200 },
    );
  });
});

it('the chance to be in the sample is what drawing by clocks gives', () => {
  const strata = [
    { items: 30, weight: 4 },
    { items: 170, weight: 1 },
  ];
  const n = 20;
  const random = seededRandom(5);
  const runs = 4000;
  let heavy = 0;
  for (let run = 0; run < runs; run += 1) {
    const clocks = strata.flatMap(({ items, weight }, at) =>
      Array.from({ length: items }, () => ({ at, rings: -Math.log(random()) / weight })),
    );
    clocks.sort((a, b) => a.rings - b.rings);
    heavy += clocks.slice(0, n).filter(({ at }) => at === 0).length;
  }
  const [expected = 0] = inclusionsOf(strata, n);
  // Standard error 0.0011; the approximation itself is good to about as much.
  expect(Math.abs(heavy / (runs * 30) - expected)).toBeLessThan(0.006);
});

describe('what a spot-check says', () => {
  it('is that 0 of 10 still allow 26 %', () => {
    const { n, defects, share, rate, upper } = spotCheckFound(5000, right(5000, 10));
    expect({ n, defects, share, rate }).toEqual({ n: 10, defects: 0, share: 0, rate: 0 });
    expect(upper).toBeCloseTo(0.26, 2);
  });

  it('is nothing before the first look', () => {
    const open = right(50, 10).map((draw): Checked => ({ ...draw, found: null }));
    expect(spotCheckFound(50, open)).toEqual({
      ...{ n: 0, defects: 0, share: null, rate: null, upper: 1 },
    });
  });

  it('rests its limit on what was looked at without a gap', () => {
    const draws = right(1000, 10);
    const gap = draws.map((draw, at): Checked => (at === 4 ? { ...draw, found: null } : draw));
    expect(spotCheckFound(1000, gap).upper).toBe(spotCheckFound(1000, draws.slice(0, 4)).upper);
    expect(spotCheckFound(1000, gap).n).toBe(9);
  });

  it('takes what got lost for a defect in the limit, and not in the share', () => {
    const draws = right(1000, 10);
    const lost = draws.map((draw, at): Checked => (at === 4 ? { ...draw, found: 'lost' } : draw));
    const bad = draws.map((draw, at): Checked => (at === 4 ? { ...draw, found: 'defect' } : draw));
    expect(spotCheckFound(1000, lost).upper).toBe(spotCheckFound(1000, bad).upper);
    expect(spotCheckFound(1000, lost)).toMatchObject({ n: 9, defects: 0, share: 0 });
  });

  it('knows all once everything was looked at', () => {
    const all = right(12, 12).map(
      (draw, at): Checked => ({ ...draw, inclusion: 1, found: at < 3 ? 'defect' : 'right' }),
    );
    expect(spotCheckFound(12, all)).toMatchObject({ rate: 0.25, upper: 0.25 });
  });

  it('weighs what was unlikely to be drawn', () => {
    const [first, second] = right(100, 2);
    if (!first || !second) throw new Error('two were drawn');
    const found = spotCheckFound(100, [
      { ...first, inclusion: 0.1, found: 'defect' },
      { ...second, inclusion: 0.5, found: 'right' },
    ]);
    expect(found.share).toBe(0.5);
    expect(found.rate).toBeCloseTo(10 / 12, 9);
  });
});
