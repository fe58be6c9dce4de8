import { afterEach, beforeEach, expect, test } from 'vitest';
import { Store } from '../../src/store/db.ts';
import { applyPage, entriesOf } from '../../src/store/items.ts';
import { SYNC_START } from '../../src/store/meta.ts';
import { prepare } from '../../src/store/rows.ts';
import { ACCOUNT, idOf, itemOf } from './item.ts';

let db: Store;

beforeEach(() => {
  db = new Store(`entries-${crypto.randomUUID()}`);
});
afterEach(async () => {
  await db.delete();
});

/** `count` mails; the first are due last, every 500th has a draft, every 700th a thread. */
async function queue(count: number): Promise<void> {
  const upserts = await Promise.all(
    Array.from({ length: count }, (_, at) => {
      const where = { host: 'gmail', account: ACCOUNT } as const;
      const draft = at % 500 === 3 ? { draftId: `r-${at}` } : {};
      const thread = at % 700 === 5 ? { threadId: `18c${at}` } : {};
      const placed = 'draftId' in draft || 'threadId' in thread;
      const item = itemOf(at, {
        tier: 'low',
        dueAt: new Date(Date.UTC(2026, 10, 22) - at * 1000).toISOString(),
        ...(placed ? { placement: { ...where, ...draft, ...thread } } : {}),
      });
      return prepare(item, { generation: 1, role: 'rep' });
    }),
  );
  await applyPage(db, { upserts, removals: [], place: SYNC_START, askedAt: 0 });
}

test('a page of a short queue is told of every mail', async () => {
  await queue(2000);
  expect(await entriesOf(db, ACCOUNT)).toHaveLength(2000);
});

test('of a long queue: everything with a place, the front and the newest, and no more', async () => {
  const count = 5000;
  await queue(count);
  const entries = await entriesOf(db, ACCOUNT.toUpperCase());
  const told = new Set(entries.map(({ proposalId }) => proposalId));
  for (let at = 0; at < count; at += 1) {
    const placed = at % 500 === 3 || at % 700 === 5;
    // Numbers count up with the ids' time and down with what is due: front and newest are the same.
    if (placed || at >= count - 1000) expect(told.has(idOf(at)), String(at)).toBe(true);
  }
  expect(told.size).toBe(entries.length);
  expect(entries.length).toBeLessThan(2100);
});

test('of a long queue: nothing of another mailbox', async () => {
  await queue(2500);
  expect(await entriesOf(db, 'someone@else.example')).toEqual([]);
});
