import type { Interval } from './interval.ts';

/** A rate with an interval of its own, however it came by it. */
export type Estimated = Interval & { rate: number };

/**
 * The difference a − b of two independent rates, from the interval that each has: the square-and-add
 * method, of which Newcombe's (./newcombe.ts) is the case of Wilson's intervals. With clustered intervals it
 * allows for clusters. Source: G. Y. Zou, A. Donner, "Construction of confidence limits about effect
 * measures: a general approach", Statistics in Medicine 27 (2008) 1693–1702, equations 2 and 3.
 */
export function differenceOf(a: Estimated, b: Estimated): Interval & { difference: number } {
  const difference = a.rate - b.rate;
  return {
    difference,
    low: difference - Math.hypot(a.rate - a.low, b.high - b.rate),
    high: difference + Math.hypot(a.high - a.rate, b.rate - b.low),
  };
}
