import type { Interval } from './interval.ts';
import { quantile } from './quantile.ts';
import { type Random, seededRandom } from './random.ts';
import { normalQuantile } from './special.ts';

/*
 * What a confidence is worth, of sums that a database keeps instead of items (STATISTICS §3). Scores are
 * kept in bins of a hundredth, above 0.9 of a four-hundredth, and 1 by itself. Intervals are 95 % and, but
 * for the error of calibration, the normal limit of the item bootstrap (the infinitesimal jackknife: L. A.
 * Jaeckel, Bell Laboratories memorandum MM 72-1215-11 (1972); B. Efron, *The Jackknife, the Bootstrap and
 * Other Resampling Plans* (1982), chapter 6), which needs first and second moments only.
 */

/** The last edge is a bin of its own: exactly 1. */
export const SCORE_EDGES: readonly number[] = [
  ...Array.from({ length: 90 }, (_, nth) => nth / 100),
  ...Array.from({ length: 41 }, (_, nth) => (360 + nth) / 400),
];

export type Estimated = { value: number; interval: Interval | null };

/** Σ 1/π and Σ 1/π² of the items of one bin, right ones and defects apart. */
export type ScoreBin = {
  bin: number;
  right: { weight: number; squares: number };
  wrong: { weight: number; squares: number };
};

const NORMAL = normalQuantile(0.975);

function around(value: number, variance: number): Interval {
  const half = NORMAL * Math.sqrt(Math.max(0, variance));
  return { low: Math.max(0, value - half), high: Math.min(1, value + half) };
}

/**
 * The AUROC of binned scores (auroc.ts): within a bin every pair counts half. `within` is the most that
 * binning can have moved it: half of the share of pairs that lie in one bin. The interval is DeLong's where
 * all weights are equal. Null without both kinds.
 */
export function aurocOfBins(bins: readonly ScoreBin[]): (Estimated & { within: number }) | null {
  const order = [...bins].sort((a, b) => a.bin - b.bin);
  const all = { right: kind(order, 'right'), wrong: kind(order, 'wrong') };
  const [rights, wrongs] = [all.right.weight, all.wrong.weight];
  if (rights === 0 || wrongs === 0) return null;
  let [below, won, tied] = [0, 0, 0];
  for (const { right, wrong } of order) {
    won += right.weight * (below + wrong.weight / 2);
    tied += right.weight * wrong.weight;
    below += wrong.weight;
  }
  const value = won / (rights * wrongs);
  const within = tied / (2 * rights * wrongs);
  // As many equally likely ones would say as much; of one nothing is known about their spread.
  const effective = {
    right: rights ** 2 / all.right.squares,
    wrong: wrongs ** 2 / all.wrong.squares,
  };
  if (effective.right < 1.5 || effective.wrong < 1.5) return { value, within, interval: null };
  let [lower, beneath, ofRight, ofWrong] = [0, 0, 0, 0];
  for (const { right, wrong } of order) {
    ofRight += right.squares * ((lower + wrong.weight / 2) / wrongs - value) ** 2;
    ofWrong += wrong.squares * (1 - (beneath + right.weight / 2) / rights - value) ** 2;
    lower += wrong.weight;
    beneath += right.weight;
  }
  const variance =
    ((ofRight / rights ** 2) * effective.right) / (effective.right - 1) +
    ((ofWrong / wrongs ** 2) * effective.wrong) / (effective.wrong - 1);
  return { value, within, interval: around(value, variance) };
}

function kind(bins: readonly ScoreBin[], of: 'right' | 'wrong') {
  const sum = { weight: 0, squares: 0 };
  for (const bin of bins) {
    sum.weight += bin[of].weight;
    sum.squares += bin[of].squares;
  }
  return sum;
}

/** Of items with weight w = 1/π and loss l = (confidence − outcome)². */
export type LossSums = {
  items: number;
  /** Σ w, Σ w² */
  weight: number;
  squares: number;
  /** Σ w·l, Σ w²·l, Σ w²·l² */
  loss: number;
  weighted: number;
  both: number;
};

/** Brier's score, exactly, and its interval. Null without an item. */
export function brierOfSums(sums: LossSums): Estimated | null {
  const { items, weight, squares, loss, weighted, both } = sums;
  if (items === 0) return null;
  const value = loss / weight;
  const variance = (both - 2 * value * weighted + value ** 2 * squares) / weight ** 2;
  return { value, interval: items < 2 ? null : around(value, (variance * items) / (items - 1)) };
}

/** One bin of the reliability curve; gap = confidence − outcome. */
export type GapBin = {
  /** Σ w, Σ w² */
  weight: number;
  squares: number;
  /** Σ w·gap, Σ w²·gap, Σ w²·gap² */
  gap: number;
  weighted: number;
  both: number;
};

/**
 * Σ w²·gap and Σ w²·gap² of scores from `from` to `to` (held only where it is 1), each taken for the middle of
 * its bin, which is off by 0.005 at the most.
 */
export function gapMoments(
  scores: readonly ScoreBin[],
  from: number,
  to: number,
): Pick<GapBin, 'weighted' | 'both'> {
  const sums = { weighted: 0, both: 0 };
  for (const { bin, right, wrong } of scores) {
    const low = SCORE_EDGES[bin] ?? 1;
    if (low < from || (low >= to && to < 1)) continue;
    const middle = (low + (SCORE_EDGES[bin + 1] ?? 1)) / 2;
    sums.weighted += right.squares * (middle - 1) + wrong.squares * middle;
    sums.both += right.squares * (middle - 1) ** 2 + wrong.squares * middle ** 2;
  }
  return sums;
}

/**
 * Expected calibration error over the bins of the reliability curve, exactly (reliability.ts). It is a sum of
 * distances, so its interval is drawn: each bin's sums from the normal that a Poisson bootstrap of its items
 * has (N. Chamandy, O. Muralidharan, A. Najmi, S. Naidu, "Estimating uncertainty for massive data streams",
 * Google technical report (2012)). Biased upwards at small n, as the interval is. Null without an item.
 */
export function calibrationOfBins(
  bins: readonly GapBin[],
  { seed, replicates = 500 }: { seed: number; replicates?: number },
): Estimated | null {
  const weight = bins.reduce((sum, bin) => sum + bin.weight, 0);
  if (weight === 0) return null;
  const value = bins.reduce((sum, { gap }) => sum + Math.abs(gap), 0) / weight;
  const normal = normals(seededRandom(seed));
  const drawn = new Float64Array(replicates);
  for (let replicate = 0; replicate < replicates; replicate += 1) {
    let [distance, all] = [0, 0];
    for (const bin of bins) {
      const [first, second] = [normal(), normal()];
      // The two sums go together: the second's normal is given the first's.
      const spread = Math.sqrt(bin.squares);
      const slope = spread === 0 ? 0 : bin.weighted / spread;
      const rest = Math.sqrt(Math.max(0, bin.both - slope ** 2));
      all += Math.max(0, bin.weight + spread * first);
      distance += Math.abs(bin.gap + slope * first + rest * second);
    }
    drawn[replicate] = all === 0 ? 0 : Math.min(1, distance / all);
  }
  drawn.sort();
  return { value, interval: { low: quantile(drawn, 0.025), high: quantile(drawn, 0.975) } };
}

/** Standard normal numbers: G. E. P. Box, M. E. Muller, Annals of Mathematical Statistics 29 (1958) 610–611. */
function normals(random: Random): () => number {
  let kept: number | null = null;
  return () => {
    if (kept !== null) {
      const one = kept;
      kept = null;
      return one;
    }
    const radius = Math.sqrt(-2 * Math.log(random()));
    const angle = 2 * Math.PI * random();
    kept = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}
