import type { ReasonCode } from '../schema/decision.ts';

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
