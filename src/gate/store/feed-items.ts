import { escalationHours } from '../../core/ownership/escalation.ts';
import { signOffOf } from '../../core/review/sign-off.ts';
import type { Claim, Flag, ReasoningStep } from '../../core/schema/claim.ts';
import type { Kind } from '../../core/schema/kind.ts';
import type {
  Binding,
  Blind,
  Context,
  Placement,
  ProposalState,
  ReviewItem,
  TrackRecord,
  Trigger,
} from '../../core/schema/proposal.ts';
import type { MergeSlot } from '../../core/schema/slot.ts';
import type { Lane, Pattern, Policy, RiskTier } from '../../core/schema/workflow.ts';
import type { ReviewerIdentity } from '../dispatch/ports.ts';
import { DECIDABLE } from '../dispatch/states.ts';
import type { Query } from './db.ts';
import type { Place } from './ownership-facts.ts';
import { iso, present } from './rows.ts';
import { trackRecord } from './track-record.ts';

/** Parameters of both: $1 the workspace, $2 the device that reads. */
export const ITEM_COLUMNS = `p.id, p.workspace_id, p.kind, p.revision, p.state, p.lane, p.accounts,
  p.created_at, p.expires_at, p.moved_xid::text as moved_xid, p.moved_id,
  r.lane as routed, exists (select from looks h where h.workspace_id = p.workspace_id
    and h.proposal_id = p.id and h.reason = 'canary' and h.state = 'open') as held,
  p.workflow_id, w.name as workflow_name, w.pattern, w.state as workflow_state, w.policy,
  a.name as agent_name, r.model, r.model_version, r.tier, r.trigger, r.content, r.content_digest,
  r.confidence, r.flags, r.review, r.due_at, r.erased_at,
  b.host, b.account, b.draft_id, b.thread_id, b.bound_at,
  d.id as decision_id, d.action, d.by, d.received_at, d.reason_code, d.note,
  c.id as clearance_id, c.content_digest as cleared_digest, c.compose_digest, c.executor,
  c.expires_at as clearance_expires_at, c.state as clearance_state,
  t.recalled_at, t.recalled_for, er.returned_at`;
export const ITEM_JOINS = `
  join revisions r on r.workspace_id = p.workspace_id and r.proposal_id = p.id
    and r.revision = p.revision
  join workflows w on w.workspace_id = p.workspace_id and w.id = p.workflow_id
  join agents a on a.workspace_id = p.workspace_id and a.id = p.agent_id
  left join bindings b on b.workspace_id = p.workspace_id and b.proposal_id = p.id
    and b.released_at is null
  left join lateral (
    select s.id, s.action, v.name as by, s.received_at, s.reason ->> 'code' as reason_code,
      case when s.action = 'escalate' then s.reason ->> 'note' end as note
    from decisions s join reviewers v on v.workspace_id = s.workspace_id and v.id = s.reviewer_id
    where s.workspace_id = p.workspace_id and s.proposal_id = p.id and s.revision = p.revision
      and s.standing order by s.action = 'escalate' limit 1) d on true
  left join lateral (
    select k.id, k.content_digest, k.compose_digest, k.executor, k.expires_at, k.state
    from clearances k where k.workspace_id = p.workspace_id and k.proposal_id = p.id
      and k.revision = p.revision and k.executor = 'gmail-compose:' || $2
    order by k.issued_at desc limit 1) c on true
  left join lateral (
    select l.at as recalled_at, l.reason as recalled_for
    from recalled_approvals x join recalls l
      on l.workspace_id = x.workspace_id and l.id = x.recall_id
    where x.workspace_id = p.workspace_id and x.proposal_id = p.id and x.revision = p.revision
    order by l.at desc limit 1) t on true
  left join lateral (
    select e.at as returned_at from escalation_returns e
    where e.workspace_id = p.workspace_id and e.proposal_id = p.id and e.revision = p.revision
      and e.decision_id = d.id) er on true`;

export type ItemRow = {
  id: string;
  workspace_id: string;
  kind: Kind;
  revision: number;
  state: ProposalState;
  lane: Lane;
  accounts: string[] | null;
  created_at: Date;
  expires_at: Date | null;
  moved_xid: string;
  moved_id: string;
  /** where it was routed; `lane` is where it is, once that lane has closed */
  routed: Lane;
  /** a canary stands in for it */
  held: boolean;
  workflow_id: string;
  workflow_name: string;
  pattern: Pattern;
  workflow_state: 'running' | 'paused';
  policy: Policy;
  agent_name: string;
  model: string;
  model_version: string;
  tier: RiskTier;
  trigger: Trigger;
  content: string;
  content_digest: string;
  confidence: number;
  flags: Flag[];
  review: {
    reasoning: ReasoningStep[];
    claims: Claim[];
    context?: Context;
    placement?: Placement;
    template?: string;
    slots?: MergeSlot[];
    blind?: Blind;
  };
  due_at: Date;
  erased_at: Date | null;
  host: Binding['host'] | null;
  account: string;
  draft_id: string;
  thread_id: string | null;
  bound_at: Date;
  decision_id: string | null;
  action: string;
  by: string;
  received_at: Date;
  reason_code: string | null;
  note: string | null;
  clearance_id: string | null;
  cleared_digest: string;
  compose_digest: string | null;
  executor: string;
  clearance_expires_at: Date;
  clearance_state: 'open' | 'redeemed' | 'void';
  recalled_at: Date | null;
  recalled_for: string;
  /** its escalation came back unanswered */
  returned_at: Date | null;
};

/** A proposal's item as nobody's in particular, with its policy; null when there is none. */
export async function plainItem(
  query: Query,
  { workspaceId, proposalId }: { workspaceId: string; proposalId: string },
): Promise<{ item: ReviewItem; policy: Policy } | null> {
  const [row] = await query<ItemRow>(
    `select ${ITEM_COLUMNS} from proposals p ${ITEM_JOINS}
     where p.workspace_id = $1 and p.id = $3::uuid`,
    [workspaceId, '', proposalId],
  );
  if (!row) return null;
  const record = await trackRecord(query, {
    workspaceId,
    workflowId: row.workflow_id,
    modelVersion: row.model_version,
    confidence: row.confidence,
  });
  return { item: itemOf(row, record), policy: row.policy };
}

/** Rows as reviewers get them, with what such a confidence was worth so far. */
export async function itemsOf(
  query: Query,
  work: { identity: ReviewerIdentity; rows: ItemRow[]; places: ReadonlyMap<string, Place> },
): Promise<ReviewItem[]> {
  // A page has few workflows, versions and confidences: one look-up for each, not one a row.
  const records = new Map<string, Promise<TrackRecord>>();
  const recordOf = (row: ItemRow): Promise<TrackRecord> => {
    const key = JSON.stringify([row.workflow_id, row.model_version, row.confidence]);
    const known = records.get(key);
    if (known) return known;
    const record = trackRecord(query, {
      workspaceId: row.workspace_id,
      workflowId: row.workflow_id,
      modelVersion: row.model_version,
      confidence: row.confidence,
    });
    records.set(key, record);
    return record;
  };
  return Promise.all(
    work.rows.map(async (row) => {
      const { shown: _shown, ...place } = work.places.get(row.id) ?? { shown: true };
      const item = itemOf(row, await recordOf(row));
      const { policy } = row;
      const signOff = signOffOf(item.content, { policy, reviewer: work.identity.reviewer });
      return { ...item, ...present({ signOff }), ...place };
    }),
  );
}

const CLOSED_SINCE: Trigger = {
  code: 'lane-closed',
  message: 'It would have run without a person; the lane was closed before it had.',
};

function itemOf(row: ItemRow, record: TrackRecord): ReviewItem {
  const { version, undoSeconds, unknownCompose, pricing, fatigue } = row.policy;
  return {
    proposalId: row.id,
    workspaceId: row.workspace_id,
    workflow: {
      id: row.workflow_id,
      name: row.workflow_name,
      pattern: row.pattern,
      paused: row.workflow_state === 'paused',
    },
    agent: {
      name: row.agent_name,
      model: row.model,
      modelVersion: row.model_version,
    },
    kind: row.kind,
    revision: row.revision,
    state: row.state,
    lane: row.lane,
    tier: row.tier,
    trigger: row.routed === row.lane ? row.trigger : CLOSED_SINCE,
    content: JSON.parse(row.content),
    contentDigest: row.content_digest,
    confidence: row.confidence,
    trackRecord: record,
    reasoning: row.review.reasoning,
    claims: row.review.claims,
    flags: row.flags,
    policy: {
      ...{ version, undoSeconds, unknownCompose },
      ...present({ pricing: row.kind === 'price.quote' ? pricing : undefined, fatigue }),
    },
    createdAt: iso(row.created_at),
    dueAt: iso(row.due_at),
    ...present({
      context: row.review.context,
      placement: row.review.placement,
      template: row.review.template,
      slots: row.review.slots,
      expiresAt: row.expires_at && iso(row.expires_at),
      binding: bindingIn(row),
      decision: decisionIn(row),
      clearance: clearanceIn(row),
      blind: row.review.blind && { reason: row.review.blind.reason },
      recalled: recalledIn(row),
      escalation: escalationIn(row),
    }),
  };
}

const bindingIn = (row: ItemRow): Binding | null =>
  row.host && {
    host: row.host,
    account: row.account,
    draftId: row.draft_id,
    boundAt: iso(row.bound_at),
    ...present({ threadId: row.thread_id }),
  };

const decisionIn = (row: ItemRow): ReviewItem['decision'] | null =>
  row.decision_id === null
    ? null
    : {
        id: row.decision_id,
        action: row.action,
        by: row.by,
        at: iso(row.received_at),
        ...present({ reason: row.reason_code, note: row.note }),
      };

const clearanceIn = (row: ItemRow): ReviewItem['clearance'] | null =>
  row.clearance_id === null
    ? null
    : {
        id: row.clearance_id,
        contentDigest: row.cleared_digest,
        executor: row.executor,
        expiresAt: iso(row.clearance_expires_at),
        state: row.clearance_state,
        ...present({ composeDigest: row.compose_digest }),
      };

/** While it is escalated: until when it waits for its answer, and since when it is back without one. */
const escalationIn = (row: ItemRow): ReviewItem['escalation'] | null =>
  row.state !== 'escalated' || row.action !== 'escalate'
    ? null
    : {
        returnsAt: iso(
          new Date(row.received_at.getTime() + escalationHours(row.policy) * 3_600_000),
        ),
        ...present({ returned: row.returned_at && iso(row.returned_at) }),
      };

/** Of what waits again only: once it is decided anew, the recall is history. */
const recalledIn = (row: ItemRow): ReviewItem['recalled'] | null =>
  row.recalled_at === null || !DECIDABLE.has(row.state)
    ? null
    : { at: iso(row.recalled_at), reason: row.recalled_for };
