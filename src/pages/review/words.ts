import type { RiskTier } from '../../core/schema/workflow.ts';

export const TIER_WORDS: Record<RiskTier, string> = {
  low: 'Low risk',
  medium: 'Medium risk',
  high: 'High risk',
};

export const KIND_WORDS: Record<string, string> = {
  'email.draft': 'Email',
  'sequence.enroll': 'Sequence enrollment',
  'record.update': 'Record update',
  'lead.route': 'Lead routing',
  'lead.score': 'Lead score',
  'contact.enrich': 'Contact enrichment',
  'price.quote': 'Price quote',
  'meeting.schedule': 'Meeting',
  'message.social': 'Social message',
  'call.task': 'Call task',
};

const DONE: Record<string, string> = {
  approve: 'Approved',
  approve_edited: 'Approved with your edit',
  reject: 'Rejected',
  escalate: 'Escalated',
};

/** A decision in the past tense: "Approved with your edit". */
export const doneWords = (action: string): string => DONE[action] ?? action;

const DOING: Record<string, string> = {
  approve: 'Approving…',
  approve_edited: 'Approving with your edit…',
  reject: 'Rejecting…',
  escalate: 'Escalating…',
};
export const doingWords = (action: string): string => DOING[action] ?? 'Saving…';

/** A time of today as a clock, another day with its date; in the reader's own locale. */
export function timeWords(iso: string, now: number): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  const sameDay = new Date(now).toDateString() === at.toDateString();
  return at.toLocaleString(undefined, {
    ...(sameDay ? {} : { month: 'short', day: 'numeric' }),
    hour: '2-digit',
    minute: '2-digit',
  });
}
