import type { Claim, Flag } from '../../core/schema/claim.ts';
import type { Blind, Context, ReviewItem, Trigger } from '../../core/schema/proposal.ts';
import type { RiskTier } from '../../core/schema/workflow.ts';
import type {
  CurrentRevision,
  DecisionTarget,
  LookTarget,
  ReviewerIdentity,
} from '../dispatch/ports.ts';
import type { Query } from './db.ts';
import { ITEM_COLUMNS, ITEM_JOINS, type ItemRow, itemsOf } from './feed-items.ts';
import { placesOf } from './ownership-facts.ts';
import { iso, present, WORKFLOW_COLUMNS, type WorkflowRow, workflowOf } from './rows.ts';
import { sentOf, WENT_OUT } from './spot-check-shown.ts';
import { mayReview } from './visible.ts';

/*
 * Looks in the feed: an item under the look's own id, made from what is looked at as it was proposed. Of
 * what became of that nothing is in it: no decision, no clearance, no compose.
 */

/** `p` is what {@link ITEM_JOINS} joins to: the proposal, under its own id, as a look shows it. */
const LOOKED = `select k.workspace_id, k.proposal_id as id, p.kind, k.revision, 'pending' as state,
  'human' as lane, k.accounts, p.agent_id, p.workflow_id,
  case when k.reason = 'canary' then p.created_at else k.created_at end as created_at,
  case when k.reason = 'canary' then p.expires_at end as expires_at, k.moved_xid, k.moved_id,
  k.id as look_id, k.reason as look_reason, k.state as look_state, k.not_for, k.only_for,
  k.due_at as look_due, k.reviewer_id as look_by, k.decision_id as look_decision,
  k.action as look_action, k.decided_at as look_decided, c.content as planted_content, c.content_digest as planted_digest,
  c.flags as planted_flags, c.claims as planted_claims, c.tier as planted_tier,
  c.trigger as planted_trigger, c.blind as planted_blind, s.check_id,
  k.content_digest as look_digest, case when e.action = 'approve_edited' then e.content end as sent_content
  from looks k join proposals p on p.workspace_id = k.workspace_id and p.id = k.proposal_id
  left join canaries c on c.workspace_id = k.workspace_id and c.look_id = k.id
  left join spot_check_items s on s.workspace_id = k.workspace_id and s.look_id = k.id
  left join decisions e on e.workspace_id = s.workspace_id and e.id = s.decision_id`;
const LOOK_COLUMNS = `p.look_id, p.look_reason, p.look_state, p.not_for, p.only_for, p.look_due, p.look_by,
  p.check_id, p.look_digest, p.sent_content,
  p.look_decision, p.look_action, p.look_decided, p.planted_content,
  p.planted_digest, p.planted_flags, p.planted_claims, p.planted_tier, p.planted_trigger,
  p.planted_blind`;

export type LookRow = ItemRow & {
  look_id: string;
  look_reason: LookTarget['reason'];
  look_state: LookTarget['state'];
  not_for: string | null;
  only_for: string | null;
  check_id: string | null;
  look_digest: string;
  /** of a spot-check: what a person had made of it before it left */
  sent_content: string | null;
  look_due: Date;
  look_by: string | null;
  look_decision: string | null;
  look_action: string;
  look_decided: Date;
  planted_content: string | null;
  planted_digest: string | null;
  planted_flags: Flag[] | null;
  planted_claims: Claim[] | null;
  planted_tier: RiskTier | null;
  planted_trigger: Trigger | null;
  planted_blind: Blind | null;
};

/**
 * A page of looks, in the order of the feed; of a first pull none that was over before it began, but for
 * the canaries that this reviewer decided, which they keep.
 */
export const looksAfter = (
  q: Query,
  input: {
    workspaceId: string;
    deviceId: string;
    after: { xid: string; id: string };
    limit: number;
    /** where a first pull began */
    since: string | null;
    reviewerId: string;
  },
): Promise<LookRow[]> =>
  q<LookRow>(
    `with p as materialized (${LOOKED}
       where k.workspace_id = $1 and (k.moved_xid, k.moved_id) > ($3::text::xid8, $4::bigint)
         and k.moved_xid < pg_snapshot_xmin(pg_current_snapshot())
         and ($6::text is null or k.state = 'open' or k.moved_xid >= $6::text::xid8
           or (k.reason = 'canary' and k.reviewer_id = $7::uuid))
       order by k.moved_xid, k.moved_id limit $5)
     select ${ITEM_COLUMNS}, ${LOOK_COLUMNS} from p ${ITEM_JOINS} order by p.moved_xid, p.moved_id`,
    [
      ...[input.workspaceId, input.deviceId, input.after.xid, input.after.id, input.limit],
      ...[input.since, input.reviewerId],
    ],
  );

/** What a decision on a look is judged by; null where this is no look's id. */
export async function lookGround(
  q: Query,
  { workspaceId, id }: { workspaceId: string; id: string },
): Promise<{ look: LookTarget; current: CurrentRevision; target: DecisionTarget } | null> {
  type Row = WorkflowRow & {
    seen: string;
    agent_id: string;
    proposal_id: string;
    revision: number;
    reason: LookTarget['reason'];
    look_state: LookTarget['state'];
    not_for: string | null;
    only_for: string | null;
    accounts: string[] | null;
    content: string;
    content_digest: string;
    tier: RiskTier;
    context: Context | null;
    model_version: string;
    confidence: number;
  };
  const [row] = await q<Row>(
    `select ${WORKFLOW_COLUMNS}, w.xmin::text as seen, p.agent_id, k.proposal_id, k.revision, k.reason,
       k.state as look_state, k.not_for, k.only_for, k.accounts,
       case when k.reason = 'spot-check' then ${WENT_OUT} else coalesce(c.content, r.content) end
         as content,
       k.content_digest, r.tier, r.review -> 'context' as context, r.model_version, r.confidence
     from looks k
     join proposals p on p.workspace_id = k.workspace_id and p.id = k.proposal_id
     join revisions r on r.workspace_id = k.workspace_id and r.proposal_id = k.proposal_id
       and r.revision = k.revision and r.erased_at is null
     join workflows w on w.workspace_id = k.workspace_id and w.id = k.workflow_id
     left join canaries c on c.workspace_id = k.workspace_id and c.look_id = k.id
     left join spot_check_items s on s.workspace_id = k.workspace_id and s.look_id = k.id
     left join decisions e on e.workspace_id = s.workspace_id and e.id = s.decision_id
     where k.workspace_id = $1 and k.id = $2::uuid`,
    [workspaceId, id],
  );
  if (!row) return null;
  const { revision, content_digest: contentDigest, accounts, model_version, confidence } = row;
  const common = { state: 'pending' as const, lane: 'human' as const, revision };
  return {
    look: {
      ...{ id, reason: row.reason, state: row.look_state, revision, contentDigest },
      ...{ notFor: row.not_for, onlyFor: row.only_for },
    },
    current: {
      ...{ ...common, workspaceId, proposalId: id, agentId: row.agent_id, contentDigest },
      ...{ tier: row.tier, workflow: workflowOf(row), workflowSeen: row.seen, policy: row.policy },
      ...{ content: JSON.parse(row.content), ...present({ context: row.context }) },
    },
    target: {
      ...{ ...common, accounts, workflow_id: row.id, over: false, content_digest: contentDigest },
      ...{ model_version, confidence, callback_url: null },
    },
  };
}

/** One look by its id. */
export const lookRow = async (
  q: Query,
  input: { workspaceId: string; deviceId: string; id: string },
): Promise<LookRow | null> => {
  const [row] = await q<LookRow>(
    `with p as materialized (${LOOKED} where k.workspace_id = $1 and k.id = $3::uuid)
     select ${ITEM_COLUMNS}, ${LOOK_COLUMNS} from p ${ITEM_JOINS}`,
    [input.workspaceId, input.deviceId, input.id],
  );
  return row ?? null;
};

/** Why it came, of what must not say what came before. */
const LOOK: Trigger = {
  code: 'second-look',
  message: 'A look of its own: decide as if nobody had before you.',
};

/** The row as the reviewer's item is made of it. */
export function shownOf(row: LookRow): LookRow {
  if (row.look_reason === 'spot-check') return sentOf(row);
  const planted = row.planted_content !== null;
  // What it stands in for may have been drawn to be decided blind; a look says so for itself.
  const { blind: _its, ...review } = row.review;
  return {
    ...row,
    decision_id: null,
    clearance_id: null,
    host: null,
    ...(planted ? { routed: row.lane } : { due_at: row.look_due, routed: row.lane, trigger: LOOK }),
    ...(row.planted_content === null ? {} : { content: row.planted_content }),
    ...(row.planted_digest === null ? {} : { content_digest: row.planted_digest }),
    ...(row.planted_tier === null ? {} : { tier: row.planted_tier }),
    ...(row.planted_trigger === null ? {} : { trigger: row.planted_trigger }),
    ...(row.planted_flags === null ? {} : { flags: row.planted_flags }),
    review: {
      ...review,
      ...(row.planted_claims === null ? {} : { claims: row.planted_claims }),
      ...present({ blind: row.planted_blind }),
    },
  };
}

/**
 * Items of open looks that this reviewer may decide, by look. Whose it is, is asked of what it shows, so
 * that a canary is told to the same people in the same words as what it stands in for.
 */
export async function lookItems(
  q: Query,
  work: {
    identity: ReviewerIdentity;
    rows: readonly LookRow[];
    /** also what is another's to decide: asked for by its id */
    byId?: true;
  },
): Promise<Map<string, ReviewItem>> {
  const { identity, rows } = work;
  const items = new Map<string, ReviewItem>();
  const me = identity.reviewer.id;
  const open = rows.filter((row) =>
    row.look_state === 'open'
      ? row.not_for !== me && (row.only_for === null || row.only_for === me)
      : isToldTo(row, me),
  );
  // One at a time: two looks at one proposal share its id, by which places and items are known.
  for (const row of open) {
    const shown = shownOf(row);
    // Who answers for a decision is another question than who looks at what it led to.
    const places =
      row.look_reason === 'spot-check'
        ? new Map([[shown.id, { shown: mayReview(identity, shown) }]])
        : await placesOf(q, { identity, rows: [shown] });
    const seen = places.get(shown.id)?.shown || (work.byId && mayReview(identity, shown));
    if (!seen) continue;
    const [item] = await itemsOf(q, { identity, rows: [shown], places });
    if (!item) continue;
    const { placement: _placement, ...placed } = item;
    const { signOff: _signOff, ...free } = placed;
    // It has left: that its workflow is paused now changes nothing for it.
    const workflow = { ...free.workflow, paused: false };
    const rest = row.look_reason === 'spot-check' ? { ...free, workflow } : placed;
    items.set(row.look_id, {
      ...{ ...rest, proposalId: row.look_id, ...blindOf(row) },
      ...(row.look_state === 'open' ? {} : decidedOf(row, identity)),
    });
  }
  return items;
}

/** Whoever decided a canary keeps it, decided: what was planted is told beside it (the decision's answer). */
const isToldTo = (row: LookRow, reviewerId: string): boolean =>
  row.look_reason === 'canary' && row.look_state === 'decided' && row.look_by === reviewerId;

/** Nothing came of it whatever was decided: it shows as what goes nowhere. */
const decidedOf = (
  row: LookRow,
  { reviewer }: ReviewerIdentity,
): Pick<ReviewItem, 'state' | 'decision'> => ({
  state: 'rejected',
  ...(row.look_decision === null
    ? {}
    : {
        decision: {
          ...{ id: row.look_decision, action: row.look_action, by: reviewer.name },
          at: iso(row.look_decided),
        },
      }),
});

function blindOf({ look_reason, check_id }: LookRow): Pick<ReviewItem, 'blind'> {
  if (look_reason === 'canary') return {};
  if (look_reason !== 'spot-check') return { blind: { reason: look_reason } };
  // To extensions that know of none it is an audit, which it is.
  return { blind: { reason: 'audit', ...present({ spotCheck: check_id }) } };
}
