import type { SendRefusal } from '../../messages/content-to-worker.ts';
import type { PlainKey } from '../../words/catalogue.ts';

// Apart from words.ts, so that they come with the pieces that say them (lazy-pieces.ts).

/** Why a send was stopped: one line, before the gate's own sentence. */
export const REFUSAL_WORDS: Record<SendRefusal, PlainKey> = {
  'not-approved': 'review_stopped_nobody_has_approved_yet',
  changed: 'review_stopped_not_what_approved',
  'gate-sends': 'review_stopped_gate_sends_mail_not',
  'already-sent': 'review_stopped_mail_has_left_already',
  schedule: 'review_stopped_reviewed_draft_cannot_scheduled',
  offline: 'review_stopped_gate_cannot_reached_so',
  expired: 'review_stopped_approval_has_expired',
  paused: 'review_stopped_workflow_paused',
  unknown: 'review_stopped_not_known_whether_mail',
};
