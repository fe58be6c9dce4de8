import type { Db, Query } from './db.ts';
import {
  countSpan,
  DAY_MS,
  dateOf,
  mondayOf,
  recountSpan,
  type Span,
  WEEK_MS,
} from './metric-spans.ts';

/*
 * Spans that are over are counted a transaction each, in any process: the row in metric_heard is the lock.
 * A week replaces its days. What isn't counted yet is counted by whoever asks (metric-read.ts), so decisions
 * show at once; what comes back for a send of an earlier span shows when that was counted anew, at the next
 * look.
 */

/** A span is counted this long after its end: no transaction that began in it is open by then. */
const SETTLED_MS = 3_600_000;
/** Signals are heard again from so far before what was heard: transactions commit out of order. */
const OVERLAP = "interval '5 minutes'";

/** Counts what is over and not counted yet, or counted too early. Gives how many spans. */
export async function rollMetrics(db: Db, { now }: { now: number }): Promise<number> {
  let counted = 0;
  for (const workspaceId of await db.due('select workspace_id from workspaces')) {
    const q = db.in(workspaceId);
    const alone = (span: Span, count: typeof countSpan): Promise<boolean> =>
      db.tx({ workspaceId, actor: 'gate:metrics' }, async (tx) => {
        await tx("select set_config('jit', 'off', true)");
        await tx('select 1 from metric_heard where workspace_id = $1 for update', [workspaceId]);
        return count(tx, { workspaceId, span });
      });
    const { spans, until } = await lateSpans(q, workspaceId);
    for (const span of spans) counted += Number(await alone(span, recountSpan));
    await q(
      `insert into metric_heard (workspace_id, until) values ($1, $2)
       on conflict (workspace_id) do update set until = greatest(metric_heard.until, excluded.until)`,
      [workspaceId, until],
    );
    for (const span of await uncounted(q, { workspaceId, now }))
      counted += Number(await alone(span, countSpan));
  }
  return counted;
}

/**
 * Counted spans with sends that something has come back for since the last look, or with reports of what
 * has turned out since to have been sent. One signal after the other, by the indexes: a planner that doesn't
 * know how few are new would read the sends of all time.
 */
async function lateSpans(q: Query, workspaceId: string): Promise<{ spans: Span[]; until: Date }> {
  const [row] = await q<{ until: Date; since: Date | null }>(
    `select now() as until,
       (select m.until - ${OVERLAP} from metric_heard m where m.workspace_id = $1) as since`,
    [workspaceId],
  );
  if (!row) throw new Error('a question without a table gave no row');
  if (row.since === null) return { spans: [], until: row.until };
  const late = await q<{ first: string; days: 1 | 7 }>(
    `with heard as materialized (
       select n.proposal_id, n.person from signals n
       where n.workspace_id = $1 and n.received_at >= $2 order by n.received_at limit 1000000),
     ended as materialized (
       select x.proposal_id from dispatches x where x.workspace_id = $1 and x.state = 'executed'
         and x.finished_at >= $2 order by x.finished_at limit 1000000),
     late as (
       select distinct (t.at at time zone 'utc')::date as day from heard n cross join lateral (
         select x.finished_at as at from dispatches x where x.workspace_id = $1
           and x.proposal_id = n.proposal_id and x.state = 'executed'
         union all
         select s.received_at from signals s where n.proposal_id is null and s.workspace_id = $1
           and s.person = n.person and s.proposal_id is null and s.type = 'sent' offset 0) t
       union
       select (t.at at time zone 'utc')::date from ended x cross join lateral (
         select n.received_at as at from signals n where n.workspace_id = $1
           and n.proposal_id = x.proposal_id and n.type in ('complaint', 'defect_reported')
         union all
         select k.decided_at from looks k where k.workspace_id = $1
           and k.proposal_id = x.proposal_id and k.state = 'decided' offset 0) t)
     select distinct s.first::text as first, s.days from late l join metric_spans s
       on s.workspace_id = $1 and s.first <= l.day and l.day < s.first + s.days`,
    [workspaceId, row.since],
  );
  return {
    spans: late.map(({ first, days }) => ({ first: Date.parse(first), days })),
    until: row.until,
  };
}

/** Weeks that are over, since the workspace began, newest first; then days of the one that isn't. */
async function uncounted(
  q: Query,
  { workspaceId, now }: { workspaceId: string; now: number },
): Promise<Span[]> {
  const [row] = await q<{ began: Date | null; counted: string[] }>(
    `select least(
         (select created_at from proposals where workspace_id = $1 order by created_at limit 1),
         (select received_at from signals where workspace_id = $1 order by received_at limit 1),
         (select found_at from incidents where workspace_id = $1 order by found_at limit 1)) as began,
       array(select first::text || ' ' || days from metric_spans where workspace_id = $1) as counted`,
    [workspaceId],
  );
  if (!row?.began) return [];
  const counted = new Set(row.counted);
  const spans: Span[] = [];
  const present = mondayOf(now - SETTLED_MS);
  const began = row.began.getTime();
  for (let first = present - WEEK_MS; first >= mondayOf(began); first -= WEEK_MS)
    spans.push({ first, days: 7 });
  for (let first = present; first + DAY_MS <= now - SETTLED_MS; first += DAY_MS)
    if (first + DAY_MS > began) spans.push({ first, days: 1 });
  return spans.filter(({ first, days }) => !counted.has(`${dateOf(first)} ${days}`));
}
