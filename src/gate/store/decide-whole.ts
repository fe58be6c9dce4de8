import { createHash } from 'node:crypto';
import { isDeliberate } from '../../core/attention/deliberate.ts';
import type { DecisionStore, DecisionTarget } from '../dispatch/ports.ts';
import { clearanceRow } from './clearance-rows.ts';
import type { Db } from './db.ts';
import { conflictOf } from './decision-rules.ts';
import { bringsBytes, contentText } from './revisions.ts';
import { bucketOf } from './track-record.ts';

type Recording = Parameters<DecisionStore['record']>[0];

export const BECOMES = {
  approve: 'approved',
  approve_edited: 'approved',
  reject: 'rejected',
  escalate: 'escalated',
} as const;

/**
 * The decision in one statement, when nothing is to be written but itself, its clearance and the
 * proposal's state, and nothing has moved since `target` was read. False: nothing was written, and
 * the long way finds out why.
 */
export async function decideWhole(
  db: Db,
  { input, actor }: { input: Recording; actor: string },
): Promise<boolean> {
  const { identity, decision, clearance, target } = input;
  if (
    !target ||
    target.guarded ||
    decision.channel !== undefined ||
    target.callback_url !== null ||
    clearance?.dispatchId !== undefined
  )
    return false;
  if (bringsBytes(decision.content) || conflictOf({ identity, decision, target })) return false;
  const approves = decision.action === 'approve' || decision.action === 'approve_edited';
  const [row] = await db.in(identity.workspaceId)<{ at: Date | null }>(
    'select decide_whole($1, $2, $3, $4, $5) as at',
    [
      actor,
      target.state,
      BECOMES[decision.action],
      JSON.stringify(decisionRow(input, target)),
      approves && clearance
        ? JSON.stringify(clearanceRow({ workspaceId: identity.workspaceId, clearance }))
        : null,
    ],
  );
  return row?.at != null;
}

/** An accepted decision's columns, by name; what has no value is left out. */
export function decisionRow(
  { identity, decision, jws, attested, difference }: Recording,
  target: DecisionTarget,
) {
  return {
    workspace_id: identity.workspaceId,
    id: decision.id,
    proposal_id: decision.proposalId,
    revision: decision.revision,
    reviewer_id: identity.reviewer.id,
    device_id: identity.deviceId,
    action: decision.action,
    content_digest: decision.contentDigest,
    content: decision.content && contentText(decision.content),
    compose_digest: decision.composeDigest,
    tail_digest: decision.tailDigest,
    reason: decision.reason,
    difference,
    attention: decision.attention,
    jws,
    channel: decision.channel ?? 'page',
    attested_sha256: attested && createHash('sha256').update(attested).digest('hex'),
    decided_at: decision.decidedAt,
    workflow_id: target.workflow_id,
    model_version: target.model_version,
    confidence_bucket: bucketOf(target.confidence),
    first_look: decision.firstLook,
    // in a channel nothing is measured
    deliberate:
      decision.channel === undefined
        ? isDeliberate({
            ...{ attention: decision.attention, action: decision.action, reason: decision.reason },
            wordsChanged: decision.content ? 1 : 0,
          })
        : null,
    batch_id: decision.batch?.id,
  };
}
