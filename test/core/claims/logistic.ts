/** One labelled thing: the features that hold of it, whether it is one, and how much it counts. */
export type Instance = { features: readonly string[]; label: boolean; weight: number };
export type Fitted = { bias: number; weights: Map<string, number> };

/** Features seen fewer times than this say nothing. */
const LEAST_SEEN = 3;
const STEPS = 300;
const RATE = 0.3;

/**
 * Logistic regression with an L2 penalty, by full-batch gradient descent with per-weight rates
 * (AdaGrad: Duchi, Hazan and Singer, JMLR 12, 2011). Deterministic.
 */
export function logistic(instances: readonly Instance[], penalty: number): Fitted {
  const seen = new Map<string, number>();
  for (const { features } of instances)
    for (const feature of features) seen.set(feature, (seen.get(feature) ?? 0) + 1);
  const names = [...seen].filter(([, times]) => times >= LEAST_SEEN).map(([name]) => name);
  const index = new Map(names.map((name, i) => [name, i]));
  const rows = instances.map(({ features }) => features.flatMap((name) => index.get(name) ?? []));
  const bias = names.length;
  const weights = new Float64Array(bias + 1);
  const squares = new Float64Array(bias + 1).fill(1e-6);
  for (let step = 0; step < STEPS; step += 1) {
    const slope = weights.map((weight, i) => (i === bias ? 0 : penalty * weight));
    for (const [i, { label, weight }] of instances.entries()) {
      const row = [...(rows[i] ?? []), bias];
      const odds = row.reduce((sum, at) => sum + (weights[at] ?? 0), 0);
      const error = (1 / (1 + Math.exp(-odds)) - (label ? 1 : 0)) * weight;
      for (const at of row) slope[at] = (slope[at] ?? 0) + error;
    }
    for (const [at, by] of slope.entries()) {
      squares[at] = (squares[at] ?? 0) + by * by;
      weights[at] = (weights[at] ?? 0) - (RATE * by) / Math.sqrt(squares[at] ?? 1);
    }
  }
  return {
    bias: weights[bias] ?? 0,
    weights: new Map(names.map((name, i) => [name, weights[i] ?? 0])),
  };
}
