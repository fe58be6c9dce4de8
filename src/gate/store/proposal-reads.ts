import type { CloneSubject } from '../../core/clones/subject.ts';
import { isOpenToAll } from '../../core/ownership/whose.ts';
import type { Reason } from '../../core/schema/decision.ts';
import type { Context, ProposalState } from '../../core/schema/proposal.ts';
import type { Lane, RiskTier } from '../../core/schema/workflow.ts';
import type { DecisionReport } from '../../protocol/proposals.ts';
import type { CurrentRevision, DecisionTarget } from '../dispatch/ports.ts';
import type { Query } from './db.ts';
import type { Earlier } from './decision-rules.ts';
import { iso, present, WORKFLOW_COLUMNS, type WorkflowRow, workflowOf } from './rows.ts';

type Ref = { workspaceId: string; proposalId: string };

type CurrentRow = WorkflowRow & {
  seen: string;
  agent_id: string;
  revision: number;
  proposal_state: ProposalState;
  lane: Lane;
  tier: RiskTier;
  content: string;
  content_digest: string;
  context: Context | null;
};
const CURRENT_COLUMNS = `${WORKFLOW_COLUMNS}, w.xmin::text as seen, p.agent_id, p.revision, p.state as proposal_state,
  p.lane, r.tier, r.content, r.content_digest, r.review -> 'context' as context`;
const CURRENT_JOINS = `
  join revisions r on r.workspace_id = p.workspace_id and r.proposal_id = p.id
    and r.revision = p.revision
  join workflows w on w.workspace_id = p.workspace_id and w.id = p.workflow_id`;

/** State, content and workflow of the current revision; null when it isn't this workspace's. */
export async function currentRevision(query: Query, ref: Ref): Promise<CurrentRevision | null> {
  const [row] = await query<CurrentRow>(
    `select ${CURRENT_COLUMNS} from proposals p ${CURRENT_JOINS}
     where p.workspace_id = $1 and p.id = $2`,
    [ref.workspaceId, ref.proposalId],
  );
  return row ? currentOf(ref, row) : null;
}

/** What clones are told by; the review part is as the agent submitted it, in normal form. */
export async function cloneSubject(query: Query, ref: Ref): Promise<CloneSubject | null> {
  type Row = Pick<CloneSubject, 'kind' | 'revision' | 'state' | 'lane' | 'tier' | 'flags'> & {
    workflow_id: string;
    content: string;
    review: Pick<CloneSubject, 'claims' | 'context' | 'placement' | 'template' | 'slots' | 'blind'>;
    recalled: CloneSubject['recalled'] | null;
  };
  const [row] = await query<Row>(
    `select p.kind, p.revision, p.state, p.lane, p.workflow_id, r.tier, r.content, r.flags, r.review,
       (select json_build_object('at', l.at, 'reason', l.reason)
        from recalled_approvals x join recalls l
          on l.workspace_id = x.workspace_id and l.id = x.recall_id
        where x.workspace_id = p.workspace_id and x.proposal_id = p.id
          and x.revision = p.revision limit 1) as recalled
     from proposals p join revisions r on r.workspace_id = p.workspace_id
       and r.proposal_id = p.id and r.revision = p.revision
     where p.workspace_id = $1 and p.id = $2`,
    [ref.workspaceId, ref.proposalId],
  );
  if (!row) return null;
  const { workflow_id, content, review, recalled, ...rest } = row;
  const { claims, context, placement, template, slots, blind } = review;
  return {
    ...{ proposalId: ref.proposalId, workflow: { id: workflow_id } },
    ...{ ...rest, claims, content: JSON.parse(content) },
    ...present({ context, placement, template, slots, blind, recalled }),
  };
}

const currentOf = ({ workspaceId, proposalId }: Ref, row: CurrentRow): CurrentRevision => ({
  workspaceId,
  proposalId,
  agentId: row.agent_id,
  workflow: workflowOf(row),
  workflowSeen: row.seen,
  revision: row.revision,
  state: row.proposal_state,
  lane: row.lane,
  tier: row.tier,
  content: JSON.parse(row.content),
  contentDigest: row.content_digest,
  policy: row.policy,
  ...present({ context: row.context }),
});

/** All that a decision is judged by, in one read; `earlier` is a decision under the same id. */
export async function decisionGround(
  query: Query,
  ref: Ref & { decisionId: string },
): Promise<{
  earlier: Earlier | null;
  current: CurrentRevision | null;
  target: DecisionTarget | null;
}> {
  type Row = { earlier: Earlier | null } & (
    | { proposal_state: null }
    | (CurrentRow & Pick<DecisionTarget, 'accounts' | 'over' | TargetOfRevision>)
  );
  const [row] = await query<Row>(
    `select now_.*, e.earlier from (select 1) as always
     left join (select ${CURRENT_COLUMNS}, p.accounts, p.expires_at <= now() as over,
         r.model_version, r.confidence, r.callback_url,
         p.state = 'escalated' and exists (select from escalation_returns e
         where e.workspace_id = p.workspace_id and e.proposal_id = p.id
           and e.revision = p.revision) as returned
       from proposals p ${CURRENT_JOINS} where p.workspace_id = $1 and p.id = $2
         and not exists (select from looks h where h.workspace_id = p.workspace_id
           and h.proposal_id = p.id and h.reason = 'canary' and h.state = 'open')) now_ on true
     left join (select to_json(d) as earlier from (
         select proposal_id, revision, action, content_digest, status, conflict, detail
         from decisions where workspace_id = $1 and id = $3) d) e on true`,
    [ref.workspaceId, ref.proposalId, ref.decisionId],
  );
  const earlier = row?.earlier ?? null;
  if (!row || row.proposal_state === null) return { earlier, current: null, target: null };
  const { revision, lane, accounts, over, content_digest } = row;
  const { model_version, confidence, callback_url, returned = false } = row;
  return {
    earlier,
    current: currentOf(ref, row),
    target: {
      ...{ revision, lane, accounts, over, content_digest, model_version, confidence },
      ...{ callback_url, returned, state: row.proposal_state, workflow_id: row.id },
      guarded: !isOpenToAll(row.policy),
    },
  };
}

type TargetOfRevision = 'model_version' | 'confidence' | 'callback_url' | 'returned';

/** What the agent is told: the standing decision on the current revision, or the policy's. */
export async function decisionReport(query: Query, ref: Ref): Promise<DecisionReport | null> {
  type Row = {
    revision: number;
    state: ProposalState;
    decision_id: string | null;
    action: NonNullable<DecisionReport['decision']>['action'] | null;
    reason: Reason | null;
    difference: string | null;
    received_at: Date | null;
    cleared_at: Date | null;
  };
  const [row] = await query<Row>(
    `select p.revision, p.state, d.id as decision_id, d.action, d.reason, d.difference,
       d.received_at, c.issued_at as cleared_at
     from proposals p
     left join lateral (select id, action, reason, difference, received_at from decisions
       where workspace_id = p.workspace_id and proposal_id = p.id and revision = p.revision
         and standing order by action = 'escalate', received_at desc limit 1) d on true
     left join lateral (select issued_at from clearances
       where workspace_id = p.workspace_id and proposal_id = p.id and revision = p.revision
         and decision_id is null and state <> 'void' limit 1) c on true
     where p.workspace_id = $1 and p.id = $2`,
    [ref.workspaceId, ref.proposalId],
  );
  if (!row) return null;
  const head = {
    proposalId: ref.proposalId,
    revision: row.revision,
    state: row.state,
  };
  if (row.decision_id !== null && row.action !== null && row.received_at !== null) {
    return {
      ...head,
      decision: {
        id: row.decision_id,
        action: row.action,
        receivedAt: iso(row.received_at),
        ...present({ reason: row.reason, difference: row.difference }),
      },
    };
  }
  if (row.cleared_at !== null) {
    return {
      ...head,
      decision: { action: 'policy', receivedAt: iso(row.cleared_at) },
    };
  }
  const withdrawn = row.state === 'withdrawn' ? await withdrawalOf(query, ref) : null;
  return { ...head, decision: null, ...present({ withdrawn }) };
}

/** Why the gate withdrew it; null where its own agent did. */
export async function withdrawalOf(
  query: Query,
  ref: Ref,
): Promise<DecisionReport['withdrawn'] | null> {
  const [row] = await query<{ reason: string; detail: string; at: Date }>(
    `select reason, detail, at from withdrawals where workspace_id = $1 and proposal_id = $2
     order by at desc limit 1`,
    [ref.workspaceId, ref.proposalId],
  );
  return row ? { ...row, at: iso(row.at) } : null;
}
