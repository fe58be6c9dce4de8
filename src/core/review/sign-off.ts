import type { Content } from '../schema/content.ts';
import type { SignOff } from '../schema/proposal.ts';
import type { Policy } from '../schema/workflow.ts';

/**
 * Who may approve this, where not everybody may who may decide it; null where that is the same.
 * Prices are finance's (P8), a meeting is its calendar's own: nobody fills another's day.
 */
export function signOffOf(
  content: Content,
  by: {
    policy: Pick<Policy, 'pricing'>;
    reviewer: { email: string; mailboxes: readonly string[] };
  },
): SignOff | null {
  const { policy, reviewer } = by;
  const is = (one: string) => (other: string) => one.toLowerCase() === other.toLowerCase();
  if (content.kind === 'price.quote' && policy.pricing) {
    const { finance } = policy.pricing;
    return {
      mine: finance.some(is(reviewer.email)),
      message: `Finance signs off prices here: ${finance.join(', ')}.`,
    };
  }
  if (content.kind === 'meeting.schedule') {
    return {
      mine: reviewer.mailboxes.some(is(content.calendar)),
      message: `A meeting is approved by whose calendar it goes into: ${content.calendar}.`,
    };
  }
  return null;
}
