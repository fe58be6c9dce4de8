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
  const effective = effectiveSize(items, rate, { weight, squares });
  const tail = (1 - level) / 2;
  const [x, n] = [rate * effective, effective];
  return {
    rate,
    n: items.length,
    effective,
    low: rate === 0 ? 0 : betaQuantile(tail, x, n - x + 1),
    high: rate === 1 ? 1 : betaQuantile(1 - tail, x + 1, n - x),
  };
}

function effectiveSize(
  items: readonly Sampled[],
  rate: number,
  { weight, squares }: { weight: number; squares: number },
): number {
  const kish = weight ** 2 / squares;
  const byAccount = clusterVariance(items, rate, ({ account }) => account);
  const byTemplate = clusterVariance(items, rate, ({ template }) => template);
  const byBoth = clusterVariance(items, rate, ({ account, template }) =>
    JSON.stringify([account, template]),
  );
  const variance = Math.max(byAccount, byTemplate, byAccount + byTemplate - byBoth) / weight ** 2;
  return variance > 0 ? Math.min(kish, (rate * (1 - rate)) / variance) : kish;
}

/** Sum over clusters of their squared residual totals, times G/(G − 1). */
function clusterVariance(
  items: readonly Sampled[],
  rate: number,
  cluster: (item: Sampled) => string,
): number {
  const totals = new Map<string, number>();
  for (const item of items) {
    const residual = ((item.hit ? 1 : 0) - rate) / item.inclusion;
    totals.set(cluster(item), (totals.get(cluster(item)) ?? 0) + residual);
  }
  let sum = 0;
  for (const total of totals.values()) sum += total * total;
  return totals.size < 2 ? 0 : (sum * totals.size) / (totals.size - 1);
}
