import { t, tn } from '../words/t.ts';

/*
 * Amounts with their units, short, as the person's language writes them. Each has at most so many digits
 * after the point, three or fewer: a picture has thousands of them, and a formatter of its own for each
 * would take longer than the drawing.
 */

const rounded = (n: number, digits: number): number => Number(n.toFixed(digits));

export const secondsWords = (n: number, digits = 0): string =>
  t('ui_seconds', { n: rounded(n, digits) });

export const minutesWords = (n: number, digits = 0): string =>
  t('ui_minutes', { n: rounded(n, digits) });

export const hoursWords = (n: number, digits = 0): string =>
  t('ui_hours', { n: rounded(n, digits) });

/** Whole days. */
export const daysWords = (n: number): string => tn('ui_days', Math.round(n));

/** Hundredths: 12.5 is "12.5 %". */
export const percentWords = (n: number, digits = 0): string =>
  t('ui_percent', { n: rounded(n, digits) });

/** "9 % to 21 %" */
export const rangeWords = (low: string, high: string): string => t('ui_range', { low, high });

/** How long something has been, milliseconds, in the unit that says enough; it stands after "for". */
export function ageWords(ms: number): string {
  const minutes = Math.max(0, Math.round(ms / 60_000));
  if (minutes < 1) return t('ui_age_moment');
  if (minutes < 60) return minutesWords(minutes);
  if (minutes < 48 * 60) return hoursWords(Math.round(minutes / 60));
  return tn('ui_age_days', Math.round(minutes / 1440));
}

/** "3 h ago" */
export const agoWords = (ms: number): string => t('ui_ago', { age: ageWords(ms) });
