import type { Signal } from '../schema/signal.ts';
import type { SuppressionReason } from '../schema/suppression.ts';
import type { ConductPolicy } from './policy.ts';

/** What a signal does to the person it came from. */
export type SignalEffect = {
  /** put on the list for this reason */
  suppress?: SuppressionReason;
  /** whole days until the entry ends; without it, it doesn't */
  days?: number;
  /** a person spoke: silence begins to be counted anew */
  heard: boolean;
};

/**
 * Replies count when a person wrote them, bounces when they are hard. What a source doesn't say is
 * taken for the case in which going on would do harm: a reply is a person's, a bounce is hard.
 */
export function effectOf(
  signal: Pick<Signal, 'type' | 'replyType' | 'bounceType'>,
  policy: Pick<ConductPolicy, 'replyStopsDays'>,
): SignalEffect {
  switch (signal.type) {
    case 'unsubscribe':
      return { suppress: 'opt-out', heard: true };
    case 'complaint':
      return { suppress: 'complaint', heard: false };
    case 'bounce':
      return signal.bounceType === 'soft' ? { heard: false } : { suppress: 'bounce', heard: false };
    case 'reply': {
      if (signal.replyType === 'auto' || signal.replyType === 'out-of-office')
        return { heard: false };
      if (signal.replyType === 'opt-out') return { suppress: 'opt-out', heard: true };
      const days = policy.replyStopsDays;
      return days === null ? { heard: true } : { suppress: 'reply', days, heard: true };
    }
    case 'meeting':
    case 'conversion':
      return { heard: true };
    default:
      return { heard: false };
  }
}
