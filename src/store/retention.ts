import type { ReviewItem } from '../core/schema/proposal.ts';
import type { Store } from './db.ts';
import type { ItemRow } from './rows.ts';

/** States that nothing follows on this device. `unknown` isn't one: somebody may still ask. */
const OVER: ReadonlySet<ReviewItem['state']> = new Set([
  'executed',
  'rejected',
  'withdrawn',
  'expired',
  'failed',
]);

/**
 * Erases from this browser what was over before `before` (milliseconds): items with their texts,
 * decisions that the gate has answered, health reports. What waits, or may still leave, stays
 * whatever its age. The gate keeps its own. Returns how many items went.
 */
export async function forgetOver(db: Store, before: number): Promise<number> {
  return await db.transaction('rw', db.items, db.entries, db.outbox, db.meta, async () => {
    const over = await db.items.filter((row) => isOver(row, before)).primaryKeys();
    await db.items.bulkDelete(over);
    await db.entries.bulkDelete(over);
    // A decision tells its item's tale while the item is there.
    const there = new Set(await db.items.toCollection().primaryKeys());
    await db.outbox
      .where('state')
      .anyOf('accepted', 'conflict')
      .filter(({ proposalId, settledAt = 0 }) => settledAt < before && !there.has(proposalId))
      .delete();
    const health = await db.meta.get('health');
    if (health) {
      const value = Object.fromEntries(
        Object.entries(health.value as Record<string, { at: string }>).filter(
          ([, { at }]) => Date.parse(at) >= before,
        ),
      );
      await db.meta.put({ ...health, value: value as typeof health.value });
    }
    return over.length;
  });
}

function isOver({ item, open }: ItemRow, before: number): boolean {
  if (open === 1 || !OVER.has(item.state)) return false;
  const ends = [item.createdAt, item.decision?.at, item.expiresAt];
  const last = Math.max(...ends.map((at) => (at === undefined ? 0 : Date.parse(at))));
  return last < before;
}
