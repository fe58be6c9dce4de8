import { batch, signal } from '@preact/signals';
import type { Store } from '../../store/db.ts';
import {
  inList,
  type ListFilter,
  type ListLine,
  listLines,
  openWorkflows,
  withSizes,
} from '../../store/list.ts';
import { putOffCount } from '../../store/put-off.ts';
import { byQueueOrder } from '../../store/queue.ts';
import type { ItemRow } from '../../store/rows.ts';

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
  const putOff = signal(0);
  const workflows = signal<readonly { id: string; name: string }[]>([]);
  /** counts readings, so that a slow one does not overwrite a newer */
  let reading = 0;
  let growing: Promise<void> | null = null;
  /** what changed and was not looked at yet */
  const waiting = new Set<string>();
  let everything = false;
  let patching: Promise<void> | null = null;

  async function load(count = FIRST): Promise<void> {
    reading += 1;
    const mine = reading;
    const asked = filter.value;
    void countPutOff();
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

  async function countPutOff(): Promise<void> {
    putOff.value = await putOffCount(db).catch(() => putOff.value);
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
    /** how many are put off, whatever the filter */
    putOff,
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
    changed(ids: readonly string[], all: boolean): Promise<void> {
      for (const id of ids) waiting.add(id);
      everything ||= all;
      // One after the other: a slow reading must not put back what a later one has taken out.
      patching ??= patchAll().finally(() => {
        patching = null;
      });
      return patching;
    },
  };

  async function patchAll(): Promise<void> {
    while (everything || waiting.size > 0) {
      const ids = [...waiting];
      const whole = everything || filter.value.search !== undefined || state.value !== 'ready';
      waiting.clear();
      everything = false;
      if (whole) await load(Math.min(Math.max(lines.value.length, FIRST), FIRST + MORE));
      else await patch(ids);
    }
  }

  async function patch(ids: readonly string[]): Promise<void> {
    const mine = reading;
    void countPutOff();
    const known = (rows: readonly (ItemRow | undefined)[]) =>
      rows.filter((row) => row !== undefined);
    const rows = known(await db.items.bulkGet([...ids]));
    const before = lines.value.filter(({ row }) => ids.includes(row.proposalId));
    const keys = new Set(
      [...rows, ...before.map(({ row }) => row)].flatMap(({ clones }) => clones ?? []),
    );
    const folds = await db.folds.bulkGet([...keys]);
    const heads = known(await db.items.bulkGet(folds.flatMap((fold) => fold?.headId ?? [])));
    const touched = new Map([...rows, ...heads].map((row) => [row.proposalId, row]));
    const fresh = await withSizes(
      db,
      [...touched.values()].filter((row) => inList(row, filter.value)),
    );
    if (mine !== reading) return;
    const gone = new Set([...ids, ...touched.keys()]);
    const last = lines.value.at(-1)?.row;
    const isHere = ({ row }: ListLine) => ended.value || !last || byQueueOrder(row, last) <= 0;
    lines.value = [
      ...lines.value.filter(
        ({ row }) => !gone.has(row.proposalId) && !(row.clones && keys.has(row.clones)),
      ),
      ...fresh.filter(isHere),
    ].sort((a, b) => byQueueOrder(a.row, b.row));
  }
}
export type List = ReturnType<typeof createList>;
