import { Dexie } from 'dexie';
import type { ReviewItem } from '../core/schema/proposal.ts';
import type { Store } from './db.ts';
import { getMeta, putMeta } from './meta.ts';
import type { ItemRow } from './rows.ts';

/** States that nothing follows on this device. `unknown` isn't one: somebody may still ask. */
const OVER: readonly ReviewItem['state'][] = [
  'executed',
  'rejected',
  'withdrawn',
  'expired',
  'failed',
];

/** Rows looked at in one transaction: a decision that comes meanwhile waits for some milliseconds. */
const STEP = 200;

/**
 * Erases from this browser what was over before `before` (milliseconds): items with their texts,
 * decisions that the gate has answered, verdicts that it refused, health reports. What waits, or may still leave, stays
 * whatever its age. The gate keeps its own. Returns how many items went.
 */
export async function forgetOver(db: Store, before: number): Promise<number> {
  // What ended before then began before then: by the index, a look at those and at no other.
  const until = new Date(before).toISOString();
  const old = OVER.map((state) =>
    db.items
      .where('[item.state+item.createdAt]')
      .between([state, Dexie.minKey], [state, until])
      .primaryKeys(),
  );
  const ids = (await Promise.all(old)).flat();
  let gone = 0;
  for (let from = 0; from < ids.length; from += STEP) {
    gone += await forgetStep(db, ids.slice(from, from + STEP), before);
  }
  await db.reports
    .filter(({ refused, notBefore = 0 }) => refused !== undefined && notBefore < before)
    .delete();
  await db.transaction('rw', db.items, db.outbox, db.meta, async () => {
    const settled = await db.outbox
      .where('state')
      .anyOf('accepted', 'conflict')
      .filter(({ settledAt = 0 }) => settledAt < before)
      .toArray();
    // A decision tells its item's tale while the item is there.
    const ids = settled.map(({ proposalId }) => proposalId);
    const there = new Set(await db.items.where('proposalId').anyOf(ids).primaryKeys());
    await db.outbox.bulkDelete(
      settled.flatMap((row) => (there.has(row.proposalId) ? [] : [row.decisionId])),
    );
    const health = await getMeta(db, 'health');
    if (health === undefined) return;
    const kept = Object.entries(health).filter(([, { at }]) => Date.parse(at) >= before);
    await putMeta(db, 'health', Object.fromEntries(kept));
  });
  return gone;
}

/** Erases those of these items that are over as they stand now. Returns how many. */
function forgetStep(db: Store, ids: readonly string[], before: number): Promise<number> {
  return db.transaction('rw', db.items, db.entries, async () => {
    const rows = await db.items.bulkGet([...ids]);
    const over = rows.flatMap((row) => (row && isOver(row, before) ? [row.proposalId] : []));
    await db.items.bulkDelete(over);
    await db.entries.bulkDelete(over);
    return over.length;
  });
}

function isOver({ item, open }: ItemRow, before: number): boolean {
  if (open === 1 || !OVER.includes(item.state)) return false;
  const ends = [item.createdAt, item.decision?.at, item.expiresAt];
  const last = Math.max(...ends.map((at) => (at === undefined ? 0 : Date.parse(at))));
  return last < before;
}
