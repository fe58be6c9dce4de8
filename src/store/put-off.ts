import type { Store } from './db.ts';
import { placed, refold } from './folds.ts';
import { turnedBy } from './items.ts';
import { addPending } from './meta.ts';
import type { ItemRow } from './rows.ts';

/*
 * What a person puts off is out of the queue until its time, on this device alone; it is still the
 * gate's item, with its own due time. Its row says until when, and so an index of it finds what is
 * over. A new revision is another thing to look at, and is back at once (items.ts).
 */

const tables = (db: Store) => [db.items, db.outbox, db.meta, db.folds];

/** Puts an open item off until a time (milliseconds since the epoch), or with null brings it back. False: it isn't to be decided here. */
export function putOff(db: Store, proposalId: string, until: number | null): Promise<boolean> {
  return db.transaction('rw', tables(db), async () => {
    const row = await db.items.get(proposalId);
    if (row?.decidable !== true || (until !== null && row.open !== 1 && row.putOff === undefined))
      return false;
    await set(db, row, until);
    return true;
  });
}

/** Brings back what was put off until now or earlier. Answers which, and when the next one is due, or null. */
export async function bringBack(
  db: Store,
  now: number,
): Promise<{ ids: string[]; nextAt: number | null }> {
  const first = await db.items.where('putOff').above(0).first();
  if (first === undefined || (first.putOff ?? 0) > now)
    return { ids: [], nextAt: first?.putOff ?? null };
  return db.transaction('rw', tables(db), async () => {
    const over = await db.items.where('putOff').belowOrEqual(now).toArray();
    for (const row of over) await set(db, row, null);
    const next = await db.items.where('putOff').above(now).first();
    return { ids: over.map(({ proposalId }) => proposalId), nextAt: next?.putOff ?? null };
  });
}

/** What is put off, the soonest back first. */
export const whatIsPutOff = (db: Store, count: number): Promise<ItemRow[]> =>
  db.items.where('putOff').above(0).limit(count).toArray();

export const putOffCount = (db: Store): Promise<number> =>
  db.items.where('putOff').above(0).count();

async function set(db: Store, row: ItemRow, until: number | null): Promise<void> {
  const { putOff: _before, ...rest } = row;
  const next: ItemRow = until === null ? rest : { ...rest, putOff: until };
  const outbox = await db.outbox.where('proposalId').equals(row.proposalId).toArray();
  const turned = turnedBy(next, outbox);
  await db.items.put(turned ?? placed(next));
  if (!turned) return;
  await refold(db, [turned.clones]);
  await addPending(db, turned.open === 1 ? 1 : -1);
}
