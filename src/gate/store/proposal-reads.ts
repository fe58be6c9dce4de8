import type { Reason } from '../../core/schema/decision.ts';
import type { ProposalState } from '../../core/schema/proposal.ts';
import type { Lane } from '../../core/schema/workflow.ts';
import type { DecisionReport } from '../../protocol/proposals.ts';
import type { CurrentRevision } from '../dispatch/ports.ts';
import type { Query } from './db.ts';
import { iso, present, WORKFLOW_COLUMNS, type WorkflowRow, workflowOf } from './rows.ts';

type Ref = { workspaceId: string; proposalId: string };

/** State, content and workflow of the current revision; null when it isn't this workspace's. */
export async function currentRevision(query: Query, ref: Ref): Promise<CurrentRevision | null> {
  type Row = WorkflowRow & {
    agent_id: string;
    revision: number;
    proposal_state: ProposalState;
    lane: Lane;
    content: string;
    content_digest: string;
  };
  const [row] = await query<Row>(
    `select ${WORKFLOW_COLUMNS}, p.agent_id, p.revision, p.state as proposal_state, p.lane,
       r.content, r.content_digest
     from proposals p
     join revisions r on r.workspace_id = p.workspace_id and r.proposal_id = p.id
       and r.revision = p.revision
     join workflows w on w.workspace_id = p.workspace_id and w.id = p.workflow_id
     where p.workspace_id = $1 and p.id = $2`,
    [ref.workspaceId, ref.proposalId],
  );
  if (!row) return null;
  return {
    ...ref,
    agentId: row.agent_id,
    workflow: workflowOf(row),
    revision: row.revision,
    state: row.proposal_state,
    lane: row.lane,
    content: JSON.parse(row.content),
    contentDigest: row.content_digest,
    policy: row.policy,
  };
}

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
  return { ...head, decision: null };
}
