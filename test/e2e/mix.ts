import type { Action } from '../../src/pages/review/keys.ts';

/*
 * The 200 mixed proposals, and what is pressed for each way to decide one. two-hundred.e2e.ts presses
 * it in the built extension and holds it against this; bench B11 counts it.
 */
export const MIX = {
  mails: 96,
  works: 24,
  /** each of a mail, an enrollment and an update */
  clones: 20,
  inGmail: 20,
} as const;

/** A press: an action by its key, a choice by its digit, or keys that are typed. */
export type Press = Action | 'digit' | { typed: string };

/** What somebody adds to a text by hand; it holds keys that decide where nobody types. */
export const ADDED = ' Cheers and a r x C 1 z';

/** Presses of each way, from the item on screen to the next. `mend` walks to its finding first. */
export const PRESSES = {
  approve: ['approve'],
  'approve and send': ['approve-send'],
  reject: ['reject', 'digit'],
  escalate: ['escalate'],
  'escalate to somebody': ['escalate-to', 'digit'],
  mend: ['strike', 'digit', 'approve'],
  type: ['edit', { typed: 'End' }, { typed: ADDED }, { typed: 'Escape' }, 'digit', 'approve'],
  'approve all': ['approve-all'],
  'reject all': ['reject-all', 'digit'],
} as const satisfies Record<string, readonly Press[]>;
export type Way = keyof typeof PRESSES;
