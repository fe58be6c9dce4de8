import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ReviewItem } from '../../src/core/schema/proposal.ts';
import { Store } from '../../src/store/db.ts';
import { applyPage } from '../../src/store/items.ts';
import { SYNC_START } from '../../src/store/meta.ts';
import { forgetNotTaken, whatWasNotTaken } from '../../src/store/not-taken.ts';
import type { OutboxRow } from '../../src/store/outbox-states.ts';
import { prepare } from '../../src/store/rows.ts';
import { idOf, itemOf, WORKSPACE } from './item.ts';

let db: Store;
beforeEach(() => {
  db = new Store(`not-taken-${crypto.randomUUID()}`);
});
afterEach(() => db.delete());

async function feed(items: ReviewItem[]): Promise<void> {
  const upserts = await Promise.all(
    items.map((item) => prepare(item, { generation: 1, role: 'rep' })),
  );
  await applyPage(db, { upserts, removals: [], place: SYNC_START, askedAt: 1_000_000 });
}
const row = (n: number, state: OutboxRow['state'], savedAt = n): OutboxRow => ({
  ...{ decisionId: idOf(500 + n), proposalId: idOf(n), revision: 1, state, jws: 'x' },
  ...{ savedAt, undoMs: 0, releaseAt: savedAt, attempts: 1 },
  decision: {
    ...{ v: 1, id: idOf(500 + n), workspaceId: WORKSPACE, proposalId: idOf(n), revision: 1 },
    ...{ action: 'reject', contentDigest: 'a'.repeat(64), reason: { code: 'tone' } },
    attention: { activeMs: 0, unseenWords: 0, flagsSeen: false, evidenceOpened: 0 },
    decidedAt: '2026-11-01T10:00:00.000Z',
  },
});
const listed = async () =>
  (await whatWasNotTaken(db)).map(({ decision, item }) => [decision.proposalId, item?.item.state]);

test('what did not count and is out of the queue is listed, the newest first; what can be decided anew is not', async () => {
  await feed([itemOf(1, { state: 'rejected' }), itemOf(2), itemOf(3, { state: 'approved' })]);
  await db.outbox.bulkPut([
    row(1, 'conflict'),
    row(2, 'conflict'),
    row(3, 'needs-confirming'),
    row(4, 'conflict'),
  ]);
  // 2 waits in the queue with its own banner; 4 is no longer on this device at all.
  expect(await listed()).toEqual([
    [idOf(4), undefined],
    [idOf(3), 'approved'],
    [idOf(1), 'rejected'],
  ]);
});

test('what is under way or was taken is never among them', async () => {
  await feed([itemOf(1, { state: 'rejected' })]);
  for (const state of ['saved', 'sending', 'accepted'] as const) {
    await db.outbox.put(row(1, state));
    expect(await listed()).toEqual([]);
    expect(await forgetNotTaken(db, idOf(501))).toBe(false);
    expect(await db.outbox.get(idOf(501))).toBeDefined();
  }
});

test('seen, it is forgotten; of what can still be decided nothing is', async () => {
  await feed([itemOf(1, { state: 'rejected' }), itemOf(2)]);
  await db.outbox.bulkPut([row(1, 'conflict'), row(2, 'conflict')]);
  expect(await forgetNotTaken(db, idOf(502))).toBe(false);
  expect(await forgetNotTaken(db, idOf(501))).toBe(true);
  expect(await forgetNotTaken(db, idOf(501))).toBe(false);
  expect(await listed()).toEqual([]);
  expect(await db.outbox.get(idOf(502))).toBeDefined();
});
