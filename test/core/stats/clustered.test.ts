import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Cell,
  clusteredRate,
  clustered as countedIn,
  without,
} from '../../../src/core/stats/clustered.ts';
import { differenceOf } from '../../../src/core/stats/difference.ts';
import { weightedRate } from '../../../src/core/stats/horvitz-thompson.ts';
import { newcombe } from '../../../src/core/stats/newcombe.ts';
import { wilson } from '../../../src/core/stats/wilson.ts';

const item = fc.record({
  hit: fc.boolean(),
  account: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
  template: fc.constantFrom('x', 'y', 'z'),
});
type Item = { hit: boolean; account: string; template: string };
/** Items one by one. */
const clustered = (items: readonly Item[]) =>
  countedIn(items.map(({ hit, ...of }) => ({ ...of, n: 1, hits: Number(hit) })));
const sure = (items: readonly Item[]) => items.map((each) => ({ ...each, inclusion: 1 }));

function same(a: ReturnType<typeof weightedRate>, b: ReturnType<typeof weightedRate>): void {
  expect(a.n).toBe(b.n);
  for (const key of ['rate', 'effective', 'low', 'high'] as const)
    expect(a[key]).toBeCloseTo(b[key], 8);
}

describe('a rate from sums of clusters', () => {
  it('is the weighted rate of the same items', () => {
    fc.assert(
      fc.property(fc.array(item, { maxLength: 60 }), (items) => {
        same(clusteredRate(clustered(items)), weightedRate(sure(items)));
      }),
    );
  });

  it('is the same however many of one account and template were counted together', () => {
    fc.assert(
      fc.property(fc.array(item, { maxLength: 60 }), fc.nat(3), (items, parts) => {
        const cells = new Map<string, Cell>();
        for (const [nth, { hit, account, template }] of items.entries()) {
          const key = `${account}${template}${nth % (parts + 1)}`;
          const known = cells.get(key) ?? { account, template, n: 0, hits: 0 };
          cells.set(key, { ...known, n: known.n + 1, hits: known.hits + Number(hit) });
        }
        const nobody = { account: 'nobody', template: 'none', n: 0, hits: 0 };
        const { n, hits, sums } = countedIn([...cells.values(), nobody]);
        const { cells: _cells, ...each } = clustered(items);
        expect({ n, hits, sums }).toEqual(each);
      }),
    );
  });

  it('of all without a part is the rate of the others', () => {
    fc.assert(
      fc.property(fc.array(item, { maxLength: 60 }), fc.nat(60), (items, size) => {
        const part = items.slice(0, size);
        const left = without(clustered(items), clustered(part));
        same(clusteredRate(left), weightedRate(sure(items.slice(size))));
      }),
    );
  });

  it('takes nothing away that was not there', () => {
    const one = clustered([{ hit: true, account: 'a', template: 'x' }]);
    const other = clustered([{ hit: true, account: 'b', template: 'x' }]);
    expect(() => without(one, other)).toThrow(RangeError);
  });
});

describe('a difference of two rates', () => {
  it('is Newcombe’s where both have Wilson’s intervals', () => {
    const count = fc
      .integer({ min: 1, max: 400 })
      .chain((n) => fc.record({ hits: fc.nat(n), n: fc.constant(n) }));
    fc.assert(
      fc.property(count, count, (a, b) => {
        const rate = ({ hits, n }: typeof a) => ({ rate: hits / n, ...wilson(hits, n) });
        const [made, known] = [differenceOf(rate(a), rate(b)), newcombe(a, b)];
        for (const key of ['difference', 'low', 'high'] as const)
          expect(made[key]).toBeCloseTo(known[key], 12);
      }),
    );
  });

  it('is the published one: 56 of 70 against 48 of 80', () => {
    // R. G. Newcombe 1998, table II, (a), method 10.
    const rate = (hits: number, n: number) => ({ rate: hits / n, ...wilson(hits, n) });
    const { difference, low, high } = differenceOf(rate(56, 70), rate(48, 80));
    expect(difference).toBeCloseTo(0.2, 10);
    expect(low).toBeCloseTo(0.0524, 4);
    expect(high).toBeCloseTo(0.3339, 4);
  });
});
