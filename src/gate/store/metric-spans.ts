import type { Query } from './db.ts';
import { BACKS, BY_HAND, LATE_MEASURES } from './metric-backs.ts';
import { FACT_VALUES, FACTS, SPREADS } from './metric-facts.ts';

/** A week (from a Monday) or a day of the present week, in UTC. */
export type Span = {
  /** milliseconds */
  first: number;
  days: 1 | 7;
};

export const DAY_MS = 86_400_000;
export const WEEK_MS = 7 * DAY_MS;

/** The Monday, in UTC, of the week of a time; both in milliseconds. */
export function mondayOf(time: number): number {
  const day = Math.floor(time / DAY_MS);
  // 1970-01-01 was a Thursday
  return (day - ((((day + 3) % 7) + 7) % 7)) * DAY_MS;
}

export const dateOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

const OF = 'workflow_id, model_version, template, measure';
const SUMS = `${OF}, key, n, hits, squares, total, items`;

/** Packs what a text of facts counts in a span. The first four values are workspace, from, to and its days. */
const packed = (facts: string, days: string): string => `with f as materialized (${facts}),
  sums as (insert into metric_sums (workspace_id, first, days, ${SUMS})
    select $1, ($2::timestamptz at time zone 'utc')::date, ${days}, ${SUMS} from f
    where measure not in (${Object.keys(SPREADS).map((one) => `'${one}'`)}))
  insert into metric_spreads (workspace_id, first, days, ${OF}, keys, n, more)
  select $1, ($2::timestamptz at time zone 'utc')::date, ${days}, ${OF},
    array_agg(key::smallint order by key::smallint), array_agg(n order by key::smallint),
    array_agg(case measure ${Object.entries(SPREADS)
      .map(([measure, column]) => `when '${measure}' then ${column}`)
      .join(' ')} end order by key::smallint)
  from f where measure in (${Object.keys(SPREADS).map((one) => `'${one}'`)}) group by ${OF}`;

/** Counts a span for the first time; not again, and no day of a week that is counted. */
export async function countSpan(
  q: Query,
  { workspaceId, span }: { workspaceId: string; span: Span },
): Promise<boolean> {
  const { first, days } = span;
  const [from, to] = [new Date(first), new Date(first + days * DAY_MS)];
  const mine = await q(
    `insert into metric_spans (workspace_id, first, days)
     select $1, $2::date, $3 where not exists (select from metric_spans where workspace_id = $1
       and (first, days) in (($2::date, $3::smallint), ($4::date, 7::smallint))) returning 1`,
    [workspaceId, dateOf(first), days, dateOf(mondayOf(first))],
  );
  if (mine.length === 0) return false;
  if (days === 7)
    for (const table of ['metric_spans', 'metric_sums', 'metric_spreads'])
      await q(
        `delete from ${table} where workspace_id = $1 and days = 1 and first >= $2::date
           and first < $3::date`,
        [workspaceId, dateOf(first), dateOf(first + WEEK_MS)],
      );
  await q(packed(FACTS, String(days)), [workspaceId, from, to, ...FACT_VALUES]);
  await countBacks(q, { workspaceId, span });
  return true;
}

/** Counts what came back for a counted span anew. */
export async function recountSpan(
  q: Query,
  { workspaceId, span }: { workspaceId: string; span: Span },
): Promise<boolean> {
  const known = await q(
    'select 1 from metric_spans where workspace_id = $1 and first = $2::date and days = $3',
    [workspaceId, dateOf(span.first), span.days],
  );
  if (known.length === 0) return false;
  await q(
    `delete from metric_sums where workspace_id = $1 and first = $2::date and days = $3
       and measure = any ($4)`,
    [workspaceId, dateOf(span.first), span.days, [...LATE_MEASURES]],
  );
  await countBacks(q, { workspaceId, span });
  return true;
}

async function countBacks(
  q: Query,
  { workspaceId, span: { first, days } }: { workspaceId: string; span: Span },
): Promise<void> {
  const values = [workspaceId, new Date(first), new Date(first + days * DAY_MS)];
  await q(packed(BACKS, String(days)), values);
  if (days === 7) await q(packed(BY_HAND, '7'), values);
}
