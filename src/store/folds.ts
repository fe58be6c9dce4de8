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
 * look-up a group, all asked for at once. Only inside a transaction over `items` and `folds`.
 */
export async function refold(db: Store, keys: Iterable<string | undefined>): Promise<void> {
  const groups = [...new Set(keys)].filter((clones) => clones !== undefined);
  if (groups.length === 0) return;
  const [firsts, folds] = await Promise.all([
    Promise.all(groups.map((clones) => openClones(db, clones).first())),
    db.folds.bulkGet(groups),
  ]);
  const each = groups.map((clones, at) => ({ clones, now: firsts[at], fold: folds[at] }));
  const moved = each.flatMap(({ now, fold }) =>
    fold && fold.headId !== now?.proposalId ? [fold] : [],
  );
  const before = await db.items.bulkGet(moved.map(({ headId }) => headId));
  const off = before.flatMap((row, at) =>
    row?.head === 1 && row.clones === moved[at]?.clones ? [placed(row)] : [],
  );
  const on = each.flatMap(({ now }) =>
    now && now.head !== 1 ? [{ ...now, head: 1 as const }] : [],
  );
  const set = each.flatMap(({ clones, now, fold }) =>
    now && fold?.headId !== now.proposalId ? [{ clones, headId: now.proposalId }] : [],
  );
  const ended = each.flatMap(({ clones, now, fold }) => (fold && !now ? [clones] : []));
  await Promise.all([
    off.length + on.length > 0 ? db.items.bulkPut([...off, ...on]) : null,
    set.length > 0 ? db.folds.bulkPut(set) : null,
    ended.length > 0 ? db.folds.bulkDelete(ended) : null,
  ]);
}
