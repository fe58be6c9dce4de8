import { batch, signal } from '@preact/signals';
import { inList, withSizes } from '../../store/list.ts';
import {
  asked,
  linesAcross,
  type SpaceLine,
  type SpacesFilter,
  workflowsAcross,
} from '../../store/list-spaces.ts';
import { putOffCount } from '../../store/put-off.ts';
import { byQueueOrder } from '../../store/queue.ts';
import type { ItemRow } from '../../store/rows.ts';
import type { SpaceStore } from '../../store/spaces.ts';

/** What is painted first, and what is added as one scrolls. */
export const FIRST = 50;
const MORE = 200;

/**
 * The lines of the queue as far as they were scrolled to, straight from Dexie. What changes is patched
 * into them line by line, so that a hundred thousand items cost no more than the ones on screen.
 */
export function createList(spaces: () => Promise<readonly SpaceStore[]>) {
  const lines = signal<readonly SpaceLine[]>([]);
  const filter = signal<SpacesFilter>({});
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
    const wanted = filter.value;
    try {
      const read = await linesAcross(await spaces(), { filter: wanted, count });
      // A person waits for the lines (B5): what else is read comes after them.
      void countPutOff();
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
    const counted = (await spaces()).map(({ db }) => putOffCount(db));
    putOff.value = await Promise.all(counted).then(
      (counts) => counts.reduce((sum, one) => sum + one, 0),
      () => putOff.value,
    );
  }

  async function grow(): Promise<void> {
    const mine = reading;
    const after = lines.value.at(-1)?.row;
    const read = await linesAcross(await spaces(), { filter: filter.value, after, count: MORE });
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
    setFilter(next: SpacesFilter): Promise<void> {
      filter.value = next;
      return load();
    },
    async loadWorkflows(): Promise<void> {
      workflows.value = await workflowsAcross(await spaces());
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
    const here = asked(await spaces(), filter.value);
    const parts = await Promise.all(here.map((space) => patchOf(space, ids)));
    if (mine !== reading) return;
    const gone = new Set([...ids, ...parts.flatMap((part) => part.touched)]);
    const folded = new Map(parts.map(({ space, keys }) => [space.id, keys]));
    const last = lines.value.at(-1)?.row;
    const isHere = ({ row }: SpaceLine) => ended.value || !last || byQueueOrder(row, last) <= 0;
    lines.value = [
      ...lines.value.filter(
        ({ row, space }) =>
          !gone.has(row.proposalId) && !(row.clones && folded.get(space.id)?.has(row.clones)),
      ),
      ...parts.flatMap((part) => part.fresh).filter(isHere),
    ].sort((a, b) => byQueueOrder(a.row, b.row));
  }

  /** What these items' lines are now in one space, with those of their clones. */
  async function patchOf(space: SpaceStore, ids: readonly string[]) {
    const { db } = space;
    const known = (rows: readonly (ItemRow | undefined)[]) =>
      rows.filter((row) => row !== undefined);
    const rows = known(await db.items.bulkGet([...ids]));
    const before = lines.value.filter(
      (line) => line.space.id === space.id && ids.includes(line.row.proposalId),
    );
    const keys = new Set(
      [...rows, ...before.map(({ row }) => row)].flatMap(({ clones }) => clones ?? []),
    );
    const folds = await db.folds.bulkGet([...keys]);
    const heads = known(await db.items.bulkGet(folds.flatMap((fold) => fold?.headId ?? [])));
    const touched = new Map([...rows, ...heads].map((row) => [row.proposalId, row]));
    const listed = [...touched.values()].filter((row) => inList(row, filter.value));
    const fresh = (await withSizes(db, listed)).map((line): SpaceLine => ({ ...line, space }));
    return { space, keys, fresh, touched: [...touched.keys()] };
  }
}
export type List = ReturnType<typeof createList>;
