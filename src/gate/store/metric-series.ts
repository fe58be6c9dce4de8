import { weightedRateOfSums } from '../../core/stats/horvitz-thompson.ts';
import { countedQuantile, type QuantileEstimate } from '../../core/stats/quantile.ts';
import { wilson } from '../../core/stats/wilson.ts';
import type { Estimate, Measure, MetricsAnswer } from '../../protocol/metrics.ts';
import { WAIT_STEP } from './metric-facts.ts';
import { emptyGroup, type Group, type Part, type Sum } from './metric-gather.ts';

export type Series = MetricsAnswer['series'][number];

export const rateOf = (hits: number, n: number): Estimate =>
  n === 0 ? { n, value: null, low: null, high: null } : { n, value: hits / n, ...wilson(hits, n) };

export const of = ({ sums }: Pick<Part, 'sums'>, measure: string, key?: string): Sum[] =>
  sums.filter((sum) => sum.measure === measure && (key === undefined || sum.key === key));
export const total = <Column extends 'n' | 'hits' | 'squares' | 'total'>(
  sums: readonly { [key in Column]: number }[],
  column: Column,
): number => sums.reduce((sum, row) => sum + row[column], 0);

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
  const sums = of(part, 'looked');
  const items = sums.reduce((sum, row) => sum + row.items, 0);
  if (items === 0) return { n: 0, value: null, low: null, high: null };
  const { rate, low, high } = weightedRateOfSums({
    ...{ items, weight: total(sums, 'n'), hits: total(sums, 'hits') },
    squares: total(sums, 'squares'),
    ...part.clusters,
  });
  return { n: items, value: rate, low, high };
}

/** Of waiting times in bins; each bin's value is its middle, seconds. */
function waited({ waits }: Part, p: number): Estimate {
  const counts = [...waits]
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
export function seriesOf(group: string, whole: Group, weeks: readonly string[]): Series[] {
  const nothing = emptyGroup();
  const parts = weeks.map((week) => whole.weeks.get(week) ?? nothing);
  return MEASURES.map(([measure, figure]) => ({
    ...{ measure, group, total: figure(whole) },
    weeks: parts.map((part) => {
      const estimate = figure(part);
      return estimate.n === 0 ? null : estimate;
    }),
  }));
}
