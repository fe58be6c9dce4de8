import type { Alert } from '../../core/schema/alert.ts';
import type { Paging } from '../../core/schema/workflow.ts';
import type { NewAlert, PageJob } from '../dispatch/ports.ts';
import type { Db, Query } from './db.ts';
import { PAGE_QUEUE, sendPage, sendWebhook, WEBHOOK_QUEUE } from './queues.ts';
import { iso, present } from './rows.ts';

export type AlertRow = {
  id: string;
  kind: string;
  urgency: Alert['urgency'];
  workflow_id: string | null;
  owner: string;
  title: string;
  detail: Record<string, unknown>;
  times: number;
  first_at: Date;
  last_at: Date;
  due_at: Date;
  seen_at: Date | null;
  escalated_at: Date | null;
  closed_at: Date | null;
  verdict: Alert['verdict'] | null;
  note: string | null;
};
export const ALERT_COLUMNS = `a.id, a.kind, a.urgency, a.workflow_id, a.owner, a.title, a.detail, a.times, a.first_at,
  a.last_at, a.due_at, a.seen_at, a.escalated_at, a.closed_at, a.verdict, a.note`;

const when = (time: Date | null): string | null => time && iso(time);
export const alertOf = (row: AlertRow): Alert => ({
  id: row.id,
  kind: row.kind,
  urgency: row.urgency,
  owner: row.owner,
  title: row.title,
  detail: row.detail,
  times: row.times,
  firstAt: iso(row.first_at),
  lastAt: iso(row.last_at),
  dueAt: iso(row.due_at),
  ...present({
    workflowId: row.workflow_id,
    seenAt: when(row.seen_at),
    escalatedAt: when(row.escalated_at),
    closedAt: when(row.closed_at),
    verdict: row.verdict,
    note: row.note,
  }),
});

/** Minutes until others are told, where the workflow's policy says nothing. */
const DUE_MINUTES = { page: 30, tell: 24 * 60 } as const;

/** What is graver takes the place of what waits; the other way round it only counts. */
const LESS = "a.urgency = 'page' and excluded.urgency = 'tell'";

/**
 * Raises an alert in the caller's transaction, or adds to the open one of the same cause: the same
 * thing again interrupts nobody twice. The page is a job of the same transaction.
 * After the commit, call `wakePages`.
 */
export async function raiseAlert(
  q: Query,
  { workspaceId, alert }: { workspaceId: string; alert: NewAlert },
): Promise<Alert> {
  const of = await ownerOf(q, { workspaceId, workflowId: alert.workflowId });
  const minutes = of.paging?.dueMinutes ?? DUE_MINUTES[alert.urgency];
  const [open] = await q<{ urgency: Alert['urgency'] }>(
    `select urgency from alerts where workspace_id = $1 and cause = $2 and closed_at is null for update`,
    [workspaceId, alert.cause],
  );
  const [row] = await q<AlertRow>(
    `insert into alerts as a
       (workspace_id, cause, kind, urgency, workflow_id, owner, title, detail, due_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, now() + make_interval(mins => $9))
     on conflict (workspace_id, cause) where closed_at is null do update
       set times = a.times + 1, last_at = now(), ${['kind', 'urgency', 'title', 'detail'].map(
         (column) => `${column} = case when ${LESS} then a.${column} else excluded.${column} end`,
       )},
         due_at = case when $10 then excluded.due_at else least(a.due_at, excluded.due_at) end,
         seen_at = case when $10 then null else a.seen_at end,
         seen_by = case when $10 then null else a.seen_by end,
         escalated_at = case when $10 then null else a.escalated_at end
     returning ${ALERT_COLUMNS}`,
    [
      workspaceId,
      alert.cause,
      alert.kind,
      alert.urgency,
      alert.workflowId ?? null,
      of.owner,
      alert.title,
      JSON.stringify(alert.detail),
      minutes,
      alert.afresh === true,
    ],
  );
  if (!row) throw new Error('an upsert gave no row');
  const raised = alertOf(row);
  if (alert.urgency === 'page' && (open?.urgency !== 'page' || alert.afresh)) {
    await q('update alerts set paged = times where workspace_id = $1 and id = $2', [
      workspaceId,
      raised.id,
    ]);
    await tell(q, { workspaceId, alert: raised, why: 'raised', paging: of.paging });
  }
  return raised;
}

/** Wakes whoever pages, after the commit. */
export function wakePages(db: Db): void {
  db.wake(PAGE_QUEUE);
  db.wake(WEBHOOK_QUEUE);
}

async function ownerOf(
  q: Query,
  { workspaceId, workflowId }: { workspaceId: string; workflowId: string | undefined },
): Promise<{ owner: string; paging: Paging | null }> {
  const [row] = await q<{ owner: string; paging: Paging | null }>(
    `select w.owner, w.policy -> 'paging' as paging from workflows w
     where w.workspace_id = $1 and w.id = $2`,
    [workspaceId, workflowId ?? ''],
  );
  return row ?? { owner: '', paging: null };
}

async function tell(
  q: Query,
  work: { workspaceId: string; alert: Alert; why: PageJob['why']; paging: Paging | null },
): Promise<void> {
  const { workspaceId, alert, why, paging } = work;
  await sendPage(q, { workspaceId, alertId: alert.id, why });
  if (paging?.webhookUrl === undefined) return;
  await sendWebhook(q, {
    workspaceId,
    url: paging.webhookUrl,
    id: `${alert.id}.${why}.${alert.times}`,
    type: `alert.${why}`,
    data: { alert },
  });
}

/** Tells others of what its owner has not seen in time, once each. Gives how many. */
export async function escalateDue(q: Query, workspaceId: string): Promise<number> {
  const rows = await q<AlertRow>(
    `update alerts a set escalated_at = now()
     where a.workspace_id = $1 and a.closed_at is null and a.seen_at is null
       and a.escalated_at is null and a.due_at <= now() returning ${ALERT_COLUMNS}`,
    [workspaceId],
  );
  for (const row of rows) {
    const alert = alertOf(row);
    const { paging } = await ownerOf(q, { workspaceId, workflowId: alert.workflowId });
    await tell(q, { workspaceId, alert, why: 'escalated', paging });
  }
  return rows.length;
}
