import { recordsOf } from '../core/hosts/same-record.ts';
import type { Content } from '../core/schema/content.ts';
import type { Reply } from '../messages/channel.ts';
import type { PanelToWorker } from '../messages/panel-to-worker.ts';
import type { Store } from '../store/db.ts';
import { itemRow } from '../store/items.ts';
import { isUndoable, lastOpen, outboxRow, undoDecision } from '../store/outbox.ts';
import { type Changes, changeOf } from './changes.ts';
import { type PanelOf, QUEUE_PAGE } from './sessions.ts';
import { visibleTo } from './views.ts';

/** The last decision of this panel's own tab: its page may have gone on since. */
type Mine = string | null;

/** Deletes a decision that hasn't been let out: one on what the panel shows, or its tab's last. */
export async function undo(
  input: { db: Store; changes: Changes },
  by: { panel: PanelOf; mine: Mine },
  decisionId: string,
): Promise<{ undone: boolean }> {
  const { db } = input;
  const decided = await outboxRow(db, decisionId);
  const row = decided && (await itemRow(db, decided.proposalId));
  if (row !== undefined && decisionId !== by.mine && !visibleTo(by.panel, row)) {
    return { undone: false };
  }
  const undone = await undoDecision(db, decisionId);
  if (undone === null) return { undone: false };
  input.changes.items(changeOf([undone.proposalId], []));
  return { undone: true };
}

/** What can still be taken back here: the tab's last decision, or on the queue's page this browser's. */
export async function openUndo(
  { db, now }: { db: Store; now: () => number },
  by: { panel: PanelOf; mine: Mine },
): Promise<Reply<PanelToWorker, 'undo.open'>> {
  const mine = by.mine === null ? undefined : await outboxRow(db, by.mine);
  const row = by.panel === QUEUE_PAGE ? await lastOpen(db, now()) : mine;
  if (row === undefined || !isUndoable(row, now())) return {};
  const { decisionId, proposalId, decision, releaseAt } = row;
  const item = (await itemRow(db, proposalId))?.item;
  return {
    open: {
      ...{ decisionId, proposalId, action: decision.action },
      undoUntil: new Date(releaseAt).toISOString(),
      about: item === undefined ? '' : aboutOf(item.content),
    },
  };
}

function aboutOf(content: Content): string {
  if (content.kind === 'email.draft') return content.subject;
  if (content.kind === 'meeting.schedule') return content.title;
  return recordsOf(content)[0]?.label ?? '';
}
