import { expect, it } from 'vitest';
import { Changes } from '../../src/background/changes.ts';
import { decide } from '../../src/background/decide.ts';
import { type PanelOf, QUEUE_PAGE } from '../../src/background/sessions.ts';
import { openUndo, undo } from '../../src/background/undo.ts';
import type { ReviewItem } from '../../src/core/schema/proposal.ts';
import type { Store } from '../../src/store/db.ts';
import { releaseDue } from '../../src/store/outbox.ts';
import { idOf, itemOf } from '../pages/panel/samples.ts';
import { storeWith } from '../pages/queue/stage.tsx';

/** A page of another record than the decision was about, in the same tab or not. */
const NEXT: PanelOf = { account: '', records: [] };
const attention = { activeMs: 2000, unseenWords: 0, flagsSeen: true, evidenceOpened: 0 };

async function begin(change: Partial<ReviewItem> = {}) {
  const contact = {
    system: 'hubspot',
    account: '4412',
    object: 'contact',
    id: '1',
    label: 'Nadia',
  };
  const changes = [{ field: 'city', before: null, after: 'Rotterdam' }];
  const item = await itemOf(1, {
    ...{ kind: 'contact.enrich', content: { kind: 'contact.enrich', contact, changes } },
    ...change,
  });
  const db = await storeWith([item]);
  let now = Date.now();
  const work = { db, changes: new Changes(), now: () => now };
  const decided = async (batch?: { id: string; clones: string }) => {
    const told = await decide(work, QUEUE_PAGE, {
      ...{ decisionId: idOf(50), proposalId: item.proposalId, revision: 1, action: 'approve' },
      ...{ contentDigest: item.contentDigest, releaseNow: false, attention },
      ...(batch ? { batch } : {}),
    });
    expect(told).toMatchObject({ saved: true });
  };
  return { db, work, decided, wait: (ms: number) => (now += ms) };
}
const pending = async (db: Store) => (await db.items.get(idOf(1)))?.open === 1;

it('a decision is offered to be taken back on its tab’s next page, by what it is about', async () => {
  const { db, work, decided } = await begin();
  await decided();
  const by = { panel: NEXT, mine: idOf(50) };
  const { open } = await openUndo(work, by);
  expect(open).toMatchObject({ decisionId: idOf(50), action: 'approve', about: 'Nadia' });
  expect(await pending(db)).toBe(false);
  expect(await undo(work, by, idOf(50))).toEqual({ undone: true });
  expect(await pending(db)).toBe(true);
  expect(await openUndo(work, by)).toEqual({});
  db.close();
});

it('is offered on the queue’s page too, and nowhere else', async () => {
  const { db, work, decided } = await begin();
  await decided();
  const elsewhere = { panel: NEXT, mine: null };
  expect(await openUndo(work, elsewhere)).toEqual({});
  expect(await undo(work, elsewhere, idOf(50))).toEqual({ undone: false });
  expect(await pending(db)).toBe(false);
  const queue = { panel: QUEUE_PAGE, mine: null };
  expect((await openUndo(work, queue)).open?.decisionId).toBe(idOf(50));
  expect(await undo(work, queue, idOf(50))).toEqual({ undone: true });
  db.close();
});

it('is not offered once its window is over, and can’t be taken back once it has left', async () => {
  const { db, work, decided, wait } = await begin();
  await decided();
  wait(11_000);
  const by = { panel: NEXT, mine: idOf(50) };
  expect(await openUndo(work, by)).toEqual({});
  await releaseDue(db, work.now());
  expect(await undo(work, by, idOf(50))).toEqual({ undone: false });
  db.close();
});

it('one of several that one key decided is not offered alone', async () => {
  const { db, work, decided } = await begin();
  await decided({ id: idOf(60), clones: 'c'.repeat(64) });
  expect(await openUndo(work, { panel: QUEUE_PAGE, mine: idOf(50) })).toEqual({});
  expect(await openUndo(work, { panel: NEXT, mine: idOf(50) })).toEqual({});
  db.close();
});
