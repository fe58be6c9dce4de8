import type { ProposalState } from '../../core/schema/proposal.ts';
import { wilson } from '../../core/stats/wilson.ts';
import type { RecallAnswer, RecallRequest } from '../../protocol/levers.ts';
import type { LeverStore } from '../dispatch/ports.ts';
import { voidClearances } from './clearance-rows.ts';
import type { Db, Query } from './db.ts';
import { iso } from './rows.ts';

/** What whoever decides it again reads, where the rule took it back. */
export const UNREAD = 'the review was not deliberate';
const RULE = 'gate:attention';

type Recalling = {
  workspaceId: string;
  id: string;
  reviewerId: string;
  byRule: boolean;
  request: Omit<RecallRequest, 'reviewer'>;
};

/** {@link LeverStore.recall}. */
export async function recall(
  db: Db,
  { workspaceId, id, by, request }: Parameters<LeverStore['recall']>[0],
): Promise<RecallAnswer | null> {
  const [reviewer] = await db.in(workspaceId)<{ id: string }>(
    'select id from reviewers where workspace_id = $1 and email = $2',
    [workspaceId, request.reviewer.toLowerCase()],
  );
  if (!reviewer) return null;
  const work = { workspaceId, id, reviewerId: reviewer.id, byRule: false, request };
  const answer = await db.tx({ workspaceId, actor: by }, (q) => takeBack(q, work));
  if (answer.recalled.length > 0) db.moved(workspaceId);
  return answer;
}

/** {@link LeverStore.recallUnread}. */
export async function recallUnread(db: Db, { newId }: { newId(): string }): Promise<number> {
  let count = 0;
  for (const workspaceId of await db.due('select recalling_in() as workspace_id')) {
    const rows = await db.in(workspaceId)<{
      reviewer_id: string;
      n: number;
      deliberate: number;
      since: Date;
      unread: boolean;
    }>(
      `select d.reviewer_id, count(*)::int as n,
         count(*) filter (where d.deliberate)::int as deliberate,
         now() - interval '1 hour' as since,
         bool_or(not d.deliberate and d.standing and d.action <> 'reject'
           and p.state = 'approved') as unread
       from decisions d
       join workflows w on w.workspace_id = d.workspace_id and w.id = d.workflow_id
       join proposals p on p.workspace_id = d.workspace_id and p.id = d.proposal_id
       where d.workspace_id = $1 and d.received_at > now() - interval '1 hour'
         and d.status = 'accepted' and d.deliberate is not null and d.action <> 'escalate'
         and w.policy -> 'fatigue' ->> 'recallUnread' = 'true'
       group by d.reviewer_id`,
      [workspaceId],
    );
    for (const { reviewer_id: reviewerId, n, deliberate, since, unread } of rows) {
      if (!unread || wilson(deliberate, n).high >= 0.5) continue;
      const request = { since: iso(since), unreadOnly: true, reason: UNREAD };
      const work = { workspaceId, id: newId(), reviewerId, byRule: true, request };
      const { recalled } = await db.tx({ workspaceId, actor: RULE }, (q) => takeBack(q, work));
      count += recalled.length;
      if (recalled.length > 0) db.moved(workspaceId);
    }
  }
  return count;
}

type Approval = { proposal_id: string; revision: number; decision_id: string };

/** $1 workspace, $2 reviewer, $3 since, $4 only unread, $5 by rule: only where policy says so. */
const THEIRS = `d.workspace_id = $1 and d.reviewer_id = $2 and d.received_at >= $3::timestamptz
  and d.status = 'accepted' and d.action in ('approve', 'approve_edited')
  and (not $4 or d.deliberate is false)
  and (not $5 or exists (select from workflows w where w.workspace_id = d.workspace_id
    and w.id = d.workflow_id and w.policy -> 'fatigue' ->> 'recallUnread' = 'true'))`;
/** Theirs alone, or one of several that the law asks for, cleared or waiting for the others. */
const COUNTS = `p.revision = d.revision and (p.state = 'approved' and d.standing
  or p.state in ('approved', 'pending') and exists (select from concurrences c
    where c.workspace_id = d.workspace_id and c.decision_id = d.id
      and not exists (select from recalled_approvals x
        where x.workspace_id = c.workspace_id and x.decision_id = c.decision_id)))`;
const OF = 'join proposals p on p.workspace_id = d.workspace_id and p.id = d.proposal_id';

/**
 * Proposals first, in the order of their ids, like a redemption: one that comes first is gone and
 * listed, one that comes after finds its clearance void.
 */
async function takeBack(q: Query, work: Recalling): Promise<RecallAnswer> {
  const { workspaceId, id, reviewerId, byRule, request } = work;
  const { since, unreadOnly = false, reason } = request;
  const theirs = [workspaceId, reviewerId, since, unreadOnly, byRule];
  await q(
    `select p.id from proposals p where p.workspace_id = $1 and p.id in (
       select d.proposal_id from decisions d ${OF} where ${THEIRS} and ${COUNTS})
     order by p.id for update of p`,
    theirs,
  );
  // Read again under the locks: what moved while we waited is as it is now.
  const approvals = await q<Approval>(
    `select d.proposal_id, d.revision, d.id as decision_id from decisions d ${OF}
     where ${THEIRS} and ${COUNTS} order by d.proposal_id for update of p`,
    theirs,
  );
  const ids = approvals.map(({ proposal_id }) => proposal_id);
  await voidClearances(q, { workspaceId, proposalIds: ids, reason: `recalled: ${reason}` });
  const gone = await q<{ proposal_id: string; state: ProposalState }>(
    `select d.proposal_id, p.state from decisions d ${OF}
     where ${THEIRS} and d.standing and p.revision = d.revision
       and p.state in ('dispatching', 'executed', 'unknown') order by d.received_at`,
    theirs,
  );
  await q(
    `insert into recalls (workspace_id, id, reviewer_id, by_rule, reason, since, recalled, gone)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [workspaceId, id, reviewerId, byRule, reason, since, ids.length, gone.length],
  );
  await q(
    `insert into recalled_approvals (workspace_id, decision_id, recall_id, proposal_id, revision)
     select $1, decision_id, $2, proposal_id, revision
     from jsonb_populate_recordset(null::recalled_approvals, $3)`,
    [workspaceId, id, JSON.stringify(approvals)],
  );
  // What waited for others' approval stays pending; written all the same, so that the feed moves.
  await q(
    `update proposals set state = 'pending' where workspace_id = $1 and id = any ($2::uuid[])`,
    [workspaceId, ids],
  );
  return {
    id,
    recalled: ids,
    gone: gone.map(({ proposal_id, state }) => ({ proposalId: proposal_id, state })),
  };
}
