import type { Signal } from '../schema/signal.ts';

/**
 * The events that a signal is to brakes, by the names that lines use; empty if it is none. A machine's
 * answer is no reply, and neither is "stop": it says of a mail what a complaint says, so it counts as
 * opt-out, the brake that stands in where complaints aren't reported. A full mailbox (soft) is no
 * bounce. What a source doesn't say is taken as conduct takes it: a reply is a person's, a bounce hard.
 * A custom one is what its workspace calls it.
 */
export function brakeEventsOf(
  signal: Pick<Signal, 'type' | 'replyType' | 'bounceType' | 'name'>,
): readonly string[] {
  switch (signal.type) {
    case 'reply':
      return REPLIES[signal.replyType ?? 'neutral'];
    case 'bounce':
      return signal.bounceType === 'soft' ? ['bounce-soft'] : ['bounce'];
    case 'unsubscribe':
      return ['opt-out'];
    case 'complaint':
    case 'meeting':
    case 'conversion':
      return [signal.type];
    case 'defect_reported':
      return ['defect'];
    case 'custom':
      return signal.name === undefined ? [] : [signal.name];
    case 'sent':
    case 'delivered':
    case 'sent-uncleared':
      return [];
  }
}

const REPLIES: Readonly<Record<NonNullable<Signal['replyType']>, readonly string[]>> = {
  positive: ['reply', 'reply-positive'],
  neutral: ['reply'],
  negative: ['reply', 'reply-negative'],
  'opt-out': ['opt-out'],
  'out-of-office': [],
  auto: [],
};
