import type { SendRefusal } from '../../messages/content-to-worker.ts';

// Apart from words.ts, so that they come with the pieces that say them (lazy-pieces.ts).

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
