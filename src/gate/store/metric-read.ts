import type { Query } from './db.ts';
import { CELL_COLUMNS, FACT_VALUES, FACTS } from './metric-facts.ts';
import { dateOf, WEEK_MS } from './metric-roll.ts';

export type By = 'all' | 'workflow' | 'model-version' | 'template';
export type MetricsRef = {
  workspaceId: string;
  workflowId: string | null;
  /** Monday of the first week, milliseconds */
  from: number;
  now: number;
  by: By;
};

/** Sums of one measure and key of a group in a week. */
export type Sum = {
  grp: string;
  week: string;
  measure: string;
  key: string;
  n: number;
  hits: number;
  squares: number;
  total: number;
  items: number;
};

/**
 * Of clusters with weight W and hits H: Σ W², Σ H·W, Σ H² and how many there are, from which the
 * variance follows for any rate (core/stats/horvitz-thompson.ts). `week` is null over all weeks.
 */
export type Clusters = {
  grp: string;
  week: string | null;
  kind: 'account' | 'template' | 'both';
  ww: number;
  hw: number;
  hh: number;
  count: number;
};

const GROUPS: Record<By, string> = {
  all: "''",
  workflow: 'workflow_id',
  'model-version': 'model_version',
  // Two workflows may name a template alike.
  template: `workflow_id || chr(31) || template`,
};

const CLUSTERS = {
  account: 'key',
  template: 'workflow_id || chr(31) || template',
  both: 'key || chr(31) || workflow_id || chr(31) || template',
} as const;

const clusters = (kind: keyof typeof CLUSTERS): string =>
  `select grp, week::text, '${kind}' as kind, sum(w * w) as n, sum(h * w) as hits,
     sum(h * h) as squares, count(*)::double precision as total
   from (select grp, week, ${CLUSTERS[kind]} as cluster, sum(n) as w, sum(hits) as h
     from of_all group by grouping sets ((grp, week, 3), (grp, 3))) c group by grp, week`;

const textOf = (by: By): string => `with fresh as (${FACTS}), cells as (
  select ${CELL_COLUMNS} from metric_cells
  where workspace_id = $1 and week >= $7::date and week < ($2::timestamptz at time zone 'utc')::date
  union all select ${CELL_COLUMNS} from fresh
), named as materialized (
  select ${GROUPS[by]} as grp, c.* from cells c
  where $8::text is null or workflow_id = $8 or (workflow_id = '' and measure = 'outcome')
), of_all as materialized (
  select grp, week, workflow_id, template, key, sum(n) as n, sum(hits) as hits from named
  where measure = 'all' group by grp, week, workflow_id, template, key
)
select grp, week::text as week, measure, case measure when 'all' then '' else key end as key,
  sum(n) as n, sum(hits) as hits, sum(squares) as squares, sum(total) as total,
  sum(items)::double precision as items
from named group by 1, 2, 3, 4
union all select grp, week, 'clusters', kind, n, hits, squares, total, 0 from (
  ${clusters('account')} union all ${clusters('template')} union all ${clusters('both')}) x`;

/** All sums of the period, from what is counted and, since the first week that isn't, anew. */
export async function readCells(
  q: Query,
  ref: MetricsRef,
): Promise<{ sums: Sum[]; clusters: Clusters[] }> {
  const { workspaceId, workflowId, from, now, by } = ref;
  const counted = await q<{ week: string }>(
    `select week::text as week from metric_weeks where workspace_id = $1 and week >= $2::date`,
    [workspaceId, dateOf(from)],
  );
  const known = new Set(counted.map(({ week }) => week));
  let fresh = from;
  while (known.has(dateOf(fresh))) fresh += WEEK_MS;
  const rows = await q<Sum & { week: string | null }>(textOf(by), [
    workspaceId,
    new Date(fresh),
    new Date(Math.max(now, fresh) + WEEK_MS),
    ...FACT_VALUES,
    dateOf(from),
    workflowId,
  ]);
  const sums: Sum[] = [];
  const found: Clusters[] = [];
  for (const row of rows) {
    if (row.measure === 'clusters')
      found.push({
        ...{ grp: row.grp, week: row.week, kind: row.key as Clusters['kind'] },
        ...{ ww: row.n, hw: row.hits, hh: row.squares, count: row.total },
      });
    else if (row.week !== null) sums.push({ ...row, week: row.week });
  }
  return { sums, clusters: found };
}
