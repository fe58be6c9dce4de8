import type { ReasonCode } from '../core/schema/decision.ts';
import type { PlainKey } from '../words/catalogue.ts';
import { t } from '../words/t.ts';

const REASONS: Record<ReasonCode, PlainKey> = {
  wrong_fact: 'reason_wrong_fact',
  wrong_person: 'reason_wrong_person',
  tone: 'reason_tone',
  too_long: 'reason_too_long',
  offer: 'reason_offer',
  compliance: 'reason_compliance',
  formatting: 'reason_formatting',
  timing: 'reason_timing',
  other: 'reason_other',
};

/** A reason as the person reads it; the gate's own words (core/review) are English. */
export const reasonWords = (code: ReasonCode): string => t(REASONS[code]);

const isReason = (code: string): code is ReasonCode => Object.hasOwn(REASONS, code);

/** The same of what may be none (`''` or `none`), or a reason that this version has no word for. */
export function anyReasonWords(code: string): string {
  if (code === '' || code === 'none') return t('reason_none');
  return isReason(code) ? reasonWords(code) : code;
}
