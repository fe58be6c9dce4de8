import type { ScoreBin } from '../../core/stats/graded-sums.ts';
import type { ClusterSums } from '../../core/stats/horvitz-thompson.ts';

/** Sums of one measure and key of a group in a week. */
export type Sum = {
  grp: string;
  /** its Monday; '' of what isn't told by week */
  week: string;
  measure: string;
  key: string;
  n: number;
  hits: number;
  squares: number;
  total: number;
  items: number;
};

/** One measure with many keys, of one workflow, model version, template and span. */
export type Spread = {
  grp: string;
  week: string;
  /** with its workflow: two may name one alike */
  template: string;
  measure: 'account' | 'wait' | 'score';
  keys: readonly number[];
  n: readonly number[];
  more: readonly number[];
};

export type Clusters = { account: ClusterSums; template: ClusterSums; both: ClusterSums };

/** Everything of one group, in one week or over all. */
export type Part = {
  sums: Sum[];
  /** bin of waiting time (metric-facts.ts) → how many */
  waits: Map<number, number>;
  clusters: Clusters;
};
export type Group = Part & { weeks: Map<string, Part>; scores: ScoreBin[] };
export type Gathering = { sums: readonly Sum[]; groups: Map<string, Group> };

/** How many groups of accounts there are (metric_group). */
const ACCOUNTS = 64;

/** Weight (even places) and hits (odd ones) of each group of accounts, by template. */
type Weights = Map<string, Float64Array>;
type Growing = { sums: Sum[]; waits: Map<number, number>; weights: Weights };
type GrowingGroup = Growing & { weeks: Map<string, Growing>; scores: Map<number, ScoreBin> };

const none = (): Growing => ({ sums: [], waits: new Map(), weights: new Map() });

/** Puts sums and spreads together by group and week. */
export function gathered(rows: { sums: readonly Sum[]; spreads: readonly Spread[] }): Gathering {
  const groups = new Map<string, GrowingGroup>();
  const groupOf = (grp: string): GrowingGroup => {
    const known = groups.get(grp) ?? { ...none(), weeks: new Map(), scores: new Map() };
    groups.set(grp, known);
    return known;
  };
  const weekOf = (group: GrowingGroup, week: string): Growing => {
    const known = group.weeks.get(week) ?? none();
    group.weeks.set(week, known);
    return known;
  };
  for (const sum of rows.sums) {
    const group = groupOf(sum.grp);
    group.sums.push(sum);
    if (sum.week !== '') weekOf(group, sum.week).sums.push(sum);
  }
  for (const spread of rows.spreads) {
    const group = groupOf(spread.grp);
    if (spread.measure === 'score') addScores(group.scores, spread);
    else
      for (const part of [group, weekOf(group, spread.week)])
        if (spread.measure === 'wait') addWaits(part.waits, spread);
        else addWeights(part.weights, spread);
  }
  return {
    sums: rows.sums,
    groups: new Map(
      [...groups].map(([id, group]) => [
        id,
        {
          ...partOf(group),
          weeks: new Map([...group.weeks].map(([week, part]) => [week, partOf(part)])),
          scores: [...group.scores.values()],
        },
      ]),
    ),
  };
}

const partOf = ({ sums, waits, weights }: Growing): Part => ({
  ...{ sums, waits, clusters: clustersOf(weights) },
});

export const emptyGroup = (): Group => ({ ...partOf(none()), weeks: new Map(), scores: [] });

function addWaits(waits: Map<number, number>, { keys, n }: Spread): void {
  for (const [at, key] of keys.entries()) waits.set(key, (waits.get(key) ?? 0) + (n[at] ?? 0));
}

function addWeights(weights: Weights, { template, keys, n, more }: Spread): void {
  const known = weights.get(template) ?? new Float64Array(2 * ACCOUNTS);
  weights.set(template, known);
  for (const [at, key] of keys.entries()) {
    known[2 * key] = (known[2 * key] ?? 0) + (n[at] ?? 0);
    known[2 * key + 1] = (known[2 * key + 1] ?? 0) + (more[at] ?? 0);
  }
}

/** A score's key is twice its bin, and one more where no defect was found (metric-facts.ts). */
function addScores(scores: Map<number, ScoreBin>, { keys, n, more }: Spread): void {
  for (const [at, key] of keys.entries()) {
    const bin = key >> 1;
    const known = scores.get(bin) ?? {
      bin,
      right: { weight: 0, squares: 0 },
      wrong: { weight: 0, squares: 0 },
    };
    scores.set(bin, known);
    const kind = key % 2 === 1 ? known.right : known.wrong;
    kind.weight += n[at] ?? 0;
    kind.squares += more[at] ?? 0;
  }
}

/**
 * Of clusters with weight W and hits H: Σ W², Σ H·W, Σ H² and how many there are, from which the variance
 * follows for any rate (core/stats/horvitz-thompson.ts).
 */
function clustersOf(weights: Weights): Clusters {
  const clusters = { account: zero(), template: zero(), both: zero() };
  const accounts = new Float64Array(2 * ACCOUNTS);
  for (const of of weights.values()) {
    let [weight, hits] = [0, 0];
    for (let at = 0; at < of.length; at += 2) {
      const [w, h] = [of[at] ?? 0, of[at + 1] ?? 0];
      add(clusters.both, w, h);
      accounts[at] = (accounts[at] ?? 0) + w;
      accounts[at + 1] = (accounts[at + 1] ?? 0) + h;
      weight += w;
      hits += h;
    }
    add(clusters.template, weight, hits);
  }
  for (let at = 0; at < accounts.length; at += 2)
    add(clusters.account, accounts[at] ?? 0, accounts[at + 1] ?? 0);
  return clusters;
}

const zero = (): ClusterSums => ({ ww: 0, hw: 0, hh: 0, count: 0 });

/** One without weight is none. */
function add(sums: ClusterSums, w: number, h: number): void {
  if (w === 0) return;
  sums.ww += w * w;
  sums.hw += h * w;
  sums.hh += h * h;
  sums.count += 1;
}
