import { Dexie } from 'dexie';
import type { Store } from './db.ts';
import type { ItemRow } from './rows.ts';

/*
 * Clones stand in the queue as one line, at the place of the first of them. That first one carries
 * `head`; so does every open item that is nobody's clone. The queue's indexes begin with it, so a list
 * is read as it is shown, and nothing is left out while reading.
 */

const first = [Dexie.minKey, Dexie.minKey];
const last = [Dexie.maxKey, Dexie.maxKey];

/** The open items that are clones of each other, in the queue's order. */
export const openClones = (db: Store, clones: string) =>
  db.items
    .where('[open+clones+tierRank+dueAt]')
    .between([1, clones, ...first], [1, clones, ...last]);

/** The row as it stands in the queue before its clones are looked at: see {@link refold}. */
export function placed(row: ItemRow): ItemRow {
  const { head: _before, ...rest } = row;
  return rest.open === 1 && rest.clones === undefined ? { ...rest, head: 1 } : rest;
}

/**
 * Gives each of these groups its one line, after rows of them came, went, opened or closed. Costs a
 * look-up a group. Only inside a transaction over `items` and `folds`.
 */
export async function refold(db: Store, keys: Iterable<string | undefined>): Promise<void> {
  for (const clones of new Set(keys)) {
    if (clones === undefined) continue;
    const [now, fold] = await Promise.all([openClones(db, clones).first(), db.folds.get(clones)]);
    if (fold && fold.headId !== now?.proposalId) {
      const before = await db.items.get(fold.headId);
      if (before?.head === 1 && before.clones === clones) await db.items.put(placed(before));
    }
    if (!now) {
      if (fold) await db.folds.delete(clones);
      continue;
    }
    if (now.head !== 1) await db.items.put({ ...now, head: 1 });
    if (fold?.headId !== now.proposalId) await db.folds.put({ clones, headId: now.proposalId });
  }
}
