import { concur } from '../../core/ownership/parallel.ts';
import type { Decision, DecisionAnswer } from '../../core/schema/decision.ts';
import type { Decider, DecisionTarget } from '../dispatch/ports.ts';
import { touch } from './bindings.ts';
import type { Query } from './db.ts';
import type { Conflict } from './decision-rules.ts';

/**
 * What an approval is where the law asks for several people: the last one wins like any decision;
 * one before it is kept as signed, does not stand, and waits (`record` writes that it concurs).
 */
export function concurring(work: {
  identity: Decider;
  decision: Decision;
  target: DecisionTarget;
}): {
  refused: Conflict | null;
  waits: number | null;
  record(q: Query): Promise<DecisionAnswer>;
} {
  const { identity, decision, target } = work;
  const { parallel } = target;
  const record = (q: Query) => write(q, work);
  const approves = decision.action === 'approve' || decision.action === 'approve_edited';
  if (!parallel || !approves) return { refused: null, waits: null, record };
  const { contentDigest } = decision;
  const answer = concur({
    ...parallel,
    approval: { reviewerId: identity.reviewer.id, contentDigest },
  });
  if (answer.verdict === 'clears') return { refused: null, waits: null, record };
  if (answer.verdict === 'waits') return { refused: null, waits: answer.missing, record };
  const detail = `You approved this already; ${waiting(answer.missing)}.`;
  return { refused: { code: 'already_decided', detail }, waits: null, record };
}

const waiting = (missing: number): string =>
  missing === 1 ? 'it waits for one other reviewer' : `it waits for ${missing} other reviewers`;

async function write(
  q: Query,
  { identity, decision, target }: Parameters<typeof concurring>[0],
): Promise<DecisionAnswer> {
  const { workspaceId, reviewer } = identity;
  const { id, proposalId, revision, contentDigest } = decision;
  await q(
    `insert into concurrences
       (workspace_id, decision_id, proposal_id, revision, reviewer_id, content_digest)
     values ($1, $2, $3, $4, $5, $6)`,
    [workspaceId, id, proposalId, revision, reviewer.id, contentDigest],
  );
  await touch(q, { workspaceId, proposalId });
  const others = new Set(
    (target.parallel?.earlier ?? [])
      .filter((each) => each.contentDigest === contentDigest)
      .map(({ reviewerId }) => reviewerId),
  );
  const missing = (target.parallel?.count ?? 1) - others.size - 1;
  return { id, status: 'accepted', detail: `Approved; ${waiting(missing)}.` };
}
