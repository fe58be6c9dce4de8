import type { Query } from './db.ts';
import { BACKS, BY_HAND } from './metric-backs.ts';
import { FACT_VALUES, FACTS, isSpread, SPREADS, WEEKLY } from './metric-facts.ts';
import { type Gathering, gathered, type Spread, type Sum } from './metric-gather.ts';
import { DAY_MS, dateOf, WEEK_MS } from './metric-spans.ts';

export type By = 'all' | 'workflow' | 'model-version' | 'template';
export type MetricsRef = {
  workspaceId: string;
  workflowId: string | null;
  /** Monday of the first week, milliseconds */
  from: number;
  now: number;
  by: By;
};

const GROUPS: Record<By, string> = {
  all: "''",
  workflow: 'workflow_id',
  'model-version': 'model_version',
  // Two workflows may name a template alike.
  template: `workflow_id || chr(31) || template`,
};

/** What is of no workflow is of all. */
const wanted = (value: string): string =>
  `(${value}::text is null or workflow_id = ${value} or (workflow_id = '' and measure = 'outcome'))`;
const MONDAY = "date_trunc('week', first::timestamp)::date::text";
const COLUMNS = 'sum(n) as n, sum(hits) as hits, sum(squares) as squares, sum(total) as total';

const keptSums = (by: By): string => `select ${GROUPS[by]} as grp,
    case when measure = any ($5) then ${MONDAY} else '' end as week, measure, key,
    ${COLUMNS}, sum(items)::double precision as items
  from metric_sums where workspace_id = $1 and first >= $2::date and first < $3::date
    and measure <> 'cause' and ${wanted('$4')} group by 1, 2, 3, 4`;

/** Arrays as text: the driver would take them apart letter by letter. */
const keptSpreads = (by: By): string => `select ${GROUPS[by]} as grp, ${MONDAY} as week,
    workflow_id || chr(31) || template as template, measure, keys::text as keys, n::text as n,
    case measure when 'wait' then null else more::text end as more
  from metric_spreads where workspace_id = $1 and first >= $2::date and first < $3::date
    and ${wanted('$4')}`;

const fresh = (facts: string, by: By, workflow: string): string => `select ${GROUPS[by]} as grp,
    week::text as week, workflow_id || chr(31) || template as template, measure, key,
    n, hits, squares, total, items::double precision as items, model_version
  from (${facts}) f where ${wanted(workflow)}`;

/** `template` with its workflow, as groups have it */
type Fresh = Sum & { template: string; model_version: string };
/** `cause`: workflow, template and model version, with U+001F between. */
export type Cause = { cause: string; found: number; sent: number };

/** All sums of the period: of what is counted, and anew since the first day that isn't. */
export async function readSums(
  q: Query,
  ref: MetricsRef,
): Promise<Gathering & { causes: readonly Cause[] }> {
  const { workspaceId, workflowId, from, now, by } = ref;
  const counted = await q<{ first: string; days: number }>(
    'select first::text as first, days from metric_spans where workspace_id = $1 and first >= $2::date',
    [workspaceId, dateOf(from)],
  );
  const known = new Set(counted.map(({ first, days }) => `${first} ${days}`));
  let week = from;
  while (known.has(`${dateOf(week)} 7`)) week += WEEK_MS;
  let day = week;
  while (known.has(`${dateOf(day)} 1`)) day += DAY_MS;

  const kept = [workspaceId, dateOf(from), dateOf(day), workflowId];
  // A planner that doesn't know yet how many rows were just written would sort them all.
  await q("select set_config('enable_sort', 'off', true), set_config('work_mem', '32MB', true)");
  const sums = await q<Sum>(keptSums(by), [...kept, [...WEEKLY]]);
  await q("select set_config('enable_sort', 'on', true)");
  const spreads = await q<{ [key in keyof Spread]: string }>(keptSpreads(by), kept);
  const to = new Date(Math.max(now, day) + WEEK_MS);
  const since = [workspaceId, new Date(day), to];
  const news = [
    ...(await q<Fresh>(fresh(FACTS, by, '$8'), [...since, ...FACT_VALUES, workflowId])),
    ...(await q<Fresh>(fresh(BACKS, by, '$4'), [...since, workflowId])),
    ...(await q<Fresh>(fresh(BY_HAND, by, '$4'), [
      ...[workspaceId, new Date(week), to, workflowId],
    ])),
  ];
  const causes = await q<Cause>(
    `select concat_ws(chr(31), workflow_id, template, model_version) as cause, min(n) as found,
       min(hits) as sent
     from metric_sums where workspace_id = $1 and first >= $2::date and first < $3::date
       and measure = 'cause' and ($4::text is null or workflow_id = $4) group by 1`,
    kept,
  );
  return {
    ...gathered({
      sums: [...sums, ...news.filter(({ measure }) => !isSpread(measure) && measure !== 'cause')],
      spreads: [...spreads.map(unpacked), ...news.flatMap(spreadOf)],
    }),
    causes: earliest([...causes, ...news.flatMap(causeOf)]),
  };
}

const numbers = (text: string): number[] => JSON.parse(`[${text.slice(1, -1)}]`);

const unpacked = (row: { [key in keyof Spread]: string | null }): Spread =>
  ({
    ...row,
    keys: numbers(row.keys ?? '{}'),
    n: numbers(row.n ?? '{}'),
    more: numbers(row.more ?? '{}'),
  }) as Spread;

function spreadOf(row: Fresh): Spread[] {
  const { grp, week, template, measure, key, n } = row;
  if (!isSpread(measure)) return [];
  return [
    { grp, week, template, measure, keys: [Number(key)], n: [n], more: [row[SPREADS[measure]]] },
  ];
}

const causeOf = (row: Fresh): Cause[] =>
  row.measure === 'cause'
    ? [
        {
          cause: `${row.template}\u001f${row.model_version}`,
          ...{ found: row.n, sent: row.hits },
        },
      ]
    : [];

/** What has one cause is found when the first of it is, and began with the first that was sent. */
function earliest(causes: readonly Cause[]): Cause[] {
  const first = new Map<string, Cause>();
  for (const one of causes) {
    const known = first.get(one.cause) ?? one;
    first.set(one.cause, {
      cause: one.cause,
      found: Math.min(known.found, one.found),
      sent: Math.min(known.sent, one.sent),
    });
  }
  return [...first.values()];
}
