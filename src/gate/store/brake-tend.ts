import { surelyNoise } from '../../core/antipatterns/alert-fatigue.ts';
import { alertPrecision } from '../../core/stats/alert-precision.ts';
import type { Tended } from '../dispatch/ports.ts';
import { escalateDue, raiseAlert, wakePages } from './alerts.ts';
import { hear } from './brake-feed.ts';
import type { Db, Query } from './db.ts';
import { widenRamps } from './ramps.ts';

/**
 * What time brings to brakes, alerts and ramps, workspace by workspace. Any process may do it at any
 * time, several at once: the budget's row lets one of them do each.
 */
export async function tend(db: Db): Promise<Tended> {
  const done: Tended = { trips: 0, escalated: 0, widened: 0 };
  for (const workspaceId of await db.due('select brakes_due() as workspace_id')) {
    done.trips += (await hear(db, { workspaceId, all: true })).length;
    const actor = 'gate:brakes';
    const escalated = await db.tx({ workspaceId, actor }, async (q) => {
      const told = await escalateDue(q, workspaceId);
      await judgeAlerts(q, workspaceId);
      return told;
    });
    if (escalated > 0) db.moved(workspaceId);
    done.escalated += escalated;
    done.widened += await widenRamps(db, workspaceId);
    wakePages(db);
  }
  return done;
}

/** A2: when surely fewer than one in five alerts was worth it, that is itself said, once. */
export async function judgeAlerts(q: Query, workspaceId: string): Promise<void> {
  const [row] = await q<{ actionable: number; closed: number; told: boolean }>(
    `select (count(*) filter (where verdict = 'actionable'))::int as actionable,
       (count(*) filter (where verdict is not null))::int as closed,
       bool_or(kind = 'alert-fatigue' and (closed_at is null
         or closed_at > now() - interval '7 days')) as told
     from alerts a where a.workspace_id = $1 and a.first_at > greatest(now() - interval '90 days',
       (select f.at from antipattern_fixes f where f.workspace_id = a.workspace_id
         and f.workflow_id = a.workflow_id and f.pattern = 'A2' order by f.at desc limit 1))`,
    [workspaceId],
  );
  if (!row || row.told) return;
  const precision = alertPrecision(row.actionable, row.closed);
  // Looked at again and again, so by the limit that holds at every look.
  if (!surelyNoise(row.actionable, row.closed)) return;
  await raiseAlert(q, {
    workspaceId,
    alert: {
      cause: 'alert-fatigue',
      kind: 'alert-fatigue',
      urgency: 'tell',
      title: `Only ${row.actionable} of ${row.closed} alerts were worth acting on: people will stop reading them. Warning lines can be raised, or dropped, in the workflows' policies.`,
      detail: { ...precision },
    },
  });
}
