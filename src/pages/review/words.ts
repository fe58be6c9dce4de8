import type { Kind } from '../../core/schema/kind.ts';
import type { ReviewItem } from '../../core/schema/proposal.ts';
import type { RiskTier } from '../../core/schema/workflow.ts';
import { shownIn } from '../../ui/locale.ts';
import type { PlainKey } from '../../words/catalogue.ts';
import { t } from '../../words/t.ts';

export const TIER_WORDS: Record<RiskTier, PlainKey> = {
  low: 'tier_low',
  medium: 'tier_medium',
  high: 'tier_high',
};

export const KIND_WORDS: Record<Kind, PlainKey> = {
  'email.draft': 'kind_email',
  'sequence.enroll': 'kind_sequence_enroll',
  'record.update': 'kind_record_update',
  'lead.route': 'kind_lead_route',
  'lead.score': 'kind_lead_score',
  'contact.enrich': 'kind_contact_enrich',
  'price.quote': 'kind_price_quote',
  'meeting.schedule': 'kind_meeting',
  'message.social': 'kind_social_message',
  'call.task': 'kind_call_task',
};

const DONE: Record<string, PlainKey> = {
  approve: 'review_approved',
  approve_edited: 'review_approved_your_edit',
  reject: 'review_rejected',
  escalate: 'review_escalated',
};

/** A decision in the past tense: "Approved with your edit". */
export function doneWords(action: string): string {
  const key = DONE[action];
  return key ? t(key) : action;
}

const DOING: Record<string, PlainKey> = {
  approve: 'review_approving',
  approve_edited: 'review_approving_your_edit',
  reject: 'review_rejecting',
  escalate: 'review_escalating',
};
export const doingWords = (action: string): string => t(DOING[action] ?? 'review_saving');

/** What happens once the time to undo is over; each says in how many seconds. */
export type Will = `review_will_${'send' | 'do' | 'release' | 'tell' | 'escalate' | 'count'}`;

/** What this decision does when it leaves; of an item that isn't at hand, no more than that the gate hears it. */
export function willOf(
  action: string,
  item: Pick<ReviewItem, 'content' | 'blind'> | undefined,
): Will {
  // A second look at what is decided, or ran, changes nothing about it.
  const looks = item?.blind !== undefined && item.blind.reason !== 'share';
  if (!item || looks) return 'review_will_count';
  if (action === 'reject') return 'review_will_tell';
  if (action === 'escalate') return 'review_will_escalate';
  const { content } = item;
  if (content.kind !== 'email.draft') return 'review_will_do';
  return content.delivery === 'compose' ? 'review_will_release' : 'review_will_send';
}

/** A time of today as a clock, another day with its date; in the reader's own locale. */
export function timeWords(iso: string, now: number): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  const sameDay = new Date(now).toDateString() === at.toDateString();
  return at.toLocaleString(shownIn(), {
    ...(sameDay ? {} : { month: 'short', day: 'numeric' }),
    hour: '2-digit',
    minute: '2-digit',
  });
}
