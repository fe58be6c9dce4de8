import type { NewClearance } from '../dispatch/ports.ts';
import type { Query } from './db.ts';
import { sendDispatch } from './queues.ts';

/**
 * Writes a signed clearance and, for the gate's own executors, its dispatch and job, in the
 * caller's transaction. PostgreSQL refuses it when nothing approved exactly this content.
 */
export async function writeClearance(
  q: Query,
  work: { workspaceId: string; clearance: NewClearance },
): Promise<void> {
  const { workspaceId, clearance } = work;
  const { claims, dispatchId } = clearance;
  await q(
    `insert into clearances
       (workspace_id, id, proposal_id, revision, workflow_id, decision_id, executor,
        content_digest, compose_digest, tail_digest, policy_version, jws, state, expires_at)
     select workspace_id, id, proposal_id, revision, workflow_id, decision_id, executor,
        content_digest, compose_digest, tail_digest, policy_version, jws, 'open', expires_at
     from jsonb_populate_record(null::clearances, $1)`,
    [JSON.stringify(clearanceRow(work))],
  );
  if (dispatchId === undefined) return;
  await q(
    `insert into dispatches
       (workspace_id, id, proposal_id, workflow_id, clearance_id, executor, content_digest, state)
     values ($1, $2, $3, $4, $5, $6, $7, 'queued')`,
    [
      workspaceId,
      dispatchId,
      claims.sub,
      claims.workflow,
      clearance.id,
      claims.aud,
      claims.contentDigest,
    ],
  );
  await sendDispatch(q, { workspaceId, dispatchId, executor: claims.aud });
}

/** A signed clearance's columns, by name. @throws when it was signed for another row */
export function clearanceRow({
  workspaceId,
  clearance: { id, jws, claims },
}: {
  workspaceId: string;
  clearance: NewClearance;
}) {
  if (claims.jti !== id || claims.workspace !== workspaceId) {
    throw new Error('a clearance was signed for another id or workspace');
  }
  return {
    workspace_id: workspaceId,
    id,
    proposal_id: claims.sub,
    revision: claims.revision,
    workflow_id: claims.workflow,
    decision_id: claims.decision,
    executor: claims.aud,
    content_digest: claims.contentDigest,
    compose_digest: claims.composeDigest,
    tail_digest: claims.tailDigest,
    policy_version: claims.policyVersion,
    jws,
    expires_at: new Date(claims.exp * 1000).toISOString(),
  };
}

/** Voids what nobody redeemed yet, ends its dispatch, and takes its decision's effect back. */
export const voidClearance = (
  q: Query,
  { proposalId, ...work }: { workspaceId: string; proposalId: string; reason: string },
): Promise<void> => voidClearances(q, { ...work, proposalIds: [proposalId] });

/** {@link voidClearance} of many. The caller holds the proposals' locks. */
export async function voidClearances(
  q: Query,
  work: { workspaceId: string; proposalIds: readonly string[]; reason: string },
): Promise<void> {
  const { workspaceId, proposalIds, reason } = work;
  const rows = await q<{ id: string; decision_id: string | null }>(
    `update clearances set state = 'void', void_reason = $3
     where workspace_id = $1 and proposal_id = any ($2::uuid[]) and state = 'open'
     returning id, decision_id`,
    [workspaceId, proposalIds, reason],
  );
  if (rows.length === 0) return;
  await q(
    `update dispatches set state = 'refused', detail = $3, finished_at = now()
     where workspace_id = $1 and clearance_id = any ($2::uuid[]) and state = 'queued'`,
    [workspaceId, rows.map(({ id }) => id), reason],
  );
  await q(
    `update decisions set standing = false
     where workspace_id = $1 and id = any ($2::uuid[]) and standing`,
    [workspaceId, rows.flatMap(({ decision_id }) => decision_id ?? [])],
  );
}

/** A decision that no longer stands leaves room for the next one on the same revision. */
export async function takeBack(
  q: Query,
  work: { workspaceId: string; decisionId: string },
): Promise<void> {
  await q(
    'update decisions set standing = false where workspace_id = $1 and id = $2 and standing',
    [work.workspaceId, work.decisionId],
  );
}
