import { type Collection, Dexie } from 'dexie';
import type { Store } from './db.ts';
import { openClones } from './folds.ts';
import { whatIsPutOff } from './put-off.ts';
import { byQueueOrder, type Place } from './queue.ts';
import type { ItemRow } from './rows.ts';
import { askedWords } from './search-words.ts';

/** What the queue's page shows of the queue. A search shows each item by itself, clones too. */
export type ListFilter = {
  workflow?: string;
  kind?: string;
  /** 0 is high */
  tierRank?: number;
  search?: string;
  /** what the person put off, the soonest back first */
  putOff?: 1;
};

/** A line of the queue: an item, and how many open clones stand in it (itself among them). */
export type ListLine = { row: ItemRow; size: number };

/** More matches than this are no answer; the person adds a word. */
export const MOST_FOUND = 200;

/**
 * The next `count` lines after a place (from the front without one), in the queue's order. Reads by an
 * index of what is asked for; a kind within a workflow is compared row by row.
 */
export async function listLines(
  db: Store,
  input: { filter: ListFilter; after?: Place | undefined; count: number },
): Promise<ListLine[]> {
  const { filter, after, count } = input;
  const searching = askedWords(filter.search ?? '').length > 0;
  if (filter.putOff === 1) {
    const rows = (await whatIsPutOff(db, MOST_FOUND))
      .filter((row) => inList(row, filter) && (!after || byQueueOrder(row, after) > 0))
      .toSorted(byQueueOrder);
    return rows.slice(0, count).map((row) => ({ row, size: 1 }));
  }
  const rows = searching
    ? (await found(db, filter))
        .filter((row) => !after || byQueueOrder(row, after) > 0)
        .slice(0, count)
    : await read(db, { filter, after, count });
  return searching ? rows.map((row) => ({ row, size: 1 })) : withSizes(db, rows);
}

/** Rows with how many open clones stand in each. */
export async function withSizes(db: Store, rows: readonly ItemRow[]): Promise<ListLine[]> {
  const sizes = await Promise.all(
    rows.map(({ clones }) => (clones ? openClones(db, clones).count() : 1)),
  );
  return rows.map((row, at) => ({ row, size: sizes[at] ?? 1 }));
}

/** Whether a row would stand in the list. */
export function inList(row: ItemRow, filter: ListFilter): boolean {
  const { workflow, kind, tierRank } = filter;
  const asked = askedWords(filter.search ?? '');
  return (
    (filter.putOff === 1
      ? row.putOff !== undefined
      : asked.length > 0
        ? row.open === 1
        : row.head === 1) &&
    (workflow === undefined || row.item.workflow.id === workflow) &&
    (kind === undefined || row.item.kind === kind) &&
    (tierRank === undefined || row.tierRank === tierRank) &&
    asked.every((one) => row.words.some((word) => word.startsWith(one)))
  );
}

/** Workflows with open items, by a jump from one to the next in the index. */
export async function openWorkflows(db: Store): Promise<{ id: string; name: string }[]> {
  const all: { id: string; name: string }[] = [];
  const end = [1, Dexie.maxKey, Dexie.maxKey, Dexie.maxKey];
  for (let from: unknown[] = [1, Dexie.minKey, Dexie.minKey, Dexie.minKey]; ; ) {
    const row = await db.items
      .where('[head+item.workflow.id+tierRank+dueAt]')
      .between(from, end, false)
      .first();
    if (!row) return all;
    const { id, name } = row.item.workflow;
    all.push({ id, name });
    from = [1, id, Dexie.maxKey, Dexie.maxKey];
  }
}

function range(db: Store, filter: ListFilter, after?: Place): Collection<ItemRow, string> {
  const { workflow, kind, tierRank } = filter;
  const [index, start] =
    workflow !== undefined
      ? ['[head+item.workflow.id+tierRank+dueAt]', [1, workflow]]
      : kind !== undefined
        ? ['[head+item.kind+tierRank+dueAt]', [1, kind]]
        : ['[head+tierRank+dueAt]', [1]];
  const from = after ? [after.tierRank, after.dueAt] : [tierRank ?? Dexie.minKey, Dexie.minKey];
  const to = [tierRank ?? Dexie.maxKey, Dexie.maxKey];
  return db.items.where(index).between([...start, ...from], [...start, ...to], true, true);
}

async function read(
  db: Store,
  input: { filter: ListFilter; after?: Place | undefined; count: number },
): Promise<ItemRow[]> {
  const { filter, after, count } = input;
  const both = filter.workflow !== undefined && filter.kind !== undefined;
  const fits = (row: ItemRow) =>
    (!after || byQueueOrder(row, after) > 0) && (!both || row.item.kind === filter.kind);
  // Read in one go where nothing is to be compared; few share a due time with the last line.
  const more = after ? count + 8 : count;
  if (!both) {
    const rows = await range(db, filter, after).limit(more).toArray();
    const past = rows.filter(fits);
    if (past.length >= count || rows.length < more) return past.slice(0, count);
  }
  return range(db, filter, after).filter(fits).limit(count).toArray();
}

async function found(db: Store, filter: ListFilter): Promise<ItemRow[]> {
  const [longest = ''] = askedWords(filter.search ?? '');
  const rows = await db.items
    .where('words')
    .startsWith(longest)
    .distinct()
    .filter((row) => inList(row, filter))
    .limit(MOST_FOUND)
    .toArray();
  return rows.toSorted(byQueueOrder);
}
