import { Refusal, type SlackStore } from '../dispatch/ports.ts';
import { constraintOf, type Db } from './db.ts';
import { plainItem } from './feed-items.ts';
import { type ReviewerRow, reviewerOf } from './identity-rows.ts';
import { SLACK_QUEUE, sendSlack } from './queues.ts';
import { iso, present } from './rows.ts';
import { slackAlertStore } from './slack-alerts.ts';
import { beginSlack, followSlack } from './slack-follow.ts';

/** Slack users and whose they are, the one message of each proposal, and the jobs that change it. */
export function slackStore(db: Db): SlackStore {
  return {
    async link({ workspaceId, id, reviewerId, teamId, userId, by }) {
      await db
        .tx({ workspaceId, actor: by }, (q) =>
          q(
            `insert into slack_accounts (workspace_id, id, reviewer_id, team_id, user_id, linked_by)
             values ($1, $2, $3, $4, $5, $6)`,
            [workspaceId, id, reviewerId, teamId, userId, by],
          ),
        )
        .catch(taken);
    },
    async unlink({ workspaceId, reviewerId, by }) {
      const rows = await db.tx({ workspaceId, actor: by }, (q) =>
        q(
          `update slack_accounts set revoked_at = now()
           where workspace_id = $1 and reviewer_id = $2 and revoked_at is null returning id`,
          [workspaceId, reviewerId],
        ),
      );
      return rows.length;
    },
    async accounts(workspaceId) {
      const rows = await db.in(workspaceId)<
        Record<'id' | 'team_id' | 'user_id' | 'reviewer_id' | 'name' | 'email', string> & {
          linked_at: Date;
          revoked_at: Date | null;
        }
      >(
        `select a.id, a.team_id, a.user_id, a.reviewer_id, v.name, v.email, a.linked_at, a.revoked_at
         from slack_accounts a
         join reviewers v on v.workspace_id = a.workspace_id and v.id = a.reviewer_id
         where a.workspace_id = $1 order by a.linked_at, a.id`,
        [workspaceId],
      );
      return rows.map((row) => ({
        id: row.id,
        teamId: row.team_id,
        userId: row.user_id,
        reviewer: { id: row.reviewer_id, name: row.name, email: row.email },
        linkedAt: iso(row.linked_at),
        ...present({ revokedAt: row.revoked_at && iso(row.revoked_at) }),
      }));
    },
    async putCode({ workspaceId, codeHash, reviewerId, ttlSeconds }) {
      await db.in(workspaceId)(
        `insert into slack_codes (workspace_id, code_hash, reviewer_id, expires_at)
         values ($1, $2, $3, now() + make_interval(secs => $4))`,
        [workspaceId, codeHash, reviewerId, ttlSeconds],
      );
    },
    redeemCode: ({ workspaceId, id, codeHash, teamId, userId }) =>
      // Used up first: one UPDATE, one winner. Somebody else's code moves no link that there is.
      db
        .tx({ workspaceId, actor: 'slack' }, async (q) => {
          const [code] = await q<{ reviewer_id: string; name: string }>(
            `update slack_codes c set used_at = now() from reviewers v
             where c.workspace_id = $1 and c.code_hash = $2 and c.used_at is null
               and c.expires_at > now() and v.workspace_id = c.workspace_id and v.id = c.reviewer_id
             returning c.reviewer_id, v.name`,
            [workspaceId, codeHash],
          );
          if (!code) return null;
          await q(
            `insert into slack_accounts (workspace_id, id, reviewer_id, team_id, user_id, linked_by)
             values ($1, $2, $3, $4, $5, 'code')`,
            [workspaceId, id, code.reviewer_id, teamId, userId],
          );
          return { name: code.name };
        })
        .catch(taken),
    async person({ workspaceId, teamId, userId }) {
      const [row] = await db.in(workspaceId)<ReviewerRow & { account: string }>(
        `select a.id as account, v.id, v.name, v.email, v.role, v.mailboxes from slack_accounts a
         join reviewers v on v.workspace_id = a.workspace_id and v.id = a.reviewer_id
         where a.workspace_id = $1 and a.team_id = $2 and a.user_id = $3 and a.revoked_at is null`,
        [workspaceId, teamId, userId],
      );
      return row ? { accountId: row.account, reviewer: reviewerOf(row) } : null;
    },

    async kept({ workspaceId, proposalIds }) {
      const rows = await db.in(workspaceId)<{ id: string }>(
        // What is no proposal is something else that people look at: on its page.
        `select w.id from unnest($2::uuid[]) as w (id)
         left join proposals p on p.workspace_id = $1 and p.id = w.id
         where p.id is null or kept_to_pages(p.workspace_id, p.id, p.revision)`,
        [workspaceId, proposalIds],
      );
      return new Set(rows.map(({ id }) => id));
    },

    async item({ workspaceId, proposalId }) {
      const q = db.in(workspaceId);
      const found = await plainItem(q, { workspaceId, proposalId });
      if (!found) return null;
      const [row] = await q<{ kept: boolean; slack: boolean }>(
        `select kept_to_pages($1, $2, $3) as kept, exists (select from decisions d
           where d.workspace_id = $1 and d.proposal_id = $2 and d.revision = $3 and d.standing
             and d.channel = 'slack') as slack`,
        [workspaceId, proposalId, found.item.revision],
      );
      return { ...found, kept: row?.kept ?? true, bySlack: row?.slack ?? false };
    },
    begin: (workspaceId) => beginSlack(db, workspaceId),
    follow: (input) => followSlack(db, input),
    async queue(job) {
      await db.tx({ workspaceId: job.workspaceId, actor: 'gate:slack' }, (q) => sendSlack(q, job));
      db.wake(SLACK_QUEUE);
    },
    take: ({ workspaceId, proposalId, seconds }) =>
      db.tx({ workspaceId, actor: 'gate:slack' }, async (q) => {
        const [row] = await q<Record<'channel' | 'ts' | 'shown', string | null>>(
          `insert into slack_posts as s (workspace_id, proposal_id, busy_until)
           values ($1, $2, now() + make_interval(secs => $3))
           on conflict (workspace_id, proposal_id) do update set busy_until = excluded.busy_until
             where s.busy_until is null or s.busy_until < now()
           returning channel, ts, shown`,
          [workspaceId, proposalId, seconds],
        );
        return row ?? null;
      }),
    async put({ workspaceId, proposalId, channel, ts, shown, waits }) {
      await db.tx({ workspaceId, actor: 'gate:slack' }, (q) =>
        q(
          `update slack_posts set channel = $3, ts = $4, shown = $5, waits = $6, busy_until = null
           where workspace_id = $1 and proposal_id = $2`,
          [workspaceId, proposalId, channel, ts, shown, waits],
        ),
      );
    },
    async letGo({ workspaceId, proposalId }) {
      await db.in(workspaceId)(
        `update slack_posts set busy_until = null where workspace_id = $1 and proposal_id = $2`,
        [workspaceId, proposalId],
      );
    },
    alerts: slackAlertStore(db),
  };
}

function taken(error: unknown): never {
  if (constraintOf(error) === 'one_person_a_slack_user')
    throw new Refusal(
      'binding-conflict',
      'This Slack user is linked already; unlink that person first (gate slack unlink).',
    );
  throw error;
}
