import { Dexie } from 'dexie';
import type { Store } from './db.ts';
import type { ItemRow } from './rows.ts';

/** The queue's order: risk, then due time, then id. */
export const byQueueOrder = (a: Place, b: Place): number =>
  a.tierRank - b.tierRank || compare(a.dueAt, b.dueAt) || compare(a.proposalId, b.proposalId);
export type Place = Pick<ItemRow, 'tierRank' | 'dueAt' | 'proposalId'>;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The first open items of all accounts. */
export const firstOpen = (db: Store, count: number): Promise<ItemRow[]> =>
  db.items
    .where('[open+tierRank+dueAt]')
    .between([1, Dexie.minKey, Dexie.minKey], [1, Dexie.maxKey, Dexie.maxKey])
    .limit(count)
    .toArray();

/** More than so many are not counted: "99+" is all that is ever shown. */
const COUNTED = 100;

/**
 * How many open items are of high risk, {@link COUNTED} at the most. By keys: a count takes no limit and
 * walks the whole range, 0.4 s of 33,000, while every decision waits behind it (B4).
 */
export async function highRiskCount(db: Store): Promise<number> {
  const range = db.items
    .where('[open+tierRank+dueAt]')
    .between([1, 0, Dexie.minKey], [1, 0, Dexie.maxKey]);
  return (await range.limit(COUNTED).primaryKeys()).length;
}

/**
 * The open items directly after or before a place in the queue, nearest first, of one account and of
 * what isn't mail. Without a place, after means from the start, and nothing is before it.
 */
export async function neighbours(
  db: Store,
  input: {
    account: string;
    from: Place | undefined;
    count: number;
    side: 'next' | 'previous';
  },
): Promise<ItemRow[]> {
  const { from, count, side } = input;
  if (from === undefined && side === 'previous') return [];
  const accounts = [...new Set([input.account.toLowerCase(), ''])];
  const found = await Promise.all(
    accounts.map((account) => beside(db, { account, from, count, side })),
  );
  const sign = side === 'next' ? 1 : -1;
  return found
    .flat()
    .toSorted((a, b) => sign * byQueueOrder(a, b))
    .slice(0, count);
}

/** The rows directly after and before a place, nearest first; `rows` is in queue order. */
export function around<R extends { row: Place }>(
  rows: readonly R[],
  from: Place | undefined,
  count: number,
): { next: R[]; previous: R[] } {
  if (from === undefined) return { next: rows.slice(0, count), previous: [] };
  const later = rows.filter(({ row }) => byQueueOrder(row, from) > 0);
  const earlier = rows.filter(({ row }) => byQueueOrder(row, from) < 0);
  return { next: later.slice(0, count), previous: earlier.toReversed().slice(0, count) };
}

/** Drafts in the mailbox that are looked through for {@link ahead}. */
const DRAFTS_LOOKED_AT = 100;

/**
 * What will likely be opened next in a mailbox: open items that lie in a draft there, in queue order,
 * then the queue's front; without those in `not`.
 */
export async function ahead(
  db: Store,
  input: { account: string; not: ReadonlySet<string>; count: number },
): Promise<ItemRow[]> {
  const { not, count } = input;
  const account = input.account.toLowerCase();
  const drafts = await db.entries.where('draftId').above('').limit(DRAFTS_LOOKED_AT).toArray();
  const wanted = drafts.filter((one) => one.account === account && !not.has(one.proposalId));
  const rows = await db.items.bulkGet(wanted.map(({ proposalId }) => proposalId));
  const found = rows
    .flatMap((row) => (row?.open === 1 ? [row] : []))
    .toSorted(byQueueOrder)
    .slice(0, count);
  if (found.length === count) return found;
  const have = new Set(found.map(({ proposalId }) => proposalId));
  const front = await neighbours(db, {
    account,
    from: undefined,
    count: count + not.size + found.length,
    side: 'next',
  });
  const rest = front.filter(({ proposalId }) => !not.has(proposalId) && !have.has(proposalId));
  return [...found, ...rest].slice(0, count);
}

async function beside(
  db: Store,
  input: {
    account: string;
    from: Place | undefined;
    count: number;
    side: 'next' | 'previous';
  },
): Promise<ItemRow[]> {
  const { account, from, count, side } = input;
  const start = [1, account, Dexie.minKey, Dexie.minKey];
  const end = [1, account, Dexie.maxKey, Dexie.maxKey];
  const index = db.items.where('[open+account+tierRank+dueAt]');
  if (from === undefined) return index.between(start, end).limit(count).toArray();
  // The index ends with the due time; those that share it are told apart by their ids.
  const here = [1, account, from.tierRank, from.dueAt];
  const sign = side === 'next' ? 1 : -1;
  const past = (row: ItemRow) => sign * byQueueOrder(row, from) > 0;
  if (side === 'previous') {
    return index.between(start, here, true, true).reverse().filter(past).limit(count).toArray();
  }
  // A filter takes row by row. Few share a due time: one look for a little more is mostly enough.
  const more = count + 4;
  const rows = await index.between(here, end, true, true).limit(more).toArray();
  const later = rows.filter(past);
  if (later.length >= count || rows.length < more) return later.slice(0, count);
  return index.between(here, end, true, true).filter(past).limit(count).toArray();
}
