import { weightedRateOfSums } from '../../core/stats/horvitz-thompson.ts';
import { jeffreys } from '../../core/stats/jeffreys.ts';
import { countedQuantile, type QuantileEstimate } from '../../core/stats/quantile.ts';
import { RELIABILITY_EDGES } from '../../core/stats/reliability.ts';
import { wilson } from '../../core/stats/wilson.ts';
import type { Estimate, Measure, MetricsAnswer } from '../../protocol/metrics.ts';
import { WAIT_STEP } from './metric-facts.ts';
import type { Clusters, Sum } from './metric-read.ts';

/** Sums of one group, in one week or all. */
export type Part = { sums: readonly Sum[]; clusters: readonly Clusters[] };
export type Series = MetricsAnswer['series'][number];

export const rateOf = (hits: number, n: number): Estimate =>
  n === 0 ? { n, value: null, low: null, high: null } : { n, value: hits / n, ...wilson(hits, n) };

const of = ({ sums }: Part, measure: string, key?: string): Sum[] =>
  sums.filter((sum) => sum.measure === measure && (key === undefined || sum.key === key));
export const total = (sums: readonly Sum[], column: 'n' | 'hits' | 'total'): number =>
  sums.reduce((sum, row) => sum + row[column], 0);

function plain(part: Part, measure: string): Estimate {
  const sums = of(part, measure);
  return rateOf(total(sums, 'hits'), total(sums, 'n'));
}

/** M1: of all defects that came to light, those that a person found, before or after it ran. */
function foundFirst(part: Part): Estimate {
  const byPeople = total(
    of(part, 'found').filter(({ key }) => key === 'person' || key === 'audit'),
    'n',
  );
  return rateOf(byPeople, total(of(part, 'found'), 'n'));
}

function override(part: Part): Estimate {
  const sums = of(part, 'all');
  const items = sums.reduce((sum, row) => sum + row.items, 0);
  if (items === 0) return { n: 0, value: null, low: null, high: null };
  const clusters = (kind: Clusters['kind']) =>
    part.clusters.find((one) => one.kind === kind) ?? { ww: 0, hw: 0, hh: 0, count: 0 };
  const { rate, low, high } = weightedRateOfSums({
    ...{ items, weight: total(sums, 'n'), hits: total(sums, 'hits') },
    squares: sums.reduce((sum, row) => sum + row.squares, 0),
    ...{ account: clusters('account'), template: clusters('template'), both: clusters('both') },
  });
  return { n: items, value: rate, low, high };
}

/** Of waiting times in bins; each bin's value is its middle, seconds. */
function waited(part: Part, p: number): Estimate {
  const bins = new Map<number, number>();
  for (const { key, n } of of(part, 'wait'))
    bins.set(Number(key), (bins.get(Number(key)) ?? 0) + n);
  const counts = [...bins]
    .sort(([a], [b]) => a - b)
    .map(([bin, n]) => ({ value: Math.exp((bin + 0.5) * WAIT_STEP), n }));
  const n = counts.reduce((sum, count) => sum + count.n, 0);
  if (n === 0) return { n, value: null, low: null, high: null };
  return estimateOf(n, countedQuantile(counts, p));
}

export const estimateOf = (n: number, { estimate, low, high }: QuantileEstimate): Estimate => ({
  ...{ n, value: estimate, low, high },
});

function decisions(part: Part): Estimate {
  const n = total(of(part, 'human'), 'n');
  return { n, value: n, low: null, high: null };
}

const MEASURES: readonly [Measure, (part: Part) => Estimate][] = [
  ['found-first', foundFirst],
  ['read', (part) => plain(part, 'read')],
  ['override', override],
  ['override-human', (part) => plain(part, 'human')],
  ['wait-median', (part) => waited(part, 0.5)],
  ['wait-90', (part) => waited(part, 0.9)],
  ['decisions', decisions],
  ['reached', (part) => plain(part, 'reached')],
];

/** All measures that are made of sums, of one group. */
export function seriesOf(group: string, whole: Part, weeks: readonly string[]): Series[] {
  const byWeek = new Map(
    weeks.map((week) => [week, { sums: [] as Sum[], clusters: [] as Clusters[] }]),
  );
  for (const sum of whole.sums) byWeek.get(sum.week)?.sums.push(sum);
  for (const one of whole.clusters) if (one.week !== null) byWeek.get(one.week)?.clusters.push(one);
  const parts = [...byWeek.values()];
  const over = { sums: whole.sums, clusters: whole.clusters.filter(({ week }) => week === null) };
  return MEASURES.map(([measure, figure]) => ({
    ...{ measure, group, total: figure(over) },
    weeks: parts.map((part) => {
      const estimate = figure(part);
      return estimate.n === 0 ? null : estimate;
    }),
  }));
}

/** The reliability curve, as core/stats/reliability.ts makes it of single items. */
export function reliabilityOf(part: Part): MetricsAnswer['reliability'][number]['bins'] {
  const bins = RELIABILITY_EDGES.slice(1).map((to, index) => {
    const sums = of(part, 'right', String(index));
    return {
      ...{ from: RELIABILITY_EDGES[index] ?? 0, to },
      n: sums.reduce((sum, row) => sum + row.items, 0),
      ...{ weight: total(sums, 'n'), right: total(sums, 'hits'), says: total(sums, 'total') },
      squares: sums.reduce((sum, row) => sum + row.squares, 0),
    };
  });
  const all = bins.reduce((sum, { weight }) => sum + weight, 0);
  return bins.flatMap(({ from, to, n, weight, right, says, squares }) => {
    if (n === 0) return [];
    const effective = weight ** 2 / squares;
    const share = Math.min(1, right / weight);
    return {
      ...{ from, to, n, share: weight / all, says: says / weight, right: share },
      ...jeffreys(share * effective, effective),
    };
  });
}
