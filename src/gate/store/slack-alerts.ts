import type { Alert } from '../../core/schema/alert.ts';
import type { SlackAlert, SlackAlertPost, SlackAlertStore } from '../dispatch/ports.ts';
import { ALERT_COLUMNS, type AlertRow, alertOf } from './alerts.ts';
import type { Db, Query } from './db.ts';
import { SLACK_QUEUE, sendSlack } from './queues.ts';
import { present } from './rows.ts';

const ACTOR = 'gate:slack';

/** Managers that one escalation wakes. */
const MOST_PEOPLE = 50;

/** How an alert stands, as far as its messages show it; the same in every session's time zone. */
const STANDS = `concat_ws(' ', a.paged, a.times, extract(epoch from a.seen_at),
  extract(epoch from a.escalated_at), extract(epoch from a.closed_at))`;

type Ref = { workspaceId: string; alertId: string };

/** Messages of alerts: what wants one, where it goes, what it shows. */
export function slackAlertStore(db: Db): SlackAlertStore {
  return {
    get: (ref) => read(db.in(ref.workspaceId), ref),
    async follow({ workspaceId, anew }) {
      const queued = await db.tx({ workspaceId, actor: ACTOR }, async (q) => {
        const rows = await q<{ alert_id: string }>(
          `with told as (
             select a.id, ${STANDS} as stands from alerts a
             where a.workspace_id = $1 and a.closed_at is null
               and (a.urgency = 'page' or a.escalated_at is not null)
             union
             select a.id, ${STANDS} from slack_alert_posts s
             join alerts a on a.workspace_id = s.workspace_id and a.id = s.alert_id
             where s.workspace_id = $1 and s.waits)
           insert into slack_alerts as k (workspace_id, alert_id, asked)
           -- Nearly always none: looked for first, since a conflict locks its row.
           select $1, id, stands from told where $2 or not exists (select from slack_alerts k
             where k.workspace_id = $1 and k.alert_id = told.id and k.asked = told.stands)
           order by id
           on conflict (workspace_id, alert_id) do update set asked = excluded.asked
             where k.asked <> excluded.asked or $2
           returning alert_id`,
          [workspaceId, anew],
        );
        for (const { alert_id: alertId } of rows)
          await sendSlack(q, { workspaceId, data: { alertId } });
        return rows.length;
      });
      if (queued > 0) db.wake(SLACK_QUEUE);
      return queued;
    },
    places: (ref) =>
      db.tx({ workspaceId: ref.workspaceId, actor: ACTOR }, async (q) => {
        // Locked: two processes settle where a telling goes one after the other.
        const [locked] = await q(
          'select id from alerts where workspace_id = $1 and id = $2 for update',
          [ref.workspaceId, ref.alertId],
        );
        const found = locked ? await read(q, ref) : null;
        if (found) await settle(q, ref, found);
        return q<{ id: string; why: 'raised' | 'escalated'; userId: string | null }>(
          `select s.id, s.why, c.user_id as "userId" from slack_alert_posts s
           left join slack_accounts c on c.workspace_id = s.workspace_id and c.id = s.account_id
           where s.workspace_id = $1 and s.alert_id = $2 and not s.unreachable
             and (s.ts is null or s.waits)
           order by s.paged, s.why desc, s.id`,
          [ref.workspaceId, ref.alertId],
        );
      }),
    take: ({ workspaceId, id, seconds }) =>
      db.tx({ workspaceId, actor: ACTOR }, async (q) => {
        const [row] = await q<SlackAlertPost>(
          `update slack_alert_posts set busy_until = now() + make_interval(secs => $3)
           where workspace_id = $1 and id = $2 and (busy_until is null or busy_until < now())
           returning channel, ts, shown`,
          [workspaceId, id, seconds],
        );
        return row ?? null;
      }),
    async put({ workspaceId, id, channel, ts, shown, waits }) {
      await db.tx({ workspaceId, actor: ACTOR }, (q) =>
        q(
          `update slack_alert_posts set channel = $3, ts = $4, shown = $5, waits = $6,
             busy_until = null
           where workspace_id = $1 and id = $2`,
          [workspaceId, id, channel, ts, shown, waits],
        ),
      );
    },
    async letGo({ workspaceId, id }) {
      await db.in(workspaceId)(
        'update slack_alert_posts set busy_until = null where workspace_id = $1 and id = $2',
        [workspaceId, id],
      );
    },
    async giveUp({ workspaceId, id }) {
      await db.in(workspaceId)(
        `update slack_alert_posts set unreachable = true, busy_until = null
         where workspace_id = $1 and id = $2`,
        [workspaceId, id],
      );
    },
  };
}

async function read(q: Query, { workspaceId, alertId }: Ref): Promise<SlackAlert | null> {
  const [row] = await q<
    AlertRow & {
      paged: number;
      workflow: string | null;
      escalate_to: string | null;
      seen_name: string | null;
      closed_name: string | null;
    }
  >(
    `select ${ALERT_COLUMNS}, a.paged, w.name as workflow,
       w.policy #>> '{paging,escalateTo}' as escalate_to, s.name as seen_name,
       c.name as closed_name
     from alerts a
     left join workflows w on w.workspace_id = a.workspace_id and w.id = a.workflow_id
     left join reviewers s on s.workspace_id = a.workspace_id and s.id = a.seen_by
     left join reviewers c on c.workspace_id = a.workspace_id and c.id = a.closed_by
     where a.workspace_id = $1 and a.id = $2`,
    [workspaceId, alertId],
  );
  if (!row) return null;
  return {
    alert: alertOf(row),
    paged: row.paged,
    ...present({
      workflow: row.workflow,
      escalateTo: row.escalate_to,
      seenBy: row.seen_name,
      closedBy: row.closed_name,
    }),
  };
}

/** What an open alert was told for; nothing once it was closed. */
const tellingsOf = ({ closedAt, urgency, escalatedAt }: Alert): ('raised' | 'escalated')[] =>
  closedAt === undefined
    ? [
        ...(urgency === 'page' ? (['raised'] as const) : []),
        ...(escalatedAt === undefined ? [] : (['escalated'] as const)),
      ]
    : [];

/**
 * Writes down where each telling goes, once: to whom the mail of it goes, as far as they are linked; to
 * the channel what was raised, and whatever reaches nobody.
 */
async function settle(q: Query, { workspaceId, alertId }: Ref, found: SlackAlert): Promise<void> {
  await q(
    `update slack_alert_posts s set unreachable = true from slack_accounts c
     where s.workspace_id = $1 and s.alert_id = $2 and s.ts is null and not s.unreachable
       and c.workspace_id = $1 and c.id = s.account_id and c.revoked_at is not null`,
    [workspaceId, alertId],
  );
  for (const why of tellingsOf(found.alert)) {
    const telling = [workspaceId, alertId, why, found.paged];
    const there = await q<{ unreachable: boolean }>(
      `select unreachable from slack_alert_posts
       where workspace_id = $1 and alert_id = $2 and why = $3 and paged = $4`,
      telling,
    );
    const named = why === 'raised' ? found.alert.owner : (found.escalateTo ?? '');
    const people =
      there.length > 0
        ? there.filter(({ unreachable }) => !unreachable)
        : await q(
            `insert into slack_alert_posts (workspace_id, alert_id, why, paged, account_id)
             select $1, $2, $3, $4, c.id from reviewers v
             join slack_accounts c on c.workspace_id = v.workspace_id and c.reviewer_id = v.id
               and c.revoked_at is null
             where v.workspace_id = $1 and case when $5::text = ''
               then v.role in ('manager', 'admin') else lower(v.email) = lower($5) end
             order by v.email, c.id limit ${MOST_PEOPLE} returning id`,
            [...telling, named],
          );
    if (people.length > 0 && (why === 'escalated' || there.length > 0)) continue;
    await q(
      `insert into slack_alert_posts (workspace_id, alert_id, why, paged)
       values ($1, $2, $3, $4) on conflict do nothing`,
      telling,
    );
  }
}
