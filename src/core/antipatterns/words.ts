import { wilson } from '../stats/wilson.ts';
import type { Figure } from './finding.ts';

/** A share for people: whole percents from 10 on, one digit below. */
export function percent(share: number): string {
  const value = share * 100;
  return `${value >= 10 || value === 0 ? Math.round(value) : Number(value.toPrecision(2))} %`;
}

export const count = (n: number, one: string, many = `${one}s`): string =>
  `${n} ${n === 1 ? one : many}`;

export const hoursOf = (ms: number): number => Math.round(ms / 36_000) / 100;

/** A share as a figure, with Wilson's interval: what is shown. Whether it fires is another bound. */
export const shareFigure = (
  label: string,
  { hits, n, line }: { hits: number; n: number; line?: number },
): Figure => ({
  ...{ label, n, unit: 'share', value: n === 0 ? 0 : hits / n, ...wilson(hits, n) },
  ...(line === undefined ? {} : { line }),
});

/** A time of people's for people. */
export const spent = (ms: number): string =>
  ms < 3_600_000 ? count(Math.round(ms / 60_000), 'minute') : `${hoursOf(ms).toPrecision(2)} h`;

export const were = (n: number): string => (n === 1 ? 'was' : 'were');
