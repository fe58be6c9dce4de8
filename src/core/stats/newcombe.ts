import type { Interval } from './interval.ts';
import { wilson } from './wilson.ts';

export type Count = { hits: number; n: number };

/**
 * 95 % interval of the difference a − b of two independent rates: the score method without correction.
 * Source: R. G. Newcombe, "Interval estimation for the difference between independent proportions:
 * comparison of eleven methods", Statistics in Medicine 17 (1998) 873–890, method 10.
 */
export function newcombe(a: Count, b: Count): Interval & { difference: number } {
  if (a.n === 0 || b.n === 0) return { difference: 0, low: -1, high: 1 };
  const [p, q] = [a.hits / a.n, b.hits / b.n];
  const [ofA, ofB] = [wilson(a.hits, a.n), wilson(b.hits, b.n)];
  return {
    difference: p - q,
    low: p - q - Math.hypot(p - ofA.low, ofB.high - q),
    high: p - q + Math.hypot(ofA.high - p, q - ofB.low),
  };
}
