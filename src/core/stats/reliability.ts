import { type BootstrapOptions, itemBootstrap } from './bootstrap.ts';
import { type Graded, times, weights } from './graded.ts';
import type { Interval } from './interval.ts';
import { jeffreys } from './jeffreys.ts';

export type ReliabilityBin = {
  /** confidence from `from` (held) to `to` (held by the last bin only) */
  from: number;
  to: number;
  /** items looked at */
  n: number;
  /** share of all proposals that these stand for */
  share: number;
  says: number;
  right: number;
  /** Jeffreys, 95 %, at the effective number of items */
  interval: Interval;
};

/** Finer where agents' scores lie: equal bins would put all of them into one. */
export const RELIABILITY_EDGES = [0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 1] as const;

type Sums = { n: number; weight: number; squares: number; says: number; right: number };

function binned(items: readonly Graded[], weight: Float64Array, edges: readonly number[]): Sums[] {
  const bins = Array.from(edges.slice(1), () => ({
    n: 0,
    weight: 0,
    squares: 0,
    says: 0,
    right: 0,
  }));
  for (const [index, { confidence, right }] of items.entries()) {
    const above = edges.findLastIndex((edge) => edge <= confidence);
    const bin = bins[Math.min(above, bins.length - 1)];
    const w = weight[index] ?? 0;
    if (bin === undefined || w === 0) continue;
    bin.n += 1;
    bin.weight += w;
    bin.squares += w * w;
    bin.says += w * confidence;
    bin.right += right ? w : 0;
  }
  return bins;
}

/**
 * How often what was said with a confidence was right, over all proposals: inclusion-weighted, so the
 * lane that people look at doesn't stand for the one they don't. Empty bins are left out.
 */
export function reliability(
  items: readonly Graded[],
  edges: readonly number[] = RELIABILITY_EDGES,
): ReliabilityBin[] {
  const bins = binned(items, weights(items), edges);
  const all = bins.reduce((sum, { weight }) => sum + weight, 0);
  return bins.flatMap(({ n, weight, squares, says, right }, index) => {
    if (n === 0) return [];
    const effective = weight ** 2 / squares;
    const share = Math.min(1, right / weight);
    return {
      from: edges[index] ?? 0,
      to: edges[index + 1] ?? 1,
      n,
      share: weight / all,
      says: says / weight,
      right: share,
      interval: jeffreys(share * effective, effective),
    };
  });
}

function gap(items: readonly Graded[], weight: Float64Array, edges: readonly number[]): number {
  let [distance, all] = [0, 0];
  for (const bin of binned(items, weight, edges)) {
    distance += Math.abs(bin.says - bin.right);
    all += bin.weight;
  }
  return all === 0 ? Number.NaN : distance / all;
}

/**
 * Expected calibration error: the mean distance of what is said from what is right, over bins. Binned, it
 * is biased upwards at small n, and so is its interval. Source: M. P. Naeini, G. F. Cooper, M. Hauskrecht,
 * AAAI (2015) 2901–2907. Null without an item.
 */
export function calibrationError(
  items: readonly Graded[],
  bootstrap: BootstrapOptions,
  edges: readonly number[] = RELIABILITY_EDGES,
): { value: number; interval: Interval | null } | null {
  if (items.length === 0) return null;
  const weight = weights(items);
  const interval = itemBootstrap(
    items.length,
    (drawn) => gap(items, times(weight, drawn), edges),
    bootstrap,
  );
  return { value: gap(items, weight, edges), interval };
}
