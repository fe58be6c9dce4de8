import { fatigueOf, isBlindShare } from '../../core/attention/fatigue.ts';
import type { Policy, RiskTier } from '../../core/schema/workflow.ts';
import type { UseCaseDeps } from './deps.ts';
import type { DrawnBlind } from './ports.ts';

/**
 * The mark of what is to be decided before the agent's word is shown, drawn by the id under which
 * reviewers see it. A revision keeps the draw of its proposal: sending another one is no second throw.
 */
export function blindOf(
  { draw }: Pick<UseCaseDeps, 'draw'>,
  { policy, tier, id }: { policy: Policy; tier: RiskTier; id: string },
): { blind?: DrawnBlind } {
  if (!draw || !isBlindShare(policy, { tier, drawn: draw('blind', id) })) return {};
  return { blind: { reason: 'share', share: fatigueOf(policy).blindShare } };
}
