import type { RecordIdentity } from '../core/hosts/catalogue.ts';
import { pendingCount } from '../store/meta.ts';
import { ahead, byQueueOrder, neighbours, type Place } from '../store/queue.ts';
import { itemsAtAny } from '../store/records.ts';
import type { Space } from './space.ts';
import type { FoundRow } from './views.ts';

/*
 * The queues of several spaces read as one. Each is read by its own indexes, as far as is asked for,
 * and what was read is merged: with one space that is what it was.
 */

/** The rows after or before a place, nearest first; see `store/queue.ts`. */
export async function neighboursIn(
  spaces: readonly Space[],
  input: { account: string; from: Place | undefined; count: number; side: 'next' | 'previous' },
): Promise<FoundRow[]> {
  const each = await Promise.all(
    spaces.map(async (space) => found(space, await neighbours(space.db, input))),
  );
  const sign = input.side === 'next' ? 1 : -1;
  return each
    .flat()
    .toSorted((a, b) => sign * byQueueOrder(a.row, b.row))
    .slice(0, input.count);
}

/** What will likely be opened next, of each space in turn. */
export async function aheadIn(
  spaces: readonly Space[],
  input: { account: string; not: ReadonlySet<string>; count: number },
): Promise<FoundRow[]> {
  const each = await Promise.all(
    spaces.map(async (space) => found(space, await ahead(space.db, input))),
  );
  const turns = Array.from({ length: input.count }, (_, at) =>
    each.flatMap((rows) => rows[at] ?? []),
  );
  return turns.flat().slice(0, input.count);
}

/** The open work on these records, in the queue's order. */
export async function openAt(
  spaces: readonly Space[],
  records: readonly RecordIdentity[],
): Promise<FoundRow[]> {
  const dbs = spaces.map(({ db }) => db);
  const rows = await itemsAtAny(dbs, records);
  return rows.flatMap(({ db, row }) => {
    const space = spaces.find((one) => one.db === db);
    return space && row.open === 1 ? [{ space, row }] : [];
  });
}

/** How many items wait. */
export async function pendingIn(spaces: readonly Space[]): Promise<number> {
  const each = await Promise.all(spaces.map(({ db }) => pendingCount(db)));
  return each.reduce((sum, one) => sum + one, 0);
}

const found = (space: Space, rows: readonly FoundRow['row'][]): FoundRow[] =>
  rows.map((row) => ({ space, row }));
