import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ReviewItem } from '../../src/core/schema/proposal.ts';
import { Store } from '../../src/store/db.ts';
import { applyPage, entriesOf, startOver, sweep } from '../../src/store/items.ts';
import { getMeta, pendingCount, SYNC_START, type SyncPlace } from '../../src/store/meta.ts';
import {
  localDecision,
  loseSignatures,
  releaseDue,
  saveDecision,
  sendable,
  settle,
  unansweredCount,
  undoDecision,
} from '../../src/store/outbox.ts';
import type { OutboxRow } from '../../src/store/outbox-states.ts';
import { byQueueOrder, firstOpen, neighbours } from '../../src/store/queue.ts';
import { prepare } from '../../src/store/rows.ts';
import { ACCOUNT, idOf, itemOf, WORKSPACE } from './item.ts';

let db: Store;
let names = 0;

beforeEach(() => {
  names += 1;
  db = new Store(`test-${Date.now()}-${names}`);
});
afterEach(async () => {
  await db.delete();
});

async function feed(
  items: ReviewItem[],
  rest: { removals?: string[]; place?: SyncPlace; askedAt?: number } = {},
): Promise<void> {
  const place = rest.place ?? (await getMeta(db, 'sync')) ?? SYNC_START;
  const as = { generation: place.generation, role: 'rep' } as const;
  const upserts = await Promise.all(items.map((item) => prepare(item, as)));
  await applyPage(db, {
    upserts,
    removals: rest.removals ?? [],
    place,
    askedAt: rest.askedAt ?? 1_000_000,
  });
}

const decision = (n: number, item: number, change: Partial<OutboxRow> = {}): OutboxRow => ({
  decisionId: idOf(0xd0000 + n),
  proposalId: idOf(item),
  revision: 1,
  state: 'saved',
  decision: {
    ...{ v: 1, id: idOf(0xd0000 + n), workspaceId: WORKSPACE, proposalId: idOf(item) },
    ...{ revision: change.revision ?? 1, action: 'approve', contentDigest: 'a'.repeat(64) },
    attention: { activeMs: 1, unseenWords: 0, flagsSeen: true, evidenceOpened: 0 },
    decidedAt: '2026-11-22T12:00:00.000Z',
  },
  jws: 'a.b.c',
  ...{ savedAt: 1_000, undoMs: 10_000, releaseAt: 11_000, attempts: 0 },
  ...change,
});

const openIds = async () => (await firstOpen(db, 1_000)).map(({ proposalId }) => proposalId);
/** The counter against the rows themselves. */
async function counted(): Promise<number> {
  const real = await db.items.filter(({ open }) => open === 1).count();
  expect(await pendingCount(db)).toBe(real);
  return real;
}

test('a stored decision survives the connection, with its counter', async () => {
  await feed([itemOf(1), itemOf(2)]);
  expect(await saveDecision(db, decision(1, 1))).toHaveProperty('saved');
  const { name } = db;
  db.close();
  db = new Store(name);
  expect(await localDecision(db, idOf(1))).toMatchObject({ state: 'saved', jws: 'a.b.c' });
  expect(await openIds()).toEqual([idOf(2)]);
  expect(await counted()).toBe(1);
});

test('the same decision twice is one; another on the same item is refused', async () => {
  await feed([itemOf(1)]);
  await saveDecision(db, decision(1, 1));
  const again = await saveDecision(db, decision(1, 1, { releaseAt: 99 }));
  expect(again).toMatchObject({ saved: { releaseAt: 11_000 } });
  expect(await saveDecision(db, decision(2, 1))).toHaveProperty('refused');
  expect(await db.outbox.count()).toBe(1);
});

test.each([
  ['an unknown item', 9, {}, /no longer/],
  ['another revision', 1, { revision: 2 }, /new revision/],
  ['an item that was executed', 2, {}, /executed/],
  ['an item with a manager', 3, {}, /manager/],
])('a decision on %s is refused', async (_, item, change, why) => {
  await feed([itemOf(1), itemOf(2, { state: 'executed' }), itemOf(3, { state: 'escalated' })]);
  const outcome = await saveDecision(db, decision(1, item, change));
  expect('refused' in outcome && outcome.refused).toMatch(why);
  expect(await db.outbox.count()).toBe(0);
});

test('undo before release brings the item back; after it, nothing changes', async () => {
  await feed([itemOf(1)]);
  await saveDecision(db, decision(1, 1));
  expect(await undoDecision(db, decision(1, 1).decisionId)).not.toBeNull();
  expect(await openIds()).toEqual([idOf(1)]);
  await saveDecision(db, decision(2, 1));
  expect((await releaseDue(db, 10_999)).changed).toEqual([]);
  expect(await releaseDue(db, 11_000)).toMatchObject({ nextAt: null });
  expect(await undoDecision(db, decision(2, 1).decisionId)).toBeNull();
  expect(await sendable(db)).toHaveLength(1);
});

test('a conflict brings the item back, and a new decision takes its place', async () => {
  await feed([itemOf(1)]);
  await saveDecision(db, decision(1, 1));
  await releaseDue(db, 11_000);
  const id = decision(1, 1).decisionId;
  await settle(db, [{ id, status: 'conflict', conflict: 'expired' }], 12_000);
  expect(await openIds()).toEqual([idOf(1)]);
  expect((await localDecision(db, idOf(1)))?.state).toBe('conflict');
  expect(await saveDecision(db, decision(2, 1))).toHaveProperty('saved');
  expect((await db.outbox.toArray()).map(({ decisionId }) => decisionId)).toEqual([
    decision(2, 1).decisionId,
  ]);
  await counted();
});

test('an accepted decision keeps hiding its item until the feed knows, and not beyond', async () => {
  await feed([itemOf(1)]);
  await saveDecision(db, decision(1, 1));
  await releaseDue(db, 11_000);
  await settle(db, [{ id: decision(1, 1).decisionId, status: 'accepted' }], 12_000);
  await feed([itemOf(1)], { askedAt: 11_500 });
  expect(await openIds()).toEqual([]);
  await feed([itemOf(1, { state: 'approved' })], { askedAt: 13_000 });
  expect((await localDecision(db, idOf(1)))?.state).toBe('accepted');
  // Its clearance expired unused: the gate asks again.
  await feed([itemOf(1)], { askedAt: 20_000 });
  expect(await localDecision(db, idOf(1))).toBeUndefined();
  expect(await openIds()).toEqual([idOf(1)]);
  await counted();
});

test('a new revision reopens the item under a decision that is on its way', async () => {
  await feed([itemOf(1)]);
  await saveDecision(db, decision(1, 1));
  await releaseDue(db, 11_000);
  await feed([itemOf(1, { revision: 2 })]);
  expect(await openIds()).toEqual([idOf(1)]);
  expect(await sendable(db)).toHaveLength(1);
});

test('a lost key keeps every decision and asks for each again', async () => {
  await feed([itemOf(1), itemOf(2)]);
  await saveDecision(db, decision(1, 1));
  await saveDecision(db, decision(2, 2));
  await releaseDue(db, 11_000);
  expect(await loseSignatures(db)).toBe(2);
  expect(await unansweredCount(db)).toBe(2);
  expect(await sendable(db)).toEqual([]);
  expect(await counted()).toBe(2);
});

test('a resync keeps the queue until it is complete, then removes what it did not bring', async () => {
  await feed([itemOf(1), itemOf(2), itemOf(3)]);
  const place = await startOver(db);
  await feed([itemOf(2)], { place: { ...place, cursor: '1.1' } });
  expect(await openIds()).toHaveLength(3);
  expect(await sweep(db, { ...place, cursor: '1.1' })).toBe(2);
  expect(await openIds()).toEqual([idOf(2)]);
  expect(await entriesOf(db, ACCOUNT)).toHaveLength(1);
  expect(await getMeta(db, 'sync')).toMatchObject({ cursor: '1.1', complete: true });
  await counted();
});

test('a page entry holds ids and digests and no text', async () => {
  await feed([itemOf(1, { placement: { host: 'gmail', account: ACCOUNT, draftId: 'r-1' } })]);
  const [entry] = await entriesOf(db, 'MAYA@northwind.example');
  expect(entry).toMatchObject({ draftId: 'r-1', delivery: 'compose', state: 'pending' });
  expect(JSON.stringify(entry)).not.toMatch(/Hello|Subject|buyer1/);
});

type Op =
  | { op: 'feed'; items: { n: number; revision: number; state: ReviewItem['state'] }[] }
  | { op: 'remove' | 'save'; n: number; id: number }
  | { op: 'undo' | 'accept' | 'conflict'; id: number }
  | { op: 'release'; now: number }
  | { op: 'lose' };
const n = fc.nat(6);
const id = fc.nat(8);
const op: fc.Arbitrary<Op> = fc.oneof(
  fc.record({
    op: fc.constant('feed' as const),
    items: fc.array(
      fc.record({
        n,
        revision: fc.integer({ min: 1, max: 2 }),
        state: fc.constantFrom('pending', 'approved', 'executed', 'recalled'),
      }),
      { maxLength: 4 },
    ),
  }),
  fc.record({ op: fc.constantFrom('remove', 'save'), n, id }),
  fc.record({ op: fc.constantFrom('undo', 'accept', 'conflict'), id }),
  fc.record({ op: fc.constant('release' as const), now: fc.nat(800_000) }),
  fc.constant<Op>({ op: 'lose' }),
);

async function perform(step: Op): Promise<void> {
  if (step.op === 'feed') {
    await feed(step.items.map(({ n: item, ...change }) => itemOf(item, change)));
  } else if (step.op === 'remove') await feed([], { removals: [idOf(step.n)] });
  else if (step.op === 'save') await saveDecision(db, decision(step.id, step.n));
  else if (step.op === 'undo') await undoDecision(db, decision(step.id, 0).decisionId);
  else if (step.op === 'release') await releaseDue(db, step.now);
  else if (step.op === 'lose') await loseSignatures(db);
  else {
    const status = step.op === 'accept' ? 'accepted' : 'conflict';
    await settle(db, [{ id: decision(step.id, 0).decisionId, status }], 50_000);
  }
}

test('under any operations the counter is right and no unanswered decision vanishes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(op, { maxLength: 30 }), async (steps) => {
      await Promise.all(db.tables.map((table) => table.clear()));
      for (const step of steps) {
        const before = await sendable(db);
        await perform(step);
        await counted();
        const kept = new Set((await db.outbox.toArray()).map(({ decisionId }) => decisionId));
        for (const { decisionId } of before) expect(kept).toContain(decisionId);
      }
    }),
    { numRuns: 40 },
  );
}, 60_000);

test('ten thousand items: queue order, and neighbours of one mailbox and what is not mail', async () => {
  const tiers = ['low', 'high', 'medium'] as const;
  const items = Array.from({ length: 10_000 }, (_, at) => {
    const item = itemOf(at, {
      tier: tiers[at % 3] ?? 'low',
      dueAt: new Date(Date.UTC(2026, 10, 22) + ((at * 7919) % 500) * 60_000).toISOString(),
    });
    if (at % 5 === 0) {
      const account = 'other@northwind.example';
      return { ...item, placement: { host: 'gmail' as const, account } };
    }
    if (at % 7 !== 0) return item;
    const lead = { system: 'hubspot', object: 'contact', id: String(at) };
    return {
      ...item,
      kind: 'lead.score' as const,
      content: { kind: 'lead.score' as const, lead, model: 'm', before: null, after: 1 },
    };
  });
  for (let at = 0; at < items.length; at += 500) await feed(items.slice(at, at + 500));
  expect(await counted()).toBe(10_000);
  const rows = (await db.items.toArray()).toSorted(byQueueOrder);
  expect((await firstOpen(db, 50)).map(({ proposalId }) => proposalId)).toEqual(
    rows.slice(0, 50).map(({ proposalId }) => proposalId),
  );
  const mine = rows.filter(({ account }) => account === ACCOUNT || account === '');
  for (const at of [0, 1, 137, 4_000, mine.length - 1]) {
    const from = mine[at];
    const next = await neighbours(db, { account: ACCOUNT, from, count: 5, side: 'next' });
    const previous = await neighbours(db, { account: ACCOUNT, from, count: 5, side: 'previous' });
    expect(next.map((row) => row.proposalId)).toEqual(
      mine.slice(at + 1, at + 6).map((row) => row.proposalId),
    );
    expect(previous.map((row) => row.proposalId)).toEqual(
      mine
        .slice(Math.max(0, at - 5), at)
        .reverse()
        .map((row) => row.proposalId),
    );
  }
}, 60_000);
