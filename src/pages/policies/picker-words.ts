import type { Flip } from '../../core/picker/flips.ts';
import type { InputName, Measured } from '../../core/picker/inputs.ts';
import { AUDIT_SHARE, EXCEPTION_SHARE, type Sum } from '../../core/picker/patterns.ts';
import type { Floor } from '../../core/picker/pick.ts';
import { listed, shownNumber } from '../../ui/locale.ts';
import type { PlainKey } from '../../words/catalogue.ts';
import { t } from '../../words/t.ts';
import { PATTERNS } from './words.ts';

/** The five questions, as people are asked them. */
export const QUESTIONS: Readonly<Record<1 | 2 | 3 | 4 | 5, PlainKey>> = {
  1: 'policies_question_1',
  2: 'policies_question_2',
  3: 'policies_question_3',
  4: 'policies_question_4',
  5: 'policies_question_5',
};

/** Each number: its label, what it is for, its unit on screen (percent is kept as a share), and what it is in a sentence. */
export const ASKED: Readonly<
  Record<
    InputName,
    { label: PlainKey; note?: PlainKey; short: PlainKey; unit: 'percent' | 'plain' }
  >
> = {
  rate: {
    ...{ label: 'policies_ask_rate', note: 'policies_ask_rate_note', unit: 'percent' },
    short: 'policies_ask_rate_short',
  },
  cost: {
    ...{ label: 'policies_ask_cost', note: 'policies_ask_cost_note', unit: 'plain' },
    short: 'policies_ask_cost_short',
  },
  bearable: {
    ...{ label: 'policies_ask_bearable', note: 'policies_ask_bearable_note', unit: 'plain' },
    short: 'policies_ask_bearable_short',
  },
  compoundHours: {
    ...{ label: 'policies_ask_compound', note: 'policies_ask_compound_note', unit: 'plain' },
    short: 'policies_ask_compound_short',
  },
  auroc: {
    ...{ label: 'policies_ask_auroc', note: 'policies_ask_auroc_note', unit: 'percent' },
    short: 'policies_ask_auroc_short',
  },
  sensitivity: {
    ...{ label: 'policies_ask_sensitivity', note: 'policies_ask_sensitivity_note' },
    ...{ short: 'policies_ask_sensitivity_short', unit: 'percent' },
  },
  volume: {
    ...{ label: 'policies_ask_volume', short: 'policies_ask_volume_short', unit: 'plain' },
  },
  reviewMinutes: {
    ...{ label: 'policies_ask_minutes', short: 'policies_ask_minutes_short', unit: 'plain' },
  },
  reviewHours: {
    ...{ label: 'policies_ask_hours', note: 'policies_ask_hours_note', unit: 'plain' },
    short: 'policies_ask_hours_short',
  },
  knowHours: {
    ...{ label: 'policies_ask_know', note: 'policies_ask_know_note', unit: 'plain' },
    short: 'policies_ask_know_short',
  },
};

/** In the unit that is shown: percent for shares. */
export const shownAs = (input: InputName, value: number): string =>
  figure(ASKED[input].unit === 'percent' ? value * 100 : value);

export const figure = (value: number): string =>
  Number.isFinite(value)
    ? shownNumber(value, { maximumSignificantDigits: 3 })
    : t('policies_never');

export function measuredWords(
  input: InputName,
  { measured, own }: { measured: Measured; own: boolean },
): string {
  const { value, low, high, n, of } = measured;
  return t(own ? 'policies_measured_yours' : 'policies_measured', {
    ...{ value: shownAs(input, value), low: shownAs(input, low), high: shownAs(input, high) },
    ...{ n, of },
  });
}

/** A flip point as a sentence. */
export function flipWords({ input, at: point, side, becomes }: Flip): string {
  const shown = shownAs(input, point);
  const at = ASKED[input].unit === 'percent' ? t('ui_percent', { n: shown }) : shown;
  const what = t(ASKED[input].short);
  if (!becomes.fits)
    return t(side === 'above' ? 'policies_flip_above_none' : 'policies_flip_below_none', {
      ...{ what, at },
    });
  const pattern = t(PATTERNS[becomes.pattern].name);
  const key = side === 'above' ? 'policies_flip_above' : 'policies_flip_below';
  return t(key, { what, at, pattern });
}

export const FLOORS: Readonly<Record<Floor['why'], PlainKey>> = {
  price: 'policies_floor_price',
  earned: 'policies_floor_earned',
  unearned: 'policies_floor_unearned',
};

/** Why a pattern will not do, or that it will. */
export function verdictWords({ affordable, inTime, staffed }: Sum): string {
  const against = [
    ...(affordable ? [] : [t('policies_verdict_lost')]),
    ...(inTime ? [] : [t('policies_verdict_late')]),
    ...(staffed ? [] : [t('policies_verdict_people')]),
  ];
  return against.length === 0 ? t('policies_verdict_will_do') : listed(against);
}

/** What was assumed of the patterns, for who wants to add it up again. */
export function assumedWords(): string[] {
  const share = (of: number): string => t('ui_percent', { n: of * 100 });
  return [
    t('policies_assumed_poisson'),
    t('policies_assumed_reading', {
      exception: share(EXCEPTION_SHARE),
      audit: share(AUDIT_SHARE),
    }),
    t('policies_assumed_signals'),
    t('policies_assumed_loss'),
    t('policies_assumed_more'),
    t('policies_assumed_will_do'),
  ];
}
