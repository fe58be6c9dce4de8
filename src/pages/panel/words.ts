import type { ReasonCode } from '../../core/schema/decision.ts';
import type { RiskTier } from '../../core/schema/workflow.ts';
import type { SendRefusal } from '../../messages/content-to-worker.ts';

/** The nine reasons as people say them, in the order of their digits. */
export const REASON_WORDS: Record<ReasonCode, string> = {
  wrong_fact: 'A fact is wrong',
  wrong_person: 'Wrong person or greeting',
  tone: 'Tone',
  too_long: 'Too long',
  offer: 'Wrong offer or price',
  compliance: 'Compliance',
  formatting: 'Formatting',
  timing: 'Bad timing',
  other: 'Something else',
};

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

/** Why a send was stopped: one line, before the gate's own sentence. */
export const REFUSAL_WORDS: Record<SendRefusal, string> = {
  'not-approved': 'Stopped: nobody has approved this yet',
  changed: 'Stopped: this is not what was approved',
  'gate-sends': 'Stopped: the gate sends this mail, not Gmail',
  'already-sent': 'Stopped: this mail has left already',
  schedule: 'Stopped: a reviewed draft cannot be scheduled here',
  offline: 'Stopped: the gate cannot be reached, so the approval cannot be checked',
  expired: 'Stopped: the approval has expired',
  paused: 'Stopped: this workflow is paused',
  unknown: 'Stopped: it is not known whether this mail has left',
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
