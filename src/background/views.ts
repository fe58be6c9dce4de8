import { ownWordsOf } from '../core/review/own-words.ts';
import type { ReviewItem } from '../core/schema/proposal.ts';
import type { ItemView, LocalDecision } from '../messages/shared.ts';
import { itemRow } from '../store/items.ts';
import { localDecisions } from '../store/outbox.ts';
import { isRefused, type OutboxRow } from '../store/outbox-states.ts';
import { isAbout } from '../store/records.ts';
import { type ItemRow, ownOf } from '../store/rows.ts';
import type { PanelOf } from './sessions.ts';
import type { Space } from './space.ts';
import type { Spaces } from './spaces.ts';

/** A row, and whose it is. */
export type FoundRow = { space: Space; row: ItemRow };

/** True when this panel may see the item: its page's own mailbox, or what isn't mail; its records' work; all on the queue's page. */
export function visibleTo({ account, records }: PanelOf, row: ItemRow): boolean {
  if (records !== undefined) {
    return records.some((page) => isAbout(page, row.item.content) !== 'other');
  }
  return account === null || row.account === '' || row.account === account;
}

/** Where this device's decision is, as the panel shows it. */
export function localView(row: OutboxRow): LocalDecision {
  const detail = row.answer?.detail ?? row.answer?.conflict;
  const own = isRefused(row) ? ownWordsOf(row.decision) : undefined;
  return {
    decisionId: row.decisionId,
    action: row.decision.action,
    state: row.state,
    undoUntil: new Date(row.releaseAt).toISOString(),
    ...(detail === undefined ? {} : { detail }),
    ...(own === undefined ? {} : { own }),
  };
}

/** The item with what this device has done about it, or undefined when it isn't this panel's. */
export async function viewOf(
  spaces: Spaces,
  panel: PanelOf,
  proposalId: string,
): Promise<ItemView | undefined> {
  const space = await spaces.holding(proposalId);
  const row = await itemRow(space.db, proposalId);
  if (row === undefined || !visibleTo(panel, row)) return undefined;
  const [view] = await viewsOf(spaces, panel, [{ space, row }]);
  return view;
}

/** Items with what this device has done about each, and whose they are where there are several spaces. */
export async function viewsOf(
  spaces: Spaces,
  panel: PanelOf,
  found: readonly FoundRow[],
): Promise<ItemView[]> {
  const views = new Map<ItemRow, ItemView>();
  for (const space of new Set(found.map((one) => one.space))) {
    const rows = found.flatMap((one) => (one.space === space ? [one.row] : []));
    const ids = rows.map(({ proposalId }) => proposalId);
    const [decisions, label] = await Promise.all([
      localDecisions(space.db, ids),
      spaces.label(space),
    ]);
    for (const row of rows) {
      const local = decisions.get(row.proposalId);
      views.set(row, {
        item: row.item,
        ...ownOf(row),
        ...(local === undefined ? {} : { local: localView(local) }),
        ...(label === undefined ? {} : { space: label }),
        ...(isUnconfirmed(panel, row.item) ? { unconfirmed: true as const } : {}),
      });
    }
  }
  return found.flatMap(({ row }) => views.get(row) ?? []);
}

/**
 * On a record's page, where its address or the proposal doesn't name the account. A list names its
 * records itself, and nobody takes it for one of them.
 */
export function isUnconfirmed(
  { records, isList }: PanelOf,
  { content }: Pick<ReviewItem, 'content'>,
): boolean {
  const [page] = records ?? [];
  return page !== undefined && isList !== true && isAbout(page, content) === 'unconfirmed';
}
