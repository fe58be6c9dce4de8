import { whyNotApproved, whyNotIn } from '../../core/review/channel.ts';
import type { Decision, DecisionConflict } from '../../core/schema/decision.ts';
import type { UseCaseDeps } from './deps.ts';
import type { CurrentRevision } from './ports.ts';

export type Barred = { conflict: DecisionConflict; detail: string };

const invalid = (detail: string): Barred => ({ conflict: 'invalid', detail });

/**
 * Why a channel beside the review pages can't decide this; null where it can, and for what was decided
 * on a page. A channel decides what it showed, whole and as it was: approve or reject, by its digest.
 */
export async function barOf(
  deps: Pick<UseCaseDeps, 'store'>,
  decision: Decision,
  current: CurrentRevision,
): Promise<Barred | null> {
  const { channel, action, content, contentDigest, workspaceId, proposalId } = decision;
  if (channel === undefined) return null;
  if ((action !== 'approve' && action !== 'reject') || content)
    return invalid('Edits are made on the review page.');
  if (contentDigest !== current.contentDigest)
    return { conflict: 'digest_mismatch', detail: 'What was shown there is not this revision.' };
  const { content: now, tier, policy } = current;
  const why =
    whyNotIn(channel, { kind: now.kind, tier, policy }) ??
    (action === 'approve' ? whyNotApproved(now) : null);
  if (why !== null) return invalid(why);
  const kept = await deps.store.slack.kept({ workspaceId, proposalIds: [proposalId] });
  return kept.size === 0 ? null : invalid('This is decided on its review page only.');
}
