import type { Interval } from './interval.ts';
import { betaQuantile } from './special.ts';

/** One item that somebody looked at, and how likely it was that somebody would. */
export type Sampled = {
  hit: boolean;
  /** probability, above 0, that it was looked at: 1 in the human lane, the audit rate otherwise */
  inclusion: number;
  account: string;
  template: string;
};

export type WeightedRate = Interval & {
  rate: number;
  n: number;
  /** as many independent equally likely items would say as much */
  effective: number;
};

/**
 * The rate over all items, seen or not, from those that were looked at, with a 95 % interval that allows
 * for items of one account, or of one template, going together.
 *
 * Estimate: Horvitz–Thompson in Hájek's ratio form, Σ y/π ÷ Σ 1/π (D. Horvitz, D. Thompson, JASA 47
 * (1952) 663–685). Variance: two-way clustered (A. C. Cameron, J. B. Gelbach, D. L. Miller, "Robust
 * inference with multiway clustering", Journal of Business & Economic Statistics 29 (2011) 238–249), and
 * never less than either way alone. Interval: Clopper–Pearson at the effective size (E. L. Korn,
 * B. I. Graubard, Survey Methodology 24 (1998) 193–201), so that 0 hits still allow some.
 */
export function weightedRate(items: readonly Sampled[], level = 0.95): WeightedRate {
  const bad = items.find(({ inclusion }) => !(inclusion > 0 && inclusion <= 1));
  if (bad !== undefined)
    throw new RangeError(`weightedRate wants 0 < inclusion ≤ 1, not ${bad.inclusion}`);
  if (items.length === 0) return { rate: 0, n: 0, effective: 0, low: 0, high: 1 };
  let [weight, squares, hits] = [0, 0, 0];
  for (const { hit, inclusion } of items) {
    weight += 1 / inclusion;
    squares += 1 / inclusion ** 2;
    if (hit) hits += 1 / inclusion;
  }
  const rate = Math.min(1, hits / weight);
  const residuals = items.map(({ hit, inclusion }) => ((hit ? 1 : 0) - rate) / inclusion);
  const accounts = numbered(items.map(({ account }) => account));
  const templates = numbered(items.map(({ template }) => template));
  const both = accounts.map((account, nth) => account * items.length + (templates[nth] ?? 0));
  const effective = effectiveSize({ rate, weight, squares }, [
    clusterVariance(residuals, accounts),
    clusterVariance(residuals, templates),
    clusterVariance(residuals, both),
  ]);
  return { rate, n: items.length, effective, ...limits(rate, effective, level) };
}

/** Of clusters with weight W (Σ 1/π) and hits H (Σ y/π) each: sums over them, and how many there are. */
export type ClusterSums = { ww: number; hw: number; hh: number; count: number };

/**
 * {@link weightedRate} from sums that a database makes: a cluster's residual is H − rate·W, so the sum of
 * their squares is Σ H² − 2·rate·Σ H·W + rate²·Σ W², for any rate.
 */
export function weightedRateOfSums(
  sums: {
    items: number;
    /** Σ 1/π, Σ 1/π², Σ y/π */
    weight: number;
    squares: number;
    hits: number;
    account: ClusterSums;
    template: ClusterSums;
    both: ClusterSums;
  },
  level = 0.95,
): WeightedRate {
  const { items, weight, squares, hits } = sums;
  if (items === 0) return { rate: 0, n: 0, effective: 0, low: 0, high: 1 };
  const rate = Math.min(1, hits / weight);
  const variance = ({ ww, hw, hh, count }: ClusterSums): number => {
    const sum = hh - 2 * rate * hw + rate ** 2 * ww;
    // what is left of three sums that cancel each other is nothing
    return count < 2 || sum < 1e-12 * hh ? 0 : (sum * count) / (count - 1);
  };
  const effective = effectiveSize({ rate, weight, squares }, [
    variance(sums.account),
    variance(sums.template),
    variance(sums.both),
  ]);
  return { rate, n: items, effective, ...limits(rate, effective, level) };
}

function limits(rate: number, effective: number, level: number): Interval {
  const tail = (1 - level) / 2;
  const [x, n] = [rate * effective, effective];
  return {
    low: rate === 0 ? 0 : betaQuantile(tail, x, n - x + 1),
    high: rate === 1 ? 1 : betaQuantile(1 - tail, x + 1, n - x),
  };
}

function effectiveSize(
  { rate, weight, squares }: { rate: number; weight: number; squares: number },
  [byAccount, byTemplate, byBoth]: readonly [number, number, number],
): number {
  const kish = weight ** 2 / squares;
  const variance = Math.max(byAccount, byTemplate, byAccount + byTemplate - byBoth) / weight ** 2;
  return variance > 0 ? Math.min(kish, (rate * (1 - rate)) / variance) : kish;
}

/** A number for each name, from 0, the same for the same. */
function numbered(names: readonly string[]): number[] {
  const numbers = new Map<string, number>();
  return names.map((name) => {
    const known = numbers.get(name);
    if (known === undefined) numbers.set(name, numbers.size);
    return known ?? numbers.size - 1;
  });
}

/** Sum over clusters of their squared residual totals, times G/(G − 1). */
function clusterVariance(residuals: readonly number[], clusters: readonly number[]): number {
  const totals = new Map<number, number>();
  for (const [nth, residual] of residuals.entries()) {
    const cluster = clusters[nth] ?? 0;
    totals.set(cluster, (totals.get(cluster) ?? 0) + residual);
  }
  let sum = 0;
  for (const total of totals.values()) sum += total * total;
  return totals.size < 2 ? 0 : (sum * totals.size) / (totals.size - 1);
}
