import type { Alert } from '../../core/schema/alert.ts';
import type { AlertStore, PageJob, PageWork } from '../dispatch/ports.ts';
import { ALERT_COLUMNS, type AlertRow, alertOf, raiseAlert, wakePages } from './alerts.ts';
import { lockBudget } from './brake-feed.ts';
import { restartBrakes } from './brake-restart.ts';
import type { Db, Query } from './db.ts';

/** What a brake on a warning line raises (`brake-trips.ts`). */
const WARNS = 'brake-warns';

const STATES = {
  all: '',
  open: 'and a.closed_at is null',
  closed: 'and a.closed_at is not null',
} as const;

/** Alerts, whom they are for, and what they were worth. */
export function alertStore(db: Db): AlertStore {
  const one = async (workspaceId: string, id: string): Promise<Alert | null> => {
    const [row] = await db.in(workspaceId)<AlertRow>(
      `select ${ALERT_COLUMNS} from alerts a where a.workspace_id = $1 and a.id = $2`,
      [workspaceId, id],
    );
    return row ? alertOf(row) : null;
  };
  return {
    async raise({ workspaceId, alert, by }) {
      const raised = await db.tx({ workspaceId, actor: by }, (q) =>
        raiseAlert(q, { workspaceId, alert }),
      );
      wakePages(db);
      // Slack follows what moves.
      db.moved(workspaceId);
      return raised;
    },
    async list({ workspaceId, state, owner, limit }) {
      const rows = await db.in(workspaceId)<AlertRow>(
        // Each a text of its own: the open ones are few, and have an index.
        `select ${ALERT_COLUMNS} from alerts a where a.workspace_id = $1 ${STATES[state ?? 'all']}
           and ($2::text is null or lower(a.owner) = lower($2))
         order by a.first_at desc, a.id limit $3`,
        [workspaceId, owner ?? null, limit],
      );
      return rows.map(alertOf);
    },
    get: ({ workspaceId, id }) => one(workspaceId, id),
    async verdicts(workspaceId) {
      const [row] = await db.in(workspaceId)<{ actionable: number; noise: number }>(
        `select (count(*) filter (where verdict = 'actionable'))::int as actionable,
           (count(*) filter (where verdict = 'noise'))::int as noise
         from alerts where workspace_id = $1 and first_at > now() - interval '90 days'`,
        [workspaceId],
      );
      return row ?? { actionable: 0, noise: 0 };
    },
    async see({ workspaceId, id, by, actor = by }) {
      await db.tx({ workspaceId, actor }, (q) =>
        q(
          `update alerts set seen_at = now(), seen_by = $3
           where workspace_id = $1 and id = $2 and seen_at is null and closed_at is null`,
          [workspaceId, id, by],
        ),
      );
      db.moved(workspaceId);
      const alert = await one(workspaceId, id);
      return alert?.closedAt === undefined ? alert : null;
    },
    async close({ workspaceId, id, by, actor = by, verdict, note }) {
      const closed = await db.tx({ workspaceId, actor }, (q) =>
        closeIn(q, { workspaceId, id, by, verdict, note }),
      );
      if (closed) db.moved(workspaceId);
      return closed;
    },
    page: (job) => page(db, job),
  };
}

/** To its owner; when it was escalated, to whom the policy names, or else to every manager. */
async function page(db: Db, { workspaceId, alertId, why }: PageJob): Promise<PageWork | null> {
  const q = db.in(workspaceId);
  const [row] = await q<AlertRow & { workspace: string; escalate_to: string | null }>(
    `select ${ALERT_COLUMNS}, s.name as workspace,
       w.policy #>> '{paging,escalateTo}' as escalate_to
     from alerts a join workspaces s on s.workspace_id = a.workspace_id
     left join workflows w on w.workspace_id = a.workspace_id and w.id = a.workflow_id
     where a.workspace_id = $1 and a.id = $2 and a.closed_at is null`,
    [workspaceId, alertId],
  );
  if (!row) return null;
  const alert = alertOf(row);
  const named = why === 'escalated' ? row.escalate_to : row.owner;
  if (named) return { alert, to: [named], workspace: row.workspace };
  const managers = await q<{ email: string }>(
    `select email from reviewers where workspace_id = $1 and role in ('manager', 'admin')
     order by email limit 50`,
    [workspaceId],
  );
  return { alert, to: managers.map(({ email }) => email), workspace: row.workspace };
}

type Closing = Omit<Parameters<AlertStore['close']>[0], 'actor'>;

/**
 * Closes an open alert. What warned begins anew: it stopped nothing, so no resuming would restart it, and a
 * brake that has tripped says nothing more. In the order in which brakes raise alerts: budget, brakes, alert.
 */
async function closeIn(
  q: Query,
  { workspaceId, id, by, verdict, note }: Closing,
): Promise<Alert | null> {
  const [open] = await q<{ kind: string; workflow_id: string | null; signal: string | null }>(
    `select kind, workflow_id, detail #>> '{line,signal}' as signal from alerts
     where workspace_id = $1 and id = $2 and closed_at is null`,
    [workspaceId, id],
  );
  if (open?.kind === WARNS) await lockBudget(q, workspaceId);
  const [row] = await q<AlertRow>(
    `update alerts a set closed_at = now(), closed_by = $3, verdict = $4, note = $5,
       seen_at = coalesce(a.seen_at, now()), seen_by = coalesce(a.seen_by, $3)
     where a.workspace_id = $1 and a.id = $2 and a.closed_at is null returning ${ALERT_COLUMNS}`,
    [workspaceId, id, by, verdict, note ?? null],
  );
  if (!row) return null;
  // It may have become a stop meanwhile: that is for whoever resumes the workflow.
  if (open?.kind === WARNS && row.kind === WARNS)
    await restartBrakes(q, {
      ...{ workspaceId, by, reason: note ?? `Its warning was closed as ${verdict}.` },
      only: ({ line, state, workflows }) =>
        line.action === 'warn' &&
        line.signal === open.signal &&
        state.trip !== null &&
        workflows.includes(open.workflow_id ?? ''),
    });
  return alertOf(row);
}
