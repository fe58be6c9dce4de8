import type { Store } from './db.ts';
import type { Meta } from './meta-values.ts';

export * from './meta-values.ts';

/** One value, or undefined before it was first written. */
export async function getMeta<K extends keyof Meta>(
  db: Store,
  key: K,
): Promise<Meta[K] | undefined> {
  return (await db.meta.get(key))?.value as Meta[K] | undefined;
}

export async function putMeta<K extends keyof Meta>(
  db: Store,
  key: K,
  value: Meta[K],
): Promise<void> {
  await db.meta.put({ key, value });
}

/** Reads, changes and writes one value in one transaction. */
export function changeMeta<K extends keyof Meta>(
  db: Store,
  key: K,
  change: (value: Meta[K] | undefined) => Meta[K],
): Promise<Meta[K]> {
  return db.transaction('rw', db.meta, async () => {
    const value = change(await getMeta(db, key));
    await putMeta(db, key, value);
    return value;
  });
}

/** Adds to the counter of open items. Only inside the transaction that opens or closes them. */
export async function addPending(db: Store, change: number): Promise<void> {
  if (change === 0) return;
  await putMeta(db, 'pending', ((await getMeta(db, 'pending')) ?? 0) + change);
}

/** How many items wait for this person. */
export const pendingCount = async (db: Store): Promise<number> =>
  (await getMeta(db, 'pending')) ?? 0;
