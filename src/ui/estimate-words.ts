import { t, tn } from '../words/t.ts';
import { shownNumber } from './locale.ts';

/** A share with its interval, as it comes from the gate. */
export type Share = { hits: number; n: number; share: number | null; low: number; high: number };

/** A share of 1 in percent: one decimal under ten, so that 0.4 % is not 0 %. */
export function percent(share: number): string {
  const value = share * 100;
  return t('ui_percent', { n: shownNumber(value, { maximumFractionDigits: value >= 10 ? 0 : 1 }) });
}

/** The share, its 95 % interval and what it rests on; that nothing is known where nothing was counted. */
export const shareWords = ({ share, low, high, hits, n }: Share): string =>
  share === null
    ? t('ui_share_unknown')
    : t('ui_share_interval', {
        ...{ share: percent(share), low: percent(low), high: percent(high) },
        ...{ hits, n },
      });

/** A difference of shares in percentage points, with its sign. */
export function points(difference: number): string {
  const value = difference * 100;
  const digits = Math.abs(value) >= 10 ? 0 : 1;
  const form = { maximumFractionDigits: digits, signDisplay: 'exceptZero' } as const;
  return shownNumber(value, form).replace('-', '−');
}

/** Seconds as people say them. */
export function duration(seconds: number): string {
  const tenths = (of: number): number => Math.round((seconds / of) * 10) / 10;
  if (seconds < 90) return t('ui_seconds', { n: Math.round(seconds) });
  if (seconds < 5400) return t('ui_minutes', { n: Math.round(seconds / 60) });
  if (seconds < 172_800) return t('ui_hours', { n: tenths(3600) });
  return tn('ui_days', tenths(86_400));
}
