import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ReviewItem } from '../../src/core/schema/proposal.ts';
import { Store } from '../../src/store/db.ts';
import { applyPage } from '../../src/store/items.ts';
import { listLines } from '../../src/store/list.ts';
import { pendingCount, SYNC_START } from '../../src/store/meta.ts';
import { bringBack, putOff, putOffCount } from '../../src/store/put-off.ts';
import { firstOpen } from '../../src/store/queue.ts';
import { ownOf, prepare } from '../../src/store/rows.ts';
import { idOf, itemOf } from './item.ts';

let db: Store;
let names = 0;
beforeEach(() => {
  names += 1;
  db = new Store(`put-off-${Date.now()}-${names}`);
});
afterEach(async () => {
  await db.delete();
});

async function feed(items: ReviewItem[], role: 'rep' | 'manager' = 'rep'): Promise<void> {
  const upserts = await Promise.all(items.map((item) => prepare(item, { generation: 1, role })));
  await applyPage(db, { upserts, removals: [], place: SYNC_START, askedAt: 1_000_000 });
}
const open = async () => (await firstOpen(db, 100)).map(({ proposalId }) => proposalId).sort();
const own = async (n: number) => {
  const row = await db.items.get(idOf(n));
  return row && ownOf(row);
};

test('what is put off is out of the queue and its count, and comes back when its time has come', async () => {
  await feed([itemOf(1), itemOf(2)]);
  expect(await putOff(db, idOf(1), 5000)).toBe(true);
  expect(await open()).toEqual([idOf(2)]);
  expect([await pendingCount(db), await putOffCount(db)]).toEqual([1, 1]);
  expect(await own(1)).toMatchObject({ putOffUntil: new Date(5000).toISOString() });
  const lines = await listLines(db, { filter: { putOff: 1 }, count: 10 });
  expect(lines.map(({ row }) => row.proposalId)).toEqual([idOf(1)]);
  expect(await bringBack(db, 4999)).toEqual({ ids: [], nextAt: 5000 });
  expect(await bringBack(db, 5000)).toEqual({ ids: [idOf(1)], nextAt: null });
  expect(await open()).toEqual([idOf(1), idOf(2)]);
  expect([await pendingCount(db), await putOffCount(db)]).toEqual([2, 0]);
});

test('the feed telling the same revision again leaves it put off; a new one brings it back, with what it was', async () => {
  await feed([itemOf(1)]);
  await putOff(db, idOf(1), 5000);
  await feed([itemOf(1, { trackRecord: { n: 11, right: 9 } })]);
  expect(await open()).toEqual([]);
  const before = itemOf(1).content;
  const after = itemOf(2).content;
  await feed([itemOf(1, { revision: 2, content: after })]);
  expect(await open()).toEqual([idOf(1)]);
  expect(await own(1)).toEqual({ before });
  await feed([itemOf(1, { revision: 2, content: after })]);
  expect(await own(1)).toEqual({ before });
});

test('what isn’t to be decided here can’t be put off', async () => {
  await feed([itemOf(1, { state: 'approved' }), itemOf(2, { state: 'escalated' })]);
  for (const n of [1, 2, 3]) expect(await putOff(db, idOf(n), 5000)).toBe(false);
  expect(await putOffCount(db)).toBe(0);
});

test('what was escalated says so to whom it came', async () => {
  await feed([itemOf(1, { state: 'escalated' })], 'manager');
  expect(await own(1)).toEqual({ mine: true });
  expect(await open()).toEqual([idOf(1)]);
});

test('whatever is put off, brought back and told anew, queue and count agree and nothing is lost', async () => {
  const step = fc.oneof(
    fc.record({
      do: fc.constant('off' as const),
      n: fc.integer({ min: 1, max: 4 }),
      at: fc.nat(9),
    }),
    fc.record({ do: fc.constant('on' as const), n: fc.integer({ min: 1, max: 4 }) }),
    fc.record({ do: fc.constant('clock' as const), at: fc.nat(9) }),
    fc.record({ do: fc.constant('told' as const), n: fc.integer({ min: 1, max: 4 }) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      await Promise.all(db.tables.map((table) => table.clear()));
      await feed([1, 2, 3, 4].map((n) => itemOf(n)));
      const off = new Map<number, number>();
      for (const one of steps) {
        if (one.do === 'off') {
          await putOff(db, idOf(one.n), one.at + 1);
          off.set(one.n, one.at + 1);
        } else if (one.do === 'on') {
          await putOff(db, idOf(one.n), null);
          off.delete(one.n);
        } else if (one.do === 'told') await feed([itemOf(one.n)]);
        else {
          await bringBack(db, one.at + 1);
          for (const [n, until] of off) if (until <= one.at + 1) off.delete(n);
        }
      }
      const left = [1, 2, 3, 4].filter((n) => !off.has(n)).map(idOf);
      expect(await open()).toEqual(left);
      expect([await pendingCount(db), await putOffCount(db)]).toEqual([left.length, off.size]);
    }),
    { numRuns: 40 },
  );
});
