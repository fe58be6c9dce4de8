import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ClusterSums,
  type Sampled,
  weightedRate,
  weightedRateOfSums,
} from '../../../src/core/stats/horvitz-thompson.ts';
import { countedQuantile, quantileInterval } from '../../../src/core/stats/quantile.ts';

const items = fc.array(
  fc.record({
    hit: fc.boolean(),
    inclusion: fc.constantFrom(1, 0.5, 0.2, 0.05),
    account: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    template: fc.constantFrom('', 't1', 't2'),
  }),
  { maxLength: 60 },
);

function clusters(list: readonly Sampled[], of: (item: Sampled) => string): ClusterSums {
  const found = new Map<string, { w: number; h: number }>();
  for (const item of list) {
    const known = found.get(of(item)) ?? { w: 0, h: 0 };
    const w = 1 / item.inclusion;
    found.set(of(item), { w: known.w + w, h: known.h + (item.hit ? w : 0) });
  }
  const all = [...found.values()];
  return {
    ww: all.reduce((sum, { w }) => sum + w * w, 0),
    hw: all.reduce((sum, { w, h }) => sum + h * w, 0),
    hh: all.reduce((sum, { h }) => sum + h * h, 0),
    count: all.length,
  };
}

describe('from sums', () => {
  it('the weighted rate and its clustered interval are what they are from items', () => {
    fc.assert(
      fc.property(items, (list) => {
        const weight = (power: number) =>
          list.reduce((sum, { inclusion }) => sum + 1 / inclusion ** power, 0);
        const made = weightedRateOfSums({
          ...{ items: list.length, weight: weight(1), squares: weight(2) },
          hits: list.reduce((sum, { hit, inclusion }) => sum + (hit ? 1 / inclusion : 0), 0),
          account: clusters(list, ({ account }) => account),
          template: clusters(list, ({ template }) => template),
          both: clusters(list, ({ account, template }) => `${account} ${template}`),
        });
        const wanted = weightedRate(list);
        expect(made.n).toBe(wanted.n);
        for (const name of ['rate', 'effective', 'low', 'high'] as const)
          expect(made[name]).toBeCloseTo(wanted[name], 7);
      }),
      { seed: 7, numRuns: 400 },
    );
  });

  it('a quantile of counted values is the quantile of the values themselves', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 80 }),
        fc.constantFrom(0.1, 0.5, 0.9),
        (values, p) => {
          const counts = [...new Set(values)]
            .sort((a, b) => a - b)
            .map((value) => ({ value, n: values.filter((one) => one === value).length }));
          expect(countedQuantile(counts, p)).toEqual(quantileInterval(values, p));
        },
      ),
      { seed: 7, numRuns: 400 },
    );
  });

  it('there is no quantile of nothing', () => {
    expect(() => countedQuantile([], 0.5)).toThrow(RangeError);
  });
});
