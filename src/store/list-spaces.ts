import { type ListFilter, type ListLine, listLines, openWorkflows } from './list.ts';
import { byQueueOrder, type Place } from './queue.ts';
import type { ItemRow } from './rows.ts';
import type { SpaceStore } from './spaces.ts';

/** A line, and the space that it is from. Clones of two workspaces are two lines: each has its own key. */
export type SpaceLine = ListLine & { space: SpaceStore };
/** As {@link ListFilter}, and of one space only where that is asked for. */
export type SpacesFilter = ListFilter & { space?: string };

/** The next `count` lines after a place, of all spaces as one queue: each is read by its own index. */
export async function linesAcross(
  spaces: readonly SpaceStore[],
  input: { filter: SpacesFilter; after?: Place | undefined; count: number },
): Promise<SpaceLine[]> {
  const each = await Promise.all(
    asked(spaces, input.filter).map(async (space) =>
      (await listLines(space.db, input)).map((line) => ({ ...line, space })),
    ),
  );
  const [only] = each;
  if (each.length === 1 && only) return only;
  return each
    .flat()
    .sort((a, b) =>
      input.filter.putOff === 1
        ? (a.row.putOff ?? 0) - (b.row.putOff ?? 0)
        : byQueueOrder(a.row, b.row),
    )
    .slice(0, input.count);
}

/** Workflows with open items; those of the same name in two workspaces are one choice. */
export async function workflowsAcross(
  spaces: readonly SpaceStore[],
): Promise<{ id: string; name: string }[]> {
  const each = await Promise.all(spaces.map(({ db }) => openWorkflows(db)));
  return [...new Map(each.flat().map((one) => [one.id, one])).values()];
}

/** The spaces that a filter lets through. */
export const asked = (
  spaces: readonly SpaceStore[],
  { space }: SpacesFilter,
): readonly SpaceStore[] =>
  space === undefined ? spaces : spaces.filter(({ id }) => id === space);

/** An item, and the space that has it. One that two claim belongs to neither. */
export async function itemAcross(
  spaces: readonly SpaceStore[],
  proposalId: string,
): Promise<{ space: SpaceStore; row: ItemRow } | undefined> {
  const each = await Promise.all(
    spaces.map(async (space) => {
      const row = await space.db.items.get(proposalId);
      return row ? [{ space, row }] : [];
    }),
  );
  const found = each.flat();
  return found.length === 1 ? found[0] : undefined;
}
