import type { ReviewItem } from '../core/schema/proposal.ts';
import type { ItemView, LocalDecision } from '../messages/shared.ts';
import type { Store } from '../store/db.ts';
import { itemRow } from '../store/items.ts';
import { localDecisions } from '../store/outbox.ts';
import type { OutboxRow } from '../store/outbox-states.ts';
import { isAbout } from '../store/records.ts';
import { type ItemRow, ownOf } from '../store/rows.ts';
import type { PanelOf } from './sessions.ts';

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
  return {
    decisionId: row.decisionId,
    action: row.decision.action,
    state: row.state,
    undoUntil: new Date(row.releaseAt).toISOString(),
    ...(detail === undefined ? {} : { detail }),
  };
}

/** The item with what this device has done about it, or undefined when it isn't this panel's. */
export async function viewOf(
  db: Store,
  panel: PanelOf,
  proposalId: string,
): Promise<ItemView | undefined> {
  const row = await itemRow(db, proposalId);
  if (row === undefined || !visibleTo(panel, row)) return undefined;
  const [view] = await withLocal(db, panel, [row]);
  return view;
}

/** Items as a panel shows them: with what this device has done about each. */
export async function withLocal(
  db: Store,
  panel: PanelOf,
  rows: readonly ItemRow[],
): Promise<ItemView[]> {
  const decisions = await localDecisions(
    db,
    rows.map(({ proposalId }) => proposalId),
  );
  return rows.map((row) => {
    const local = decisions.get(row.proposalId);
    const { item } = row;
    return {
      item,
      ...ownOf(row),
      ...(local === undefined ? {} : { local: localView(local) }),
      ...(isUnconfirmed(panel, item) ? { unconfirmed: true as const } : {}),
    };
  });
}

/**
 * On a record's page, where its address or the proposal doesn't name the account. A list names its
 * records itself, and nobody takes it for one of them.
 */
function isUnconfirmed({ records, isList }: PanelOf, { content }: ReviewItem): boolean {
  const [page] = records ?? [];
  return page !== undefined && isList !== true && isAbout(page, content) === 'unconfirmed';
}
