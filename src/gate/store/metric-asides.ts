import { pairAgreement } from '../../core/stats/agreement.ts';
import { alertPrecision } from '../../core/stats/alert-precision.ts';
import { clopperPearson } from '../../core/stats/clopper-pearson.ts';
import { quantileInterval } from '../../core/stats/quantile.ts';
import type { Estimate, MetricsAnswer } from '../../protocol/metrics.ts';
import type { Query } from './db.ts';
import { doubleLooks } from './look-counts.ts';
import type { Sum } from './metric-gather.ts';
import { estimateOf, type Series, total } from './metric-series.ts';
import { iso } from './rows.ts';

/** What is so rare that it is counted each time: alerts, second looks, and what waits now. */
export type AsideRef = { workspaceId: string; workflowId: string | null; from: Date };

const NOTHING: Estimate = { n: 0, value: null, low: null, high: null };

type Weekly<T> = T & { week: string; workflow: string };

/** A series of a figure that is made of single rows, over all and (where asked for) by workflow. */
function series<T>(
  measure: Series['measure'],
  rows: readonly Weekly<T>[],
  over: { groups: readonly string[]; weeks: readonly string[]; split: boolean },
  figure: (rows: readonly T[]) => Estimate,
): Series[] {
  return over.groups.map((group) => {
    const mine = over.split ? rows.filter(({ workflow }) => workflow === group) : rows;
    return {
      ...{ measure, group, total: mine.length === 0 ? NOTHING : figure(mine) },
      weeks: over.weeks.map((week) => {
        const ofWeek = mine.filter((row) => row.week === week);
        return ofWeek.length === 0 ? null : figure(ofWeek);
      }),
    };
  });
}
export type Over = Parameters<typeof series>[2];

/** M2, by the week in which an alert was first raised. */
export async function precisionSeries(q: Query, ref: AsideRef, over: Over): Promise<Series[]> {
  const rows = await q<{ week: string; workflow: string; n: number; hits: number }>(
    `select date_trunc('week', a.first_at at time zone 'utc')::date::text as week,
       coalesce(a.workflow_id, '') as workflow, count(*)::int as n,
       (count(*) filter (where a.verdict = 'actionable'))::int as hits
     from alerts a where a.workspace_id = $1 and ($2::text is null or a.workflow_id = $2)
       and a.first_at >= $3 and a.verdict is not null group by 1, 2`,
    [ref.workspaceId, ref.workflowId, ref.from],
  );
  return series('alert-precision', rows, over, (some) => {
    const [n, worth] = [total(some, 'n'), total(some, 'hits')];
    const { precision, low, high } = alertPrecision(worth, n);
    return { n, value: precision, low, high };
  });
}

/** How often planted defects were noticed, apart for those that our own checks flag. */
export function catchSeries(sums: readonly Sum[], over: Over): Series[] {
  const rows = sums
    .filter(({ measure }) => measure === 'catch')
    .map(({ week, grp, key, n, hits }) => ({ week, workflow: grp, key, n, hits }));
  return (['unflagged', 'flagged'] as const).flatMap((kind) =>
    series(
      `catch-${kind}`,
      rows.filter(({ key }) => key === kind),
      over,
      (some) => {
        const [planted, caught] = [total(some, 'n'), total(some, 'hits')];
        return { n: planted, value: caught / planted, ...clopperPearson(caught, planted) };
      },
    ),
  );
}

/**
 * M3. Bad sends of one workflow, model version and template have one cause, traced back to the first of
 * them that is known; it was found with the first report or failed audit. Hours, median.
 * @param causes seconds
 */
export function detection(causes: readonly { found: number; sent: number }[]): Estimate {
  if (causes.length === 0) return NOTHING;
  const hours = causes.map(({ found, sent }) => Math.max(0, found - sent) / 3600);
  return estimateOf(hours.length, quantileInterval(hours, 0.5));
}

/** M7. */
export async function agreement(
  q: Query,
  { workspaceId, workflowId }: AsideRef,
): Promise<MetricsAnswer['agreement']> {
  const pairs = await doubleLooks(q, { workspaceId, workflowId: workflowId ?? undefined });
  const word = (defect: boolean): string => (defect ? 'defect' : 'right');
  return pairAgreement(
    pairs.map(({ first, second }) => [word(first), word(second)] as const),
    2,
    { seed: 1, replicates: 400 },
  );
}

/**
 * M6: what waits for a person now, most first.
 * @param paceOf hours that one takes, null where nobody knows
 */
export async function backlog(
  q: Query,
  { workspaceId, workflowId }: AsideRef,
  paceOf: (workflowId: string) => number | null,
): Promise<MetricsAnswer['backlog']> {
  const rows = await q<{ id: string; name: string; items: number; oldest: Date | null }>(
    `select w.id, w.name, p.items, p.oldest from workflows w
     cross join lateral (select count(*)::int as items, min(p.created_at) as oldest from proposals p
       where p.workspace_id = $1 and p.workflow_id = w.id
         and p.state in ('pending', 'escalated', 'recalled') and p.lane = 'human') p
     where w.workspace_id = $1 and ($2::text is null or w.id = $2)
     order by 3 desc, w.name limit 200`,
    [workspaceId, workflowId],
  );
  return rows.map(({ id, name, items, oldest }) => {
    const pace = paceOf(id);
    return {
      ...{ workflowId: id, name, items, oldestAt: oldest === null ? null : iso(oldest) },
      hours: items === 0 ? 0 : pace === null ? null : items * pace,
    };
  });
}
