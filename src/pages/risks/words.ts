import type { AntiPattern, Figure } from '../../core/antipatterns/finding.ts';
import type { RiskCode } from '../../core/scan/risk.ts';
import type { FixDone } from '../../messages/risks.ts';
import { hoursWords, minutesWords, percentWords, rangeWords } from '../../ui/amount-words.ts';
import { shownNumber } from '../../ui/locale.ts';
import type { PlainKey } from '../../words/catalogue.ts';
import { t, tn } from '../../words/t.ts';

/** What the five are called, and why each of them matters. */
export const PATTERNS: Readonly<Record<AntiPattern, { title: PlainKey; why: PlainKey }>> = {
  A1: { title: 'risks_a1', why: 'risks_a1_why' },
  A2: { title: 'risks_a2', why: 'risks_a2_why' },
  A3: { title: 'risks_a3', why: 'risks_a3_why' },
  A4: { title: 'risks_a4', why: 'risks_a4_why' },
  A5: { title: 'risks_a5', why: 'risks_a5_why' },
};

export const RISKS: Readonly<Record<RiskCode, PlainKey>> = {
  'no-approval-path': 'risks_no_approval_path',
  'own-suppression': 'risks_own_suppression',
  'nobody-reviews': 'risks_nobody_reviews',
  'gate-unanswered': 'risks_gate_unanswered',
};

const round = (value: number): number => Number(value.toPrecision(value < 100 ? 2 : 3));

/** With spaces that no line ends at. */
const amount = (value: number, unit: Figure['unit']): string =>
  amountWords(value, unit).replaceAll(' ', '\u00a0');

function amountWords(value: number, unit: Figure['unit']): string {
  switch (unit) {
    case 'share':
      return value >= 0.1 || value === 0
        ? percentWords(value * 100)
        : percentWords(round(value * 100), 3);
    case 'hours':
      return value < 1
        ? minutesWords(Math.max(1, Math.round(value * 60)))
        : hoursWords(round(value), 1);
    case 'per-hour':
      return t('risks_per_hour', { n: round(value) });
    case 'auroc':
      return shownNumber(value, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
    case 'items':
      return shownNumber(Math.round(value));
  }
}

export const shownValue = ({ value, unit }: Figure): string => amount(value, unit);

/** `9 % to 21 %`; one-sided where the other can't be bounded, nothing where all was counted. */
export function shownInterval({ low, high, unit }: Figure): string {
  if (low === null && high === null) return t('risks_counted_in_full');
  if (low === null) return t('risks_up_to', { high: amount(high ?? 0, unit) });
  return high === null
    ? t('risks_from', { low: amount(low, unit) })
    : rangeWords(amount(low, unit), amount(high, unit));
}

export const shownLine = ({ line, unit }: Figure): string =>
  line === undefined ? '' : amount(line, unit);

/** What a press did. */
export function doneSentence({ version, recalled, gone, closed }: FixDone): string {
  if (version !== undefined) return t('risks_done_policy', { version });
  if (recalled !== undefined) return t('risks_done_recalled', { recalled, gone: gone ?? 0 });
  return tn('risks_done_closed', closed ?? 0);
}

/** The columns of an inventory, for people. */
export const INVENTORY: readonly { column: string; what: PlainKey }[] = [
  { column: 'type', what: 'risks_column_type' },
  { column: 'name', what: 'risks_column_name' },
  { column: 'owner', what: 'risks_column_owner' },
  { column: 'approval', what: 'risks_column_approval' },
  { column: 'suppression', what: 'risks_column_suppression' },
  { column: 'audience', what: 'risks_column_audience' },
  { column: 'review_hours', what: 'risks_column_review_hours' },
  { column: 'spend', what: 'risks_column_spend' },
  { column: 'volume', what: 'risks_column_volume' },
  { column: 'waiting', what: 'risks_column_waiting' },
  { column: 'answered', what: 'risks_column_answered' },
];
