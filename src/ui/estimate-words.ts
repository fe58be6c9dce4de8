/** A share with its interval, as it comes from the gate. */
export type Share = { hits: number; n: number; share: number | null; low: number; high: number };

/** A share of 1 in percent: one decimal under ten, so that 0.4 % is not 0 %. */
export function percent(share: number): string {
  const value = share * 100;
  const text = value === 0 || value >= 10 ? Math.round(value).toString() : value.toFixed(1);
  return `${text.replace(/\.0$/, '')} %`;
}

/** The share, its 95 % interval and what it rests on; that nothing is known where nothing was counted. */
export const shareWords = ({ share, low, high, hits, n }: Share): string =>
  share === null
    ? 'not known: none counted'
    : `${percent(share)} (${percent(low)} to ${percent(high)}; ${hits} of ${n})`;

/** A difference of shares in percentage points, with its sign. */
export function points(difference: number): string {
  const value = difference * 100;
  const text = (Math.abs(value) >= 10 ? Math.round(value) : Math.round(value * 10) / 10).toString();
  return `${value > 0 ? '+' : ''}${text.replace('-', '−')}`;
}

/** Seconds as people say them. */
export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.round((seconds / 3600) * 10) / 10} h`;
  return `${Math.round((seconds / 86_400) * 10) / 10} days`;
}
