import type { Content } from '../schema/content.ts';
import type { DecisionChannel } from '../schema/decision.ts';
import type { Kind } from '../schema/kind.ts';
import type { Policy, RiskTier } from '../schema/workflow.ts';

const NAMES: Readonly<Record<DecisionChannel, string>> = { slack: 'Slack', sheet: 'a sheet' };

/**
 * Why this is not decided in that channel, as a sentence; null where it may be. Prices are looked at
 * where their lines and totals are: never in Slack, whatever a policy says.
 */
export function whyNotIn(
  channel: DecisionChannel,
  about: { kind: Kind; tier: RiskTier; policy: Pick<Policy, 'channels'> },
): string | null {
  const { kind, tier, policy } = about;
  const rule = policy.channels?.[channel];
  const name = NAMES[channel];
  if (channel === 'slack' && kind === 'price.quote')
    return 'Prices are never decided in Slack: open the review page.';
  if (rule?.notKinds?.includes(kind))
    return `By this workflow’s policy this kind is not decided in ${name}: open the review page.`;
  if (rule?.notTiers?.includes(tier))
    return `By this workflow’s policy ${tier}-risk work is not decided in ${name}: open the review page.`;
  return null;
}

/**
 * Why this can't be approved away from its own page, as a sentence; null where it can. A mail that
 * leaves from a compose is approved with what that compose holds, which only Gmail shows.
 */
export const whyNotApproved = (content: Content): string | null =>
  content.kind === 'email.draft' && content.delivery === 'compose'
    ? 'This mail leaves from Gmail: approve it there, beside its draft.'
    : null;
