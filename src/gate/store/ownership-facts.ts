import { isOpenToAll, type Whose, whose } from '../../core/ownership/whose.ts';
import type { ItemOwnership, ReviewItem } from '../../core/schema/proposal.ts';
import type { Policy, RiskTier } from '../../core/schema/workflow.ts';
import type { Decider, DecisionTarget, ReviewerIdentity } from '../dispatch/ports.ts';
import { DECIDABLE } from '../dispatch/states.ts';
import type { Query } from './db.ts';
import { iso, present } from './rows.ts';
import { mayReview } from './visible.ts';

/** What whose-questions about one reviewer are answered from; read once a page. */
type Facts = { now: number; away: string[]; qualified: Set<string> };

/** Addresses of who is away in the workspace, and what this reviewer is qualified for. */
async function factsFor(q: Query, { workspaceId, reviewer }: Decider): Promise<Facts> {
  const [row] = await q<{ now: Date; away: string[]; qualified: string[] }>(
    `select now() as now,
       array(select v.email from absences a
         join reviewers v on v.workspace_id = a.workspace_id and v.id = a.reviewer_id
         where a.workspace_id = $1 and a.ended_at is null and a.until > now()) as away,
       array(select workflow_id || ' ' || tier from qualifications
         where workspace_id = $1 and reviewer_id = $2 and ended_at is null
           and until > now()) as qualified`,
    [workspaceId, reviewer.id],
  );
  return {
    now: row?.now.getTime() ?? 0,
    away: row?.away ?? [],
    qualified: new Set(row?.qualified),
  };
}

/** An approval of several (`c`) that was not recalled. */
const COUNTS = `not exists (select from recalled_approvals x
  where x.workspace_id = c.workspace_id and x.decision_id = c.decision_id)`;

type Asked = {
  policy: Policy;
  workflow_id: string;
  tier: RiskTier;
  revised_at: Date;
  handed_over: boolean;
  state: DecisionTarget['state'];
  lane: string;
  accounts: string[] | null;
};

const answer = (identity: Decider, asked: Asked, facts: Facts): Whose =>
  whose({
    policy: asked.policy,
    tier: asked.tier,
    since: asked.revised_at.getTime(),
    now: facts.now,
    handedOver: asked.handed_over,
    escalated: asked.state === 'escalated',
    away: facts.away,
    reviewer: {
      email: identity.reviewer.email,
      role: identity.reviewer.role,
      reaches: mayReview(identity, asked),
      qualified: facts.qualified.has(`${asked.workflow_id} ${asked.tier}`),
    },
  });

/** What a decision under the proposal's lock has to know about owners; null where anybody may. */
export async function ownershipOf(
  q: Query,
  { identity, proposalId }: { identity: Decider; proposalId: string },
): Promise<Pick<DecisionTarget, 'whose' | 'parallel'> | null> {
  const { workspaceId } = identity;
  const [row] = await q<Asked & { approvals: { reviewerId: string; contentDigest: string }[] }>(
    `select w.policy, w.id as workflow_id, r.tier, r.created_at as revised_at, p.state, p.lane,
       p.accounts, exists (select from handovers h where h.workspace_id = p.workspace_id
         and h.proposal_id = p.id and h.revision = p.revision and h.handed_at is not null)
         as handed_over,
       coalesce((select json_agg(json_build_object('reviewerId', c.reviewer_id,
           'contentDigest', c.content_digest)) from concurrences c
         where c.workspace_id = p.workspace_id and c.proposal_id = p.id
           and c.revision = p.revision and ${COUNTS}), '[]') as approvals
     from proposals p
     join workflows w on w.workspace_id = p.workspace_id and w.id = p.workflow_id
     join revisions r on r.workspace_id = p.workspace_id and r.proposal_id = p.id
       and r.revision = p.revision
     where p.workspace_id = $1 and p.id = $2`,
    [workspaceId, proposalId],
  );
  if (!row || isOpenToAll(row.policy)) return null;
  const { parallelReview } = row.policy;
  return {
    whose: answer(identity, row, await factsFor(q, identity)),
    ...(parallelReview
      ? { parallel: { count: parallelReview.count, earlier: row.approvals } }
      : {}),
  };
}

/** What a page of the feed says of an item besides its rows, and whether this reviewer gets it. */
export type Place = { shown: boolean } & Pick<ReviewItem, 'ownership' | 'parallel' | 'openWith'> & {
    trigger?: ReviewItem['trigger'];
  };

type Extra = {
  id: string;
  revised_at: Date;
  handed_over: boolean;
  open_with: { name: string; until: string }[] | null;
  approvers: string[];
};

type Row = Omit<Asked, 'revised_at' | 'handed_over'> & {
  id: string;
  content: string;
  host: string | null;
  review: { placement?: object };
};

/** {@link Place} of each row, by proposal: one query more a page, two where policies name people. */
export async function placesOf(
  q: Query,
  { identity, rows }: { identity: ReviewerIdentity; rows: readonly Row[] },
): Promise<Map<string, Place>> {
  const places = new Map<string, Place>();
  const asked = rows.filter((row) => mayReview(identity, row) || !isOpenToAll(row.policy));
  for (const row of rows) places.set(row.id, { shown: mayReview(identity, row) });
  if (asked.length === 0) return places;
  const extras = await extrasOf(q, { identity, ids: asked.map(({ id }) => id) });
  const guarded = asked.some((row) => !isOpenToAll(row.policy));
  const facts = guarded ? await factsFor(q, identity) : null;
  for (const row of asked) {
    const extra = extras.get(row.id);
    if (!extra) continue;
    const open = facts === null || row.lane !== 'human' || isOpenToAll(row.policy);
    places.set(row.id, {
      shown: mayReview(identity, row),
      ...(open ? {} : owned({ identity, row, extra, facts })),
      ...present({
        openWith: extra.open_with?.map(({ name, until }) => ({
          name,
          until: iso(new Date(until)),
        })),
      }),
    });
  }
  return places;
}

async function extrasOf(
  q: Query,
  { identity, ids }: { identity: ReviewerIdentity; ids: string[] },
): Promise<Map<string, Extra>> {
  const rows = await q<Extra>(
    `select p.id, r.created_at as revised_at,
       exists (select from handovers h where h.workspace_id = p.workspace_id
         and h.proposal_id = p.id and h.revision = p.revision and h.handed_at is not null)
         as handed_over,
       (select json_agg(json_build_object('name', v.name, 'until', l.until) order by v.name)
         from leases l join reviewers v on v.workspace_id = l.workspace_id and v.id = l.reviewer_id
         where l.workspace_id = p.workspace_id and l.proposal_id = p.id and l.reviewer_id <> $3
           and l.until > now()) as open_with,
       array(select distinct c.reviewer_id::text from concurrences c
         where c.workspace_id = p.workspace_id and c.proposal_id = p.id
           and c.revision = p.revision and c.content_digest = r.content_digest
           and ${COUNTS}) as approvers
     from unnest($2::uuid[]) as wanted (id)
     join proposals p on p.workspace_id = $1 and p.id = wanted.id
     join revisions r on r.workspace_id = p.workspace_id and r.proposal_id = p.id
       and r.revision = p.revision`,
    [identity.workspaceId, ids, identity.reviewer.id],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

function owned(work: { identity: ReviewerIdentity; row: Row; extra: Extra; facts: Facts }): Place {
  const { identity, row, extra, facts } = work;
  // Once it is decided it is nobody's turn any more.
  if (!DECIDABLE.has(row.state)) {
    return { shown: mayReview(identity, row) || isNamed(row.policy, identity.reviewer.email) };
  }
  const answered = answer(identity, { ...row, ...extra }, facts);
  const { may, message, holder, named } = answered;
  const { policy, tier } = row;
  const owner = policy.ownership?.[tier];
  const stays = mayReview(identity, row) && inCompose(row);
  const about: ItemOwnership = {
    mine: may,
    message,
    ...present({ approver: owner?.approver, standIn: owner?.standIn }),
    ...(holder === 'stand-in' ? { handedOver: true } : {}),
  };
  const says = owner !== undefined || policy.requireQualification?.includes(tier) === true;
  const { parallelReview } = policy;
  return {
    shown: may || stays,
    ...(says ? { ownership: about } : {}),
    ...(named && holder === 'stand-in' ? { trigger: { code: 'handed-over', message } } : {}),
    ...(parallelReview
      ? {
          parallel: {
            need: parallelReview.count,
            have: extra.approvers.length,
            mine: extra.approvers.includes(identity.reviewer.id),
            legalReason: parallelReview.legalReason,
          },
        }
      : {}),
  };
}

/** True for whoever answers for a tier of this policy, or stands in. */
export function isNamed({ ownership }: Policy, email: string): boolean {
  const wanted = email.toLowerCase();
  return Object.values(ownership ?? {}).some(
    (owner) => owner?.approver.toLowerCase() === wanted || owner?.standIn?.toLowerCase() === wanted,
  );
}

/**
 * A draft that lies, or may come to lie, in the mailbox stays in its rep's feed, not to be decided:
 * without it their browser would not know that the compose is guarded (DELIVERY §4).
 */
const inCompose = (row: Row): boolean =>
  row.host !== null ||
  row.review.placement !== undefined ||
  // a string inside the canonical text would have its quotes escaped
  row.content.includes('"delivery":"compose"');
