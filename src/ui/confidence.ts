/** Below this many decided cases a rate says nothing yet. */
export const ENOUGH = 20;

export type TrackWords = {
  says: string;
  worth: string;
  /** 95 % Wilson interval and point of the observed rate, 0 to 1; absent without enough history */
  interval?: { low: number; high: number; rate: number };
};

const Z = 1.959963984540054;

/** What a confidence has been worth so far, in words and as an interval. */
export function trackWords(confidence: number, record: { n: number; right: number }): TrackWords {
  const { n, right } = record;
  const says = `says ${confidence.toFixed(2)}`;
  if (n < ENOUGH) return { says, worth: `not enough history yet (n = ${n})` };
  const rate = right / n;
  const centre = (rate + (Z * Z) / (2 * n)) / (1 + (Z * Z) / n);
  const half = (Z * Math.sqrt((rate * (1 - rate)) / n + (Z * Z) / (4 * n * n))) / (1 + (Z * Z) / n);
  return {
    says,
    worth: `right ${Math.round(rate * 100)} % of the time (n = ${n})`,
    interval: { low: Math.max(0, centre - half), high: Math.min(1, centre + half), rate },
  };
}
