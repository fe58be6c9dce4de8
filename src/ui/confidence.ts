import { wilson } from '../core/stats/wilson.ts';
import { t } from '../words/t.ts';
import { shownNumber } from './locale.ts';

/** Below this many decided cases a rate says nothing yet. */
export const ENOUGH = 20;

export type TrackWords = {
  says: string;
  worth: string;
  /** 95 % Wilson interval and point of the observed rate, 0 to 1; absent without enough history */
  interval?: { low: number; high: number; rate: number };
};

const twoPlaces = (share: number): string =>
  shownNumber(share, { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** What a confidence has been worth so far, in words and as an interval. */
export function trackWords(confidence: number, record: { n: number; right: number }): TrackWords {
  const { n, right } = record;
  const says = t('ui_says', { confidence: twoPlaces(confidence) });
  if (n < ENOUGH) return { says, worth: t('ui_not_enough_history_yet_n', { n }) };
  const rate = right / n;
  return {
    says,
    worth: t('ui_right_time_n', { rate: Math.round(rate * 100), n }),
    interval: { ...wilson(right, n), rate },
  };
}
