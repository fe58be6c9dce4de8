import {
  aurocOfBins,
  brierOfSums,
  calibrationOfBins,
  type Estimated,
  gapMoments,
} from '../../core/stats/graded-sums.ts';
import { jeffreys } from '../../core/stats/jeffreys.ts';
import { RELIABILITY_EDGES } from '../../core/stats/reliability.ts';
import type { MetricsAnswer } from '../../protocol/metrics.ts';
import type { Group, Sum } from './metric-gather.ts';
import { of, total } from './metric-series.ts';

type Reliability = MetricsAnswer['reliability'][number];
type Bin = ReturnType<typeof binsOf>[number];

/** What a confidence was worth: the reliability curve, as core/stats/reliability.ts makes it of items, and figures. */
export function reliabilityOf(group: Group): Omit<Reliability, 'group'> {
  const bins = binsOf(group);
  return { bins: curveOf(bins), worth: worthOf(group, bins) };
}

function binsOf(group: Group) {
  return RELIABILITY_EDGES.slice(1).map((to, index) => {
    const sums = of(group, 'right', String(index));
    return {
      ...{ from: RELIABILITY_EDGES[index] ?? 0, to, n: items(sums) },
      ...{ weight: total(sums, 'n'), right: total(sums, 'hits'), says: total(sums, 'total') },
      squares: total(sums, 'squares'),
    };
  });
}

const items = (sums: readonly Sum[]): number => sums.reduce((sum, row) => sum + row.items, 0);

function curveOf(bins: readonly Bin[]): Reliability['bins'] {
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

function worthOf(group: Group, bins: readonly Bin[]): Reliability['worth'] {
  const looked = of(group, 'looked');
  const losses = of(group, 'brier');
  const n = items(looked);
  const sorts = aurocOfBins(group.scores);
  return {
    sorts: { ...estimate(n, sorts), within: sorts?.within ?? 0 },
    brier: estimate(
      n,
      brierOfSums({
        ...{ items: n, weight: total(looked, 'n'), squares: total(looked, 'squares') },
        ...{ loss: total(losses, 'n'), weighted: total(losses, 'hits') },
        both: total(losses, 'squares'),
      }),
    ),
    calibration: estimate(
      n,
      calibrationOfBins(
        bins
          .filter((bin) => bin.n > 0)
          .map(({ from, to, weight, squares, says, right }) => ({
            ...{ weight, squares, gap: says - right, ...gapMoments(group.scores, from, to) },
          })),
        { seed: 1 },
      ),
    ),
  };
}

const estimate = (n: number, found: Estimated | null) => ({
  ...{ n: found === null ? 0 : n, value: found?.value ?? null },
  ...{ low: found?.interval?.low ?? null, high: found?.interval?.high ?? null },
});
