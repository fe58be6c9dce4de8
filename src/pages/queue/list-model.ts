import { batch, signal } from '@preact/signals';
import type { Store } from '../../store/db.ts';
import {
  inList,
  type ListFilter,
  type ListLine,
  listLines,
  openWorkflows,
} from '../../store/list.ts';
import { byQueueOrder } from '../../store/queue.ts';

/** What is painted first, and what is added as one scrolls. */
export const FIRST = 50;
const MORE = 200;

/**
 * The lines of the queue as far as they were scrolled to, straight from Dexie. What changes is patched
 * into them line by line, so that a hundred thousand items cost no more than the ones on screen.
 */
export function createList(db: Store) {
  const lines = signal<readonly ListLine[]>([]);
  const filter = signal<ListFilter>({});
  const ended = signal(false);
  const state = signal<'loading' | 'ready' | 'failed'>('loading');
  const workflows = signal<readonly { id: string; name: string }[]>([]);
  /** counts readings, so that a slow one does not overwrite a newer */
  let reading = 0;
  let growing: Promise<void> | null = null;

  async function load(count = FIRST): Promise<void> {
    reading += 1;
    const mine = reading;
    const asked = filter.value;
    try {
      const read = await listLines(db, { filter: asked, count });
      if (mine !== reading) return;
      batch(() => {
        lines.value = read;
        ended.value = read.length < count;
        state.value = 'ready';
      });
    } catch {
      if (mine === reading) state.value = 'failed';
    }
  }

  async function grow(): Promise<void> {
    const mine = reading;
    const after = lines.value.at(-1)?.row;
    const read = await listLines(db, { filter: filter.value, after, count: MORE });
    if (mine !== reading) return;
    const known = new Set(lines.value.map(({ row }) => row.proposalId));
    batch(() => {
      lines.value = [...lines.value, ...read.filter(({ row }) => !known.has(row.proposalId))];
      ended.value = read.length < MORE;
    });
  }

  return {
    lines,
    filter,
    ended,
    state,
    workflows,
    load,
    /** Fetches the lines after the last one, once at a time. */
    more(): void {
      if (ended.value || growing || state.value !== 'ready') return;
      growing = grow()
        .catch(() => undefined) // the next scroll asks again
        .finally(() => {
          growing = null;
        });
    },
    setFilter(next: ListFilter): Promise<void> {
      filter.value = next;
      return load();
    },
    async loadWorkflows(): Promise<void> {
      workflows.value = await openWorkflows(db);
    },
    /** Something changed in the store: these items, or more than is worth naming. */
    async changed(ids: readonly string[], all: boolean): Promise<void> {
      if (all || filter.value.search || state.value !== 'ready')
        return load(Math.min(Math.max(lines.value.length, FIRST), FIRST + MORE));
      const mine = reading;
      const rows = (await db.items.bulkGet([...ids])).filter((row) => row !== undefined);
      const keys = new Set(rows.map(({ clones }) => clones));
      const folds = await db.folds.bulkGet([...keys].flatMap((key) => (key ? [key] : [])));
      const heads = (await db.items.bulkGet(folds.flatMap((fold) => fold?.headId ?? []))).filter(
        (row) => row !== undefined,
      );
      if (mine !== reading) return;
      const touched = new Map([...rows, ...heads].map((row) => [row.proposalId, row]));
      const gone = new Set([...ids, ...touched.keys()]);
      const kept = lines.value.filter(
        ({ row }) => !gone.has(row.proposalId) && !(row.clones && keys.has(row.clones)),
      );
      const last = lines.value.at(-1)?.row;
      const fresh = [...touched.values()].filter(
        (row) =>
          inList(row, filter.value) && (ended.value || !last || byQueueOrder(row, last) <= 0),
      );
      const sized = await Promise.all(
        fresh.map(async (row) => ({
          row,
          size: row.clones
            ? await db.items
                .where('[open+clones+tierRank+dueAt]')
                .between([1, row.clones], [1, row.clones, []])
                .count()
            : 1,
        })),
      );
      if (mine !== reading) return;
      lines.value = [...kept, ...sized].sort((a, b) => byQueueOrder(a.row, b.row));
    },
  };
}
export type List = ReturnType<typeof createList>;
