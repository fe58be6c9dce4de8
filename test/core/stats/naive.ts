/*
 * The intervals of STATISTICS.md once more, in another way than core/stats has them and with none of its
 * code: by bisection of what each is defined by, sums of the binomial, and pairs of items.
 */

type Ends = { low: number; high: number };
/** Φ⁻¹(0.975), of any table. */
const Z = 1.959963984540054;

function bisect(rises: (p: number) => boolean, from = 0, to = 1): number {
  let [low, high] = [from, to];
  for (let step = 0; step < 100; step += 1) {
    const middle = (low + high) / 2;
    if (rises(middle)) high = middle;
    else low = middle;
  }
  return (low + high) / 2;
}

/** All rates that a normal test at 5 % does not refute: |p̂ − p| ≤ z √(p(1 − p)/n). */
export function wilsonEnds(hits: number, n: number): Ends {
  if (n === 0) return { low: 0, high: 1 };
  const inside = (p: number) => Math.abs(hits / n - p) <= Z * Math.sqrt((p * (1 - p)) / n);
  return {
    low: hits === 0 ? 0 : bisect(inside, 0, hits / n),
    high: hits === n ? 1 : bisect((p) => !inside(p), hits / n, 1),
  };
}

/** Lanczos' approximation, to 1e-14. */
function logGamma(x: number): number {
  const c = [
    ...[76.18009172947146, -86.50532032941678, 24.01409824083091, -1.231739572450155],
    ...[0.001208650973866179, -0.000005395239384953],
  ];
  let sum = 1.000000000190015;
  for (const [at, part] of c.entries()) sum += part / (x + at + 1);
  return -(x + 5.5) + (x + 0.5) * Math.log(x + 5.5) + Math.log((Math.sqrt(2 * Math.PI) * sum) / x);
}

/** The regularised incomplete beta function, by its continued fraction (Lentz). */
function betaCdf(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - betaCdf(1 - x, b, a);
  const front =
    Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(1 - x)) /
    a;
  let [c, d] = [1, 1 / (1 - ((a + b) * x) / (a + 1))];
  let h = d;
  for (let m = 1; m < 2000; m += 1) {
    for (const part of [
      (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m)),
      (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1)),
    ]) {
      d = 1 / (1 + part * d);
      c = 1 + part / c;
      h *= c * d;
    }
    if (Math.abs(c * d - 1) < 1e-15) break;
  }
  return front * h;
}
const betaEnd = (tail: number, a: number, b: number): number =>
  bisect((p) => betaCdf(p, a, b) >= tail);

/** Clopper–Pearson's, also for counts that aren't whole (Korn–Graubard's effective ones). */
export const exactEnds = (hits: number, n: number): Ends => ({
  low: hits <= 0 ? 0 : betaEnd(0.025, hits, n - hits + 1),
  high: hits >= n ? 1 : betaEnd(0.975, hits + 1, n - hits),
});
export const jeffreysEnds = (hits: number, n: number): Ends => ({
  low: hits <= 0 ? 0 : betaEnd(0.025, hits + 0.5, n - hits + 0.5),
  high: hits >= n ? 1 : betaEnd(0.975, hits + 0.5, n - hits + 0.5),
});

type Part = { rate: number } & Ends;
/** Square-and-add: Newcombe's where the ends are Wilson's. */
export const lessEnds = (a: Part, b: Part): { difference: number } & Ends => ({
  difference: a.rate - b.rate,
  low: a.rate - b.rate - Math.sqrt((a.rate - a.low) ** 2 + (b.high - b.rate) ** 2),
  high: a.rate - b.rate + Math.sqrt((a.high - a.rate) ** 2 + (b.rate - b.low) ** 2),
});

/** The value at a share of sorted values, with the outermost that 2.5 % of samples don't reach. */
export function quantileEnds(values: readonly number[], p: number) {
  const sorted = values.toSorted((a, b) => a - b);
  const n = sorted.length;
  const at = (n - 1) * p;
  const [below = Number.NaN, above = Number.NaN] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  let [sum, log] = [0, n * Math.log1p(-p)];
  let low: number | null = null;
  let high: number | null = null;
  for (let k = 0; k <= n; k += 1) {
    // P(Bin(n, p) ≤ k) so far: rank k + 1 lies above the quantile with that probability
    sum += Math.exp(log);
    if (sum <= 0.025) low = sorted[k] ?? null;
    if (high === null && 1 - sum <= 0.025 && k < n) high = sorted[k] ?? null;
    log += Math.log((n - k) / (k + 1)) + Math.log(p / (1 - p));
  }
  return { estimate: below + (above - below) * (at - Math.floor(at)), low, high };
}

export type Item = { hit: boolean; inclusion: number; account: string; template: string };
/**
 * Hájek's ratio with a two-way clustered variance, each a sum over all pairs of items of one cluster, and
 * Clopper–Pearson's interval at the size that such a variance would have by itself.
 */
export function clusteredEnds(items: readonly Item[]): Part & { n: number } {
  const n = items.length;
  if (n === 0) return { rate: 0, n, low: 0, high: 1 };
  const weights = items.map(({ inclusion }) => 1 / inclusion);
  const weight = weights.reduce((sum, w) => sum + w, 0);
  const rate =
    items.reduce((sum, { hit }, at) => sum + Number(hit) * (weights[at] ?? 0), 0) / weight;
  const off = items.map(({ hit }, at) => (Number(hit) - rate) * (weights[at] ?? 0));
  const variance = (one: (item: Item) => string): number => {
    const keys = items.map(one);
    const clusters = new Set(keys).size;
    if (clusters < 2) return 0;
    let sum = 0;
    for (const [i, key] of keys.entries())
      for (const [j, other] of keys.entries())
        if (key === other) sum += (off[i] ?? 0) * (off[j] ?? 0);
    return (sum * clusters) / (clusters - 1);
  };
  const [account, template, both] = [
    variance((item) => item.account),
    variance((item) => item.template),
    variance((item) => `${item.account}\n${item.template}`),
  ];
  const most = Math.max(account, template, account + template - both) / weight ** 2;
  const kish = weight ** 2 / weights.reduce((sum, w) => sum + w * w, 0);
  // a variance that only rounding left is none
  const effective = most > 1e-12 ? Math.min(kish, (rate * (1 - rate)) / most) : kish;
  return { rate, n, ...exactEnds(rate * effective, effective) };
}
