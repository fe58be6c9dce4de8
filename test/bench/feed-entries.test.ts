import { expect, test } from 'vitest';
import { SyncEntry } from '../../src/protocol/sync.ts';
import { prepare } from '../../src/store/rows.ts';
import { itemOf } from '../store/item.ts';
import { changedAt, feedOf, proposalAt } from './feed-entries.ts';
import { wholeRate } from './row.ts';

const COUNT = 10_000;
const real = [
  itemOf(1),
  itemOf(2, {
    kind: 'contact.enrich',
    content: {
      kind: 'contact.enrich',
      contact: { system: 'hubspot', object: 'contact', id: '7000001', label: 'Nadia Farouk' },
      changes: [{ field: 'jobtitle', before: 'Head of Sales', after: 'Chief Revenue Officer' }],
    },
  }),
];
const entries = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, n) => feedOf(COUNT)(from + n, real));
const itemsOf = (list: readonly SyncEntry[]) =>
  list.flatMap((entry) => (entry.op === 'upsert' ? [entry.item] : []));

test('what the long feed says is what a gate could say, each proposal once and in order', () => {
  const first = entries(0, 400);
  for (const entry of first) expect(SyncEntry.safeParse(entry).success).toBe(true);
  const ids = itemsOf(first).map(({ proposalId }) => proposalId);
  expect(new Set(ids).size).toBe(400);
  expect(ids).toEqual(ids.toSorted());
  expect(ids.slice(0, 2)).toEqual([proposalAt(0), proposalAt(1)]);
});

test('a quarter of it are changes of records, fifty clones at a time', async () => {
  const rows = await Promise.all(
    itemsOf(entries(0, 400)).map((item) => prepare(item, { generation: 1, role: 'rep' })),
  );
  const keys = rows.flatMap(({ row }) => row.clones ?? []);
  expect(keys).toHaveLength(100);
  expect(new Set(keys).size).toBe(2);
  expect(new Set(keys.slice(0, 50)).size).toBe(1);
});

test('changes are of proposals that were there, none twice, every second one a revision', () => {
  const changes = itemsOf(entries(COUNT, COUNT + 6000));
  expect(new Set(changes.map(({ proposalId }) => proposalId)).size).toBe(6000);
  expect(changes[3]?.proposalId).toBe(proposalAt(changedAt(3, COUNT)));
  expect(changes.slice(0, 4).map(({ revision, state }) => [revision, state])).toEqual([
    [2, 'pending'],
    [1, 'executed'],
    [2, 'pending'],
    [1, 'executed'],
  ]);
});

test('a rate over equal parts is that of all of them, not their mean', () => {
  // 100 rows in 1 s and 100 in 4 s are 200 in 5 s.
  expect(wholeRate([100, 25])).toBeCloseTo(40);
});
