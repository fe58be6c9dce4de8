import { Dexie } from 'dexie';
import type { Store } from './db.ts';
import { placed, refold } from './folds.ts';
import { addPending, getMeta, pendingCount, putMeta, SYNC_START, type SyncPlace } from './meta.ts';
import { hides, type OutboxRow } from './outbox-states.ts';
import type { EntryRow, ItemRow, Prepared } from './rows.ts';

/** A page of the feed, ready to be written. */
export type FeedPage = {
  upserts: Prepared[];
  removals: string[];
  place: SyncPlace;
  /** when the gate was asked for it, milliseconds of this device's clock */
  askedAt: number;
};

/**
 * Writes a page of the feed, the counter and the new cursor in one transaction: killed anywhere, the
 * feed goes on where the rows are. Resolves when durable, with the ids that it touched.
 */
export async function applyPage(db: Store, page: FeedPage): Promise<string[]> {
  // The feed may name an item twice on a page; the last word counts.
  const last = new Map<string, Prepared | null>();
  for (const prepared of page.upserts) last.set(prepared.row.proposalId, prepared);
  for (const id of page.removals) last.set(id, null);
  const ids = [...last.keys()];
  const removals = ids.filter((id) => last.get(id) === null);
  const upserts = ids.flatMap((id) => last.get(id) ?? []);
  await db.transaction('rw', [db.items, db.entries, db.outbox, db.meta, db.folds], async () => {
    // All that is read is asked for at once, and all that is written: a page costs few turns (B6).
    const [{ open: before, clones, rows }, outbox, waiting] = await Promise.all([
      standing(db, ids),
      outboxOf(db, ids),
      pendingCount(db),
    ]);
    const over = new Set(spent(last, outbox, page.askedAt));
    let pending = waiting - before;
    for (const { row } of upserts) {
      carry(rows.get(row.proposalId), row);
      const left = outbox.get(row.proposalId)?.filter(({ decisionId }) => !over.has(decisionId));
      if (opens(row, left)) {
        row.open = 1;
        pending += 1;
      }
    }
    await Promise.all([
      db.items.bulkPut(upserts.map(({ row }) => placed(row))),
      db.entries.bulkPut(upserts.flatMap(({ entry }) => (entry === null ? [] : [entry]))),
      ...(removals.length > 0
        ? [db.items.bulkDelete(removals), db.entries.bulkDelete(removals)]
        : []),
      over.size > 0 ? db.outbox.bulkDelete([...over]) : null,
      pending === waiting ? null : putMeta(db, 'pending', pending),
      putMeta(db, 'sync', page.place),
    ]);
    await refold(db, [...clones, ...upserts.map(({ row }) => row.clones)]);
  });
  return ids;
}

/** How many of these are open as they stand, and their clones. A first sync touches none, and asks for none. */
async function standing(
  db: Store,
  ids: string[],
): Promise<{ open: number; clones: (string | undefined)[]; rows: Map<string, ItemRow> }> {
  const sorted = ids.toSorted();
  const [first, end] = [sorted[0], sorted.at(-1)];
  const none = { open: 0, clones: [], rows: new Map() };
  if (first === undefined || end === undefined) return none;
  const near = await db.items
    .where('proposalId')
    .between(first, end, true, true)
    .limit(1)
    .primaryKeys();
  if (near.length === 0) return none;
  const rows = await db.items.bulkGet(ids);
  return {
    open: rows.filter((row) => row?.open === 1).length,
    clones: rows.map((row) => row?.clones),
    rows: new Map(rows.flatMap((row) => (row ? [[row.proposalId, row] as const] : []))),
  };
}

/** What is this device's own goes over to the row that the feed brings: of the same revision all, of a newer one what it was. */
function carry(from: ItemRow | undefined, to: ItemRow): void {
  if (from === undefined) return;
  if (from.item.revision < to.item.revision) to.before = from.item.content;
  else {
    if (from.before !== undefined) to.before = from.before;
    if (from.putOff !== undefined && to.decidable) to.putOff = from.putOff;
  }
}

async function outboxOf(db: Store, ids: string[]): Promise<Map<string, OutboxRow[]>> {
  const by = new Map<string, OutboxRow[]>();
  if ((await db.outbox.limit(1).primaryKeys()).length === 0) return by;
  for (const row of await db.outbox.where('proposalId').anyOf(ids).toArray()) {
    by.set(row.proposalId, [...(by.get(row.proposalId) ?? []), row]);
  }
  return by;
}

const opens = (row: ItemRow, outbox: readonly OutboxRow[] = []): boolean =>
  row.decidable && row.putOff === undefined && !outbox.some((one) => hides(one, row.item.revision));

/**
 * Accepted decisions that the feed now tells better: the item has gone, has a newer revision, or has
 * moved on since (also back to pending, where a clearance expired unused). A page that was asked for
 * before the gate had accepted may still show the item as it was. Until the item is past its sending
 * the digests that were approved are needed to release a compose.
 */
function spent(
  last: ReadonlyMap<string, Prepared | null>,
  outbox: ReadonlyMap<string, OutboxRow[]>,
  askedAt: number,
): string[] {
  const over = (row: OutboxRow): boolean => {
    if (row.state !== 'accepted') return false;
    const item = last.get(row.proposalId)?.row.item;
    if (item === undefined || row.revision < item.revision) return true;
    if (item.state === 'approved' || item.state === 'dispatching') return false;
    return item.decision?.id === row.decisionId || (row.settledAt ?? 0) < askedAt;
  };
  return [...outbox.values()].flat().flatMap((row) => (over(row) ? [row.decisionId] : []));
}

/** Opens or closes an item after its outbox changed. Only inside a transaction over the five tables. */
export async function reconsider(db: Store, proposalId: string): Promise<void> {
  const [row, outbox] = await Promise.all([
    db.items.get(proposalId),
    db.outbox.where('proposalId').equals(proposalId).toArray(),
  ]);
  const turned = row && turnedBy(row, outbox);
  if (!turned) return;
  await db.items.put(turned);
  await refold(db, [turned.clones]);
  await addPending(db, turned.open === 1 ? 1 : -1);
}

/** The row opened or closed by these decisions on it; null where it stays as it is. */
export function turnedBy(row: ItemRow, outbox: readonly OutboxRow[]): ItemRow | null {
  const open = opens(row, outbox);
  if (open === (row.open === 1)) return null;
  const { open: _before, ...closed } = row;
  return placed(open ? { ...closed, open: 1 } : closed);
}

/** Starts over: rows stay until the new pull is complete, so that the queue is never empty meanwhile. */
export async function startOver(db: Store): Promise<SyncPlace> {
  return await db.transaction('rw', db.meta, async () => {
    const place: SyncPlace = {
      generation: ((await getMeta(db, 'sync'))?.generation ?? 0) + 1,
      complete: false,
    };
    await putMeta(db, 'sync', place);
    return place;
  });
}

/** Removes what the full pull didn't bring, all at once. Returns how many. */
export async function sweep(db: Store, place: SyncPlace): Promise<number> {
  return await db.transaction('rw', [db.items, db.entries, db.meta, db.folds], async () => {
    const stale: string[] = [];
    const clones = new Set<string | undefined>();
    let open = 0;
    // Of the first pull there is no older row to look for among a hundred thousand.
    const rows = place.generation > SYNC_START.generation ? db.items : db.items.limit(0);
    await rows.each((row) => {
      if (row.generation >= place.generation) return;
      stale.push(row.proposalId);
      clones.add(row.clones);
      if (row.open === 1) open += 1;
    });
    await db.items.bulkDelete(stale);
    await db.entries.bulkDelete(stale);
    await refold(db, clones);
    await addPending(db, -open);
    await putMeta(db, 'sync', { ...place, complete: true });
    return stale.length;
  });
}

export const itemRow = (db: Store, proposalId: string): Promise<ItemRow | undefined> =>
  db.items.get(proposalId);

/** Writes a changed item that didn't come by the feed (a binding just made). */
export async function putItem(db: Store, prepared: Prepared): Promise<void> {
  await db.transaction('rw', [db.items, db.entries, db.outbox, db.meta, db.folds], async () => {
    const before = await db.items.get(prepared.row.proposalId);
    if (before === undefined || before.item.revision !== prepared.row.item.revision) return;
    carry(before, prepared.row);
    await db.items.put(placed(before.open === 1 ? { ...prepared.row, open: 1 } : prepared.row));
    await refold(db, [before.clones, prepared.row.clones]);
    if (prepared.entry !== null) await db.entries.put(prepared.entry);
  });
}

/** Up to so many mails of an account, a page is told of each. */
const ENTRIES_WHOLE = 2000;
/** Beyond that, of those without a place in the mailbox: so many from the queue's front, so many new ones. */
const ENTRIES_FRONT = 1000;

/**
 * The index of one account's mails, in every state that the gate still tells of. The whole of it was
 * 26 MB and 17 s at 100,000 mails, so a long one is cut: what has a draft or thread is always in it,
 * since the send guard decides by those ids; of the rest, which a compose can only resemble, those
 * that are next for review and the newest. The others are still reviewed, in the panel.
 */
export async function entriesOf(db: Store, account: string): Promise<EntryRow[]> {
  const mine = account.toLowerCase();
  const all = await db.entries
    .where('account')
    .equals(mine)
    .limit(ENTRIES_WHOLE + 1)
    .toArray();
  if (all.length <= ENTRIES_WHOLE) return all;
  const front = await db.items
    .where('[open+account+tierRank+dueAt]')
    .between([1, mine, Dexie.minKey, Dexie.minKey], [1, mine, Dexie.maxKey, Dexie.maxKey])
    .limit(ENTRIES_FRONT)
    .primaryKeys();
  const found = await Promise.all([
    db.entries.where('draftId').above('').toArray(),
    db.entries.where('threadId').above('').toArray(),
    db.entries.bulkGet(front),
    db.entries.where('account').equals(mine).reverse().limit(ENTRIES_FRONT).toArray(),
  ]);
  const kept = new Map<string, EntryRow>();
  for (const entry of found.flat()) {
    if (entry?.account === mine) kept.set(entry.proposalId, entry);
  }
  return [...kept.values()];
}
