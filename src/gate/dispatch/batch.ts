import * as z from 'zod/mini';
import { whyNotOf } from '../../core/clones/group.ts';
import { Batch, type Decision } from '../../core/schema/decision.ts';
import type { UseCaseDeps } from './deps.ts';

/** By batch id, the clone digest that its first row in this request was signed for. */
export type Batches = ReadonlyMap<string, string>;

/** Before the rows are worked on side by side, in their order. `payloads` may be anything: they are not verified yet. */
export function batchesOf(payloads: readonly unknown[]): Batches {
  const batches = new Map<string, string>();
  for (const payload of payloads) {
    const claimed = Claimed.safeParse(payload);
    if (!claimed.success) continue;
    const { id, clones } = claimed.data.batch;
    if (!batches.has(id)) batches.set(id, clones);
  }
  return batches;
}
const Claimed = z.object({ batch: Batch });

/**
 * Why a row of a batch has to be decided alone, as a sentence; null when it is one of the clones that
 * its batch was signed for. Worked out from what the gate holds, whatever the device thinks it saw.
 */
export async function whyAlone(
  deps: Pick<UseCaseDeps, 'store'>,
  decision: Decision,
  batches: Batches,
): Promise<string | null> {
  const { batch, action, content, workspaceId, proposalId } = decision;
  if (!batch) return null;
  if (content || action === 'approve_edited' || action === 'escalate')
    return 'A batch approves or rejects its clones as they stand.';
  if ((batches.get(batch.id) ?? batch.clones) !== batch.clones)
    return 'Another row of this batch was signed for other clones.';
  const subject = await deps.store.proposals.cloneSubject({ workspaceId, proposalId });
  if (!subject) return 'There is no such proposal.';
  const why = await whyNotOf(subject, batch.clones);
  return why === null ? null : `Not decided with the others: ${why}.`;
}
