import type { Store } from './db.ts';
import { isRefused, type OutboxRow } from './outbox-states.ts';
import type { ItemRow } from './rows.ts';

/*
 * Decisions of this device that did not count, on items that are no longer in its queue: another device
 * or person was first, or the item went before they arrived. What was written for them is in no other
 * place, so they stay here until the person has seen them, or retention takes them.
 */

/** One of them; `item` as the gate last told of it, absent where it is gone from this device. */
export type NotTaken = { decision: OutboxRow; item?: ItemRow };

/** All of them, the newest first. What can be decided anew says it on its own card, and isn't among them. */
export async function whatWasNotTaken(db: Store): Promise<NotTaken[]> {
  const rows = await db.outbox.where('state').anyOf('conflict', 'needs-confirming').toArray();
  const items = await db.items.bulkGet(rows.map(({ proposalId }) => proposalId));
  return rows
    .flatMap((decision, at): NotTaken[] => {
      const item = items[at];
      return item?.open === 1 ? [] : [{ decision, ...(item ? { item } : {}) }];
    })
    .toSorted((a, b) => b.decision.savedAt - a.decision.savedAt);
}

/** The person has seen it: it is forgotten here. False where it is none of {@link whatWasNotTaken}. */
export function forgetNotTaken(db: Store, decisionId: string): Promise<boolean> {
  return db.transaction('rw', db.outbox, db.items, async () => {
    const row = await db.outbox.get(decisionId);
    if (row === undefined || !isRefused(row)) return false;
    if ((await db.items.get(row.proposalId))?.open === 1) return false;
    await db.outbox.delete(decisionId);
    return true;
  });
}
