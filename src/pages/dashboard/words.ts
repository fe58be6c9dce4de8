import type { Estimate, MetricsAnswer, MetricsBy } from '../../core/schema/metrics.ts';
import { visibleParts } from '../../core/text/visible.ts';
import type { BrakeRow } from '../../messages/metrics.ts';
import {
  daysWords,
  hoursWords,
  minutesWords,
  percentWords,
  rangeWords,
  secondsWords,
} from '../../ui/amount-words.ts';
import { shownNumber } from '../../ui/locale.ts';
import type { PlainKey } from '../../words/catalogue.ts';
import { numbered, t } from '../../words/t.ts';

/** Someone else's name in a drawing: what can't be seen is named. */
export const plainName = (name: string): string =>
  visibleParts(name)
    .map(({ text, hidden }) => (hidden === undefined ? text : `[${hidden}]`))
    .join('');

/** A share of 1 in per cent, with as many digits as say something. */
export function percent(share: number): string {
  const value = share * 100;
  return percentWords(value, value >= 10 || value === 0 ? 0 : value >= 1 ? 1 : 2);
}

export function hours(value: number): string {
  if (value < 1 / 60) return secondsWords(Math.max(1, Math.round(value * 3600)));
  if (value < 1) return minutesWords(value * 60);
  return value < 48 ? hoursWords(value, value < 10 ? 1 : 0) : daysWords(value / 24);
}

/** Agreement and confidence, with both of their digits. */
export const hundredths = (value: number): string =>
  shownNumber(value, { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** How a figure of a measure is written: a share, hours, or a plain number. */
export type Unit = 'share' | 'hours' | 'count' | 'agreement';
export function inUnit(value: number, unit: Unit): string {
  if (unit === 'share') return percent(value);
  if (unit === 'hours') return hours(value);
  return unit === 'count' ? numbered(Math.round(value)) : hundredths(value);
}

/** A share with as many digits as its interval leaves worth saying. */
function fine(share: number, low: number | null, high: number | null): string {
  const width = (high ?? 1) - (low ?? 0);
  if (width >= 0.03 || share < 0.01) return percent(share);
  return percentWords(share * 100, width < 0.003 ? 2 : 1);
}

/** The value, and its interval where it has one; an end that nothing bounds is left open. */
function estimateParts({ value, low, high }: Estimate, unit: Unit) {
  if (value === null) return { value: t('dashboard_value_none') };
  const say = (at: number): string => (unit === 'share' ? fine(at, low, high) : inUnit(at, unit));
  if (low === null && high === null) return { value: say(value) };
  const range = rangeWords(
    low === null ? t('dashboard_no_lower_end') : say(low),
    high === null ? t('dashboard_no_upper_end') : say(high),
  );
  return { value: say(value), range };
}

/** "12 % (9 % to 16 %), n = 340" */
export function estimateText(estimate: Estimate, unit: Unit): string {
  const { value, range } = estimateParts(estimate, unit);
  if (estimate.value === null || unit === 'count') return value;
  const { n } = estimate;
  return range === undefined
    ? t('dashboard_estimate_no_range', { value, n })
    : t('dashboard_estimate', { value, range, n });
}

/** The same in two: the value, and what it rests on. */
export function estimateApart(estimate: Estimate, unit: Unit): { value: string; rest: string } {
  const { value, range } = estimateParts(estimate, unit);
  const { n } = estimate;
  const rest =
    range === undefined ? t('dashboard_rest_no_range', { n }) : t('dashboard_rest', { range, n });
  return { value, rest };
}

export const ARMS: Record<MetricsAnswer['outcomes'][number]['arm'], PlainKey> = {
  approve: 'dashboard_arm_approve',
  approve_edited: 'dashboard_arm_approve_edited',
  nobody: 'dashboard_arm_nobody',
  'by-hand': 'dashboard_arm_by_hand',
};
export const OUTCOMES: Record<MetricsAnswer['outcomes'][number]['outcome'], PlainKey> = {
  reply: 'dashboard_outcome_reply',
  positive: 'dashboard_outcome_positive',
  meeting: 'dashboard_outcome_meeting',
  conversion: 'dashboard_outcome_conversion',
};
const SIGNALS: Record<string, PlainKey> = {
  delivered: 'dashboard_signal_delivered',
  'reply-positive': 'dashboard_outcome_positive',
  'reply-neutral': 'dashboard_outcome_reply',
  'reply-negative': 'dashboard_signal_reply_negative',
  'reply-opt-out': 'dashboard_signal_opt_out_by_reply',
  conversion: 'dashboard_outcome_conversion',
};
/** A type that this version has no word for stands as it came. */
export function signalType(type: string): string {
  const key = SIGNALS[type];
  return key ? t(key) : type;
}

const BRAKE_SIGNALS: Record<string, PlainKey> = {
  reply: 'dashboard_brake_reply',
  bounce: 'dashboard_brake_bounce',
  complaint: 'dashboard_brake_complaint',
  'opt-out': 'dashboard_brake_opt_out',
  defect: 'dashboard_brake_defect',
};
/** What a brake counts. */
function brakeSignal(signal: string): string {
  const key = BRAKE_SIGNALS[signal];
  return key ? t(key) : t('dashboard_brake_other', { signal });
}

/** "Replies, Outbound" */
export const brakeName = ({ signal, name }: Pick<BrakeRow, 'signal' | 'name'>): string =>
  t('dashboard_brake_name', { signal: brakeSignal(signal), name: plainName(name) });

const WATCHED = {
  workflow: 'dashboard_watches_workflow',
  template: 'dashboard_watches_template',
  'model-version': 'dashboard_watches_model_version',
  domain: 'dashboard_watches_domain',
} as const;
/** "Replies, workflow Outbound" */
export const brakeChoice = (brake: BrakeRow): string =>
  t(WATCHED[brake.watches], { signal: brakeSignal(brake.signal), name: plainName(brake.name) });

export const SIDES: Record<BrakeRow['side'], PlainKey> = {
  ceiling: 'dashboard_ceiling',
  floor: 'dashboard_floor',
};
/** "ceiling 5 %" */
export const lineWords = ({ side, line }: Pick<BrakeRow, 'side' | 'line'>): string =>
  t(side === 'ceiling' ? 'dashboard_ceiling_at' : 'dashboard_floor_at', { line: percent(line) });

export const BY: Record<MetricsBy, PlainKey> = {
  all: 'dashboard_by_all',
  workflow: 'ui_workflow',
  'model-version': 'dashboard_by_model_version',
  template: 'dashboard_by_template',
};
