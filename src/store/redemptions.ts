import type { Store } from './db.ts';
import type { RedemptionRow } from './redemption-states.ts';

export type { RedemptionRow };

export async function putRedemption(db: Store, row: RedemptionRow): Promise<void> {
  await db.redemptions.put(row);
}

export async function endRedemption(db: Store, clearanceId: string): Promise<void> {
  await db.redemptions.delete(clearanceId);
}

export const redemptionsIn = (db: Store, state: RedemptionRow['state']): Promise<RedemptionRow[]> =>
  db.redemptions.where('state').equals(state).toArray();

export const redemptionOf = (db: Store, dispatchId: string): Promise<RedemptionRow | undefined> =>
  db.redemptions.filter((row) => row.dispatchId === dispatchId).first();

/** Forgets what was reported before `before` (milliseconds). */
export async function forgetReported(db: Store, before: number): Promise<void> {
  await db.redemptions
    .where('state')
    .equals('reported')
    .filter(({ at }) => at < before)
    .delete();
}
