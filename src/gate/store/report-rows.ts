import type { Period } from '../dispatch/ports.ts';
import type { Query } from './db.ts';

/** A decision of the period, with what it is counted by. */
export type DecidedRow = {
  workflow_id: string;
  reviewer_id: string;
  action: 'approve' | 'approve_edited' | 'reject' | 'escalate';
  deliberate: boolean | null;
  /** seconds from the revision's arrival */
  seconds: number;
  template: string | null;
  model_version: string;
  /** of its first recipient; a proposal without one stands for itself */
  account: string;
};

/**
 * Decisions that stood when they were made, in a period. What was planted is in `looks`, so it is not
 * among them.
 */
export const decidedRows = (q: Query, { workspaceId, from, to }: Period): Promise<DecidedRow[]> =>
  q<DecidedRow>(
    `select d.workflow_id, d.reviewer_id, d.action, d.deliberate,
       greatest(0, extract(epoch from d.received_at - r.created_at))::float8 as seconds,
       r.review ->> 'template' as template, r.model_version,
       coalesce((select c.domain from recipients c where c.workspace_id = d.workspace_id
         and c.proposal_id = d.proposal_id order by c.person limit 1), d.proposal_id::text) as account
     from decisions d join revisions r on r.workspace_id = d.workspace_id
       and r.proposal_id = d.proposal_id and r.revision = d.revision
     where d.workspace_id = $1 and d.received_at >= $2 and d.received_at < $3
       and d.status = 'accepted'`,
    [workspaceId, from, to],
  );

/** Proposals of the period by workflow: how many there were, and how many a person sees. */
export const proposedRows = (q: Query, { workspaceId, from, to }: Period) =>
  q<{ workflow_id: string; proposals: number; people: number }>(
    `select p.workflow_id, count(*)::int as proposals,
       count(*) filter (where p.lane = 'human' or s.drawn)::int as people
     from proposals p
     left join lane_passes s on s.workspace_id = p.workspace_id and s.proposal_id = p.id
       and s.revision = p.revision
     where p.workspace_id = $1 and p.created_at >= $2 and p.created_at < $3
     group by 1`,
    [workspaceId, from, to],
  );

/** What was settled in the period, seen or not, with how likely it was to be seen. */
export const settledRows = (q: Query, { workspaceId, from, to }: Period) =>
  q<{ workflow_id: string; hit: boolean; inclusion: number; proposal_id: string }>(
    `select l.workflow_id, l.outcome = 'defect' as hit, l.inclusion, l.proposal_id from workflows w
     join labels l on l.workspace_id = w.workspace_id and l.workflow_id = w.id
     where w.workspace_id = $1 and l.settled_at >= $2 and l.settled_at < $3
       and l.outcome <> 'unseen'`,
    [workspaceId, from, to],
  );

/** Looks that were decided in the period: audits of what ran without a person, and planted defects. */
export const lookRows = (q: Query, { workspaceId, from, to }: Period) =>
  q<{
    workflow_id: string;
    reason: 'audit' | 'canary';
    defect: boolean;
    inclusion: number;
    proposal_id: string;
    flagged: boolean | null;
  }>(
    `select k.workflow_id, k.reason, k.defect, k.inclusion, k.proposal_id,
       (select c.flagged from canaries c where c.workspace_id = k.workspace_id
         and c.look_id = k.id) as flagged
     from workflows w
     join looks k on k.workspace_id = w.workspace_id and k.workflow_id = w.id
     where w.workspace_id = $1 and k.state = 'decided' and k.reason in ('audit', 'canary')
       and k.decided_at >= $2 and k.decided_at < $3`,
    [workspaceId, from, to],
  );
