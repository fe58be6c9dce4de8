import { newcombe } from '../../core/stats/newcombe.ts';
import type { MetricsAnswer } from '../../protocol/metrics.ts';
import type { Query } from './db.ts';
import { type AsideRef, agreement, detection } from './metric-asides.ts';
import type { Sum } from './metric-gather.ts';
import type { By, Cause } from './metric-read.ts';
import { rateOf } from './metric-series.ts';

type Apart = NonNullable<MetricsAnswer['apart']>[number];

/** M3, M7, M8 and M9 of each group. */
export async function apartOf(
  q: Query,
  ref: AsideRef,
  told: { by: By; groups: readonly string[]; sums: readonly Sum[]; causes: readonly Cause[] },
): Promise<Apart[]> {
  const { by, groups, sums, causes } = told;
  const apart: Apart[] = [];
  for (const group of groups) {
    const mine = sums.filter((sum) => sum.grp === group || isByHand(sum));
    apart.push({
      group,
      detection: detection(causes.filter(({ cause }) => groupOfCause(cause, by) === group)),
      ...(by === 'workflow'
        ? { agreement: await agreement(q, { ...ref, workflowId: group }) }
        : {}),
      outcomes: outcomesOf(mine),
      signals: signalsOf(mine),
    });
  }
  return apart;
}

const isByHand = ({ measure, key }: Sum): boolean =>
  measure === 'outcome' && key.startsWith('by-hand:');

function groupOfCause(cause: string, by: By): string {
  const [workflow = '', template = '', version = ''] = cause.split('\u001f');
  if (by === 'workflow') return workflow;
  return by === 'template' ? `${workflow}\u001f${template}` : version;
}

/** Sums of a measure by key, over all groups and weeks that are given. */
export function keyed(
  sums: readonly Sum[],
  measure: string,
): Map<string, { n: number; hits: number }> {
  const found = new Map<string, { n: number; hits: number }>();
  for (const sum of sums) {
    if (sum.measure !== measure) continue;
    const known = found.get(sum.key) ?? { n: 0, hits: 0 };
    found.set(sum.key, { n: known.n + sum.n, hits: known.hits + sum.hits });
  }
  return found;
}

const ARMS = ['approve', 'approve_edited', 'nobody', 'by-hand'] as const;
const OUTCOMES = ['reply', 'positive', 'meeting', 'conversion'] as const;

/** M8. */
export function outcomesOf(sums: readonly Sum[]): MetricsAnswer['outcomes'] {
  const found = keyed(sums, 'outcome');
  return OUTCOMES.flatMap((outcome) => {
    const hand = found.get(`by-hand:${outcome}`);
    return ARMS.flatMap((arm) => {
      const count = found.get(`${arm}:${outcome}`);
      if (!count || count.n === 0) return [];
      const less = hand && arm !== 'by-hand' ? newcombe(count, hand) : null;
      return [{ arm, outcome, hits: count.hits, ...rateOf(count.hits, count.n), less }];
    });
  });
}

/** M9. */
export const signalsOf = (sums: readonly Sum[]): MetricsAnswer['signals'] =>
  [...keyed(sums, 'signal')]
    .map(([type, { n, hits }]) => ({ type, hits, ...rateOf(hits, n) }))
    .sort((a, b) => (b.value ?? 0) - (a.value ?? 0) || (a.type < b.type ? -1 : 1));
