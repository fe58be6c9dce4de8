import { Dexie } from 'dexie';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CloneSubject } from '../../src/core/clones/subject.ts';
import type { ReviewItem } from '../../src/core/schema/proposal.ts';
import { Store, wipe } from '../../src/store/db.ts';
import { applyPage, startOver, sweep } from '../../src/store/items.ts';
import { inList, type ListFilter, listLines, openWorkflows } from '../../src/store/list.ts';
import { getMeta, SYNC_START } from '../../src/store/meta.ts';
import { saveDecision, undoDecision } from '../../src/store/outbox.ts';
import { prepare } from '../../src/store/rows.ts';
import { BUYERS, draftFor } from '../core/clones/drafts.ts';
import { idOf, itemOf } from './item.ts';

let db: Store;
beforeEach(() => {
  db = new Store(`list-${crypto.randomUUID()}`);
});
afterEach(() => db.delete());

const as = { generation: 1, role: 'rep' } as const;
const put = async (items: ReviewItem[], removals: string[] = []) =>
  applyPage(db, {
    upserts: await Promise.all(items.map((item) => prepare(item, as))),
    removals,
    place: SYNC_START,
    askedAt: Date.now(),
  });

const due = (minute: number): string => new Date(Date.UTC(2026, 10, 28, 8, minute)).toISOString();
/** The n-th of five clones, due at that minute. */
const clone = (n: number, minute: number, change: Partial<ReviewItem> = {}): ReviewItem => {
  const buyer = BUYERS[n];
  if (!buyer) throw new Error('there are five');
  const { proposalId: _id, workflow: _flow, ...draft }: CloneSubject = draftFor(buyer);
  return itemOf(100 + n, { ...draft, dueAt: due(minute), ...change });
};
const lines = async (filter: ListFilter = {}, count = 50) =>
  (await listLines(db, { filter, count })).map(({ row, size }) => [row.proposalId, size]);
const decided = (item: ReviewItem) => ({
  decisionId: crypto.randomUUID(),
  proposalId: item.proposalId,
  revision: 1,
  state: 'saved' as const,
  decision: {
    ...{ v: 1 as const, id: crypto.randomUUID(), workspaceId: item.workspaceId, revision: 1 },
    ...{
      proposalId: item.proposalId,
      action: 'approve' as const,
      contentDigest: item.contentDigest,
    },
    attention: { activeMs: 1, unseenWords: 1, flagsSeen: true, evidenceOpened: 0 },
    decidedAt: due(0),
  },
  ...{ jws: 'x', savedAt: 1, undoMs: 1000, releaseAt: 1001, attempts: 0 },
});

describe('clones stand as one line,', () => {
  test('at the place of the first, with their number', async () => {
    await put([itemOf(1, { dueAt: due(5) }), clone(0, 20), clone(1, 3), clone(2, 30)]);
    expect(await lines()).toEqual([
      [idOf(101), 3],
      [idOf(1), 1],
    ]);
  });

  test('which moves to the next when the first is decided, and back when that is undone', async () => {
    const [first, second] = [clone(1, 3), clone(0, 20)];
    await put([first, second]);
    const row = decided(first);
    await saveDecision(db, row);
    expect(await lines()).toEqual([[idOf(100), 1]]);
    await undoDecision(db, row.decisionId);
    expect(await lines()).toEqual([[idOf(101), 2]]);
  });

  test('whatever the feed does to them: earlier ones come, one is revised, one goes', async () => {
    await put([clone(1, 10), clone(0, 20)]);
    await put([clone(2, 1)]);
    expect(await lines()).toEqual([[idOf(102), 3]]);
    await put([clone(2, 1, { revision: 2 })]);
    expect(await lines()).toEqual([
      [idOf(102), 1],
      [idOf(101), 2],
    ]);
    await put([], [idOf(101)]);
    expect(await lines()).toEqual([
      [idOf(102), 1],
      [idOf(100), 1],
    ]);
    await put([], [idOf(100)]);
    expect(await db.folds.count()).toBe(0);
  });

  test('each group its own, whatever of several comes, moves, closes and goes on one page', async () => {
    const groups = ['a', 'b', 'c'];
    const at = (group: number, n: number) => idOf(0x1000 * (group + 1) + n);
    const step = fc.record({
      group: fc.nat(2),
      n: fc.nat(4),
      // Null: it goes. A revision is nobody's clone, what was decided elsewhere is not open.
      change: fc.option(
        fc.record({ minute: fc.nat(9), revision: fc.constantFrom(1, 1, 1, 2), open: fc.boolean() }),
      ),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(step, { maxLength: 8 }), { maxLength: 5 }),
        async (pages) => {
          await wipe(db);
          const now = new Map<string, ReviewItem>();
          for (const steps of pages) {
            const last = new Map(
              steps.map(({ group, n, change }) => {
                const id = at(group, n);
                if (change === null) return [id, null];
                const { minute, revision, open } = change;
                const template = groups[group] ?? '';
                const state = open ? 'pending' : 'executed';
                return [id, clone(n, minute, { proposalId: id, template, revision, state })];
              }),
            );
            const gone = [...last].flatMap(([id, item]) => (item ? [] : [id]));
            await put(
              [...last.values()].filter((item) => item !== null),
              gone,
            );
            for (const [id, item] of last) item ? now.set(id, item) : now.delete(id);
            const open = [...now.values()].filter(({ state }) => state === 'pending');
            const line = ({ template, revision, proposalId }: ReviewItem) =>
              revision === 1 ? template : proposalId;
            const wanted = Map.groupBy(
              open.toSorted((x, y) =>
                `${x.dueAt} ${x.proposalId}` < `${y.dueAt} ${y.proposalId}` ? -1 : 1,
              ),
              line,
            );
            expect(await lines()).toEqual(
              [...wanted.values()].map((rows) => [rows[0]?.proposalId, rows.length]),
            );
            expect((await getMeta(db, 'pending')) ?? 0).toBe(open.length);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  test('and a resync that doesn’t bring the first leaves the others theirs', async () => {
    await put([clone(1, 3), clone(0, 20)]);
    const place = await startOver(db);
    await applyPage(db, {
      upserts: [await prepare(clone(0, 20), { ...as, generation: place.generation })],
      ...{ removals: [], place, askedAt: 0 },
    });
    await sweep(db, place);
    expect(await lines()).toEqual([[idOf(100), 1]]);
    expect(await getMeta(db, 'pending')).toBe(1);
  });
});

test('a store of before keeps its queue, and asks for all items anew', async () => {
  const before = new Dexie(db.name);
  before.version(1).stores({
    items: 'proposalId, [open+tierRank+dueAt], [open+account+tierRank+dueAt]',
    entries: 'proposalId, account, draftId, threadId',
    outbox: 'decisionId, proposalId, state',
    redemptions: 'clearanceId, state',
    reports: '++seq',
    meta: 'key',
    keys: 'name',
  });
  const { words: _words, ...row } = (await prepare(itemOf(1), as)).row;
  await before.table('items').bulkPut([
    { ...row, open: 1 },
    { ...row, proposalId: idOf(2) },
  ]);
  const value = { cursor: '7.1', generation: 3, complete: true };
  await before.table('meta').put({ key: 'sync', value });
  before.close();
  expect(await lines()).toEqual([[idOf(1), 1]]);
  expect(await getMeta(db, 'sync')).toEqual({ generation: 4, complete: false });
});

describe('the list', () => {
  const tiers = ['high', 'medium', 'low'] as const;
  const many = Array.from({ length: 120 }, (_, n) =>
    itemOf(n, {
      tier: tiers[n % 3] ?? 'low',
      // Many share a due time: pages must neither repeat nor leave out.
      dueAt: due(n % 4),
      workflow: { ...itemOf(n).workflow, id: n % 2 ? 'odd' : 'even', name: n % 2 ? 'Odd' : 'Even' },
      ...(n % 10 === 0 ? { kind: 'lead.score' as const } : {}),
    }),
  );

  test.each<[string, ListFilter]>([
    ['everything', {}],
    ['a workflow', { workflow: 'odd' }],
    ['a kind', { kind: 'lead.score' }],
    ['a kind in a workflow', { workflow: 'even', kind: 'lead.score' }],
    ['a tier', { tierRank: 1 }],
    ['a tier of a workflow', { workflow: 'even', tierRank: 2 }],
    ['a search', { search: 'Subject 11' }],
    ['a search in a tier', { search: 'client', tierRank: 0 }],
  ])('pages through %s in the queue’s order, each once', async (_name, filter) => {
    await put(many);
    const all = await listLines(db, { filter, count: 1000 });
    const rows = await db.items.toArray();
    expect(new Set(all.map(({ row }) => row.proposalId))).toEqual(
      new Set(rows.filter((row) => inList(row, filter)).map((row) => row.proposalId)),
    );
    const paged: string[] = [];
    for (;;) {
      const after = paged.length ? await db.items.get(paged.at(-1) ?? '') : undefined;
      const page = await listLines(db, { filter, after, count: 7 });
      if (page.length === 0) break;
      paged.push(...page.map(({ row }) => row.proposalId));
    }
    expect(paged).toEqual(all.map(({ row }) => row.proposalId));
  });

  test('knows its workflows, without those that have nothing open', async () => {
    await put(many);
    await put([itemOf(500, { state: 'approved', workflow: { ...itemOf(1).workflow, id: 'zzz' } })]);
    expect(await openWorkflows(db)).toEqual([
      { id: 'even', name: 'Even' },
      { id: 'odd', name: 'Odd' },
    ]);
  });

  test('finds an item by any of what people type, accents or not, clones one by one', async () => {
    await put([clone(0, 1), clone(1, 2), itemOf(3, { context: { company: 'Münchner Öle' } })]);
    expect(await lines({ search: 'reyes nordf' })).toEqual([[idOf(101), 1]]);
    expect(await lines({ search: 'dock' })).toHaveLength(2);
    expect(await lines({ search: 'munchner' })).toEqual([[idOf(3), 1]]);
    expect(await lines({ search: 'nobody' })).toEqual([]);
  });
});
