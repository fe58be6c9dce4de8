import { wilson } from '../core/stats/wilson.ts';

/** Below this many decided cases a rate says nothing yet. */
export const ENOUGH = 20;

export type TrackWords = {
  says: string;
  worth: string;
  /** 95 % Wilson interval and point of the observed rate, 0 to 1; absent without enough history */
  interval?: { low: number; high: number; rate: number };
};

/** What a confidence has been worth so far, in words and as an interval. */
export function trackWords(confidence: number, record: { n: number; right: number }): TrackWords {
  const { n, right } = record;
  const says = `says ${confidence.toFixed(2)}`;
  if (n < ENOUGH) return { says, worth: `not enough history yet (n = ${n})` };
  const rate = right / n;
  return {
    says,
    worth: `right ${Math.round(rate * 100)} % of the time (n = ${n})`,
    interval: { ...wilson(right, n), rate },
  };
}
