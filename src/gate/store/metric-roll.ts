import type { Db, Query } from './db.ts';
import { CELL_COLUMNS, FACT_VALUES, FACTS } from './metric-facts.ts';

/*
 * Weeks that are over are counted a transaction a week, in any process: the row in metric_weeks is the
 * lock. The present week, and any that isn't counted yet, is counted by whoever asks (metric-read.ts), so
 * decisions show at once; what comes back for a send of an earlier week shows when that week was counted
 * anew, at the next look.
 */

export const WEEK_MS = 7 * 86_400_000;
/** A week is counted this long after its end: no transaction that began in it is open by then. */
const SETTLED_MS = 3_600_000;
/** Signals are heard again from so far before what was heard: transactions commit out of order. */
const OVERLAP = "interval '5 minutes'";

/** The Monday, in UTC, of the week of a time; both in milliseconds. */
export function mondayOf(time: number): number {
  const day = Math.floor(time / 86_400_000);
  // 1970-01-01 was a Thursday
  return (day - ((((day + 3) % 7) + 7) % 7)) * 86_400_000;
}

export const dateOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** Counts what is over and not counted yet, or counted too early. Gives how many weeks. */
export async function rollMetrics(db: Db, { now }: { now: number }): Promise<number> {
  let counted = 0;
  for (const workspaceId of await db.due('select workspace_id from workspaces')) {
    const q = db.in(workspaceId);
    const { weeks, until } = await lateWeeks(q, workspaceId);
    for (const week of weeks) counted += await count(db, { workspaceId, week, again: true });
    await q(
      `insert into metric_marks (workspace_id, until) values ($1, $2)
       on conflict (workspace_id) do update set until = greatest(metric_marks.until, excluded.until)`,
      [workspaceId, until],
    );
    for (const week of await uncounted(q, { workspaceId, now }))
      counted += await count(db, { workspaceId, week, again: false });
  }
  return counted;
}

/**
 * Counted weeks with sends that something has come back for since the last look. One signal after the
 * other, by the indexes: a planner that doesn't know how few are new would read the sends of all time.
 */
async function lateWeeks(q: Query, workspaceId: string): Promise<{ weeks: number[]; until: Date }> {
  const [row] = await q<{ until: Date; since: Date | null }>(
    `select now() as until,
       (select m.until - ${OVERLAP} from metric_marks m where m.workspace_id = $1) as since`,
    [workspaceId],
  );
  if (!row) throw new Error('a question without a table gave no row');
  if (row.since === null) return { weeks: [], until: row.until };
  const late = await q<{ week: string }>(
    `with heard as materialized (
       select n.proposal_id, n.person from signals n
       where n.workspace_id = $1 and n.received_at >= $2 order by n.received_at limit 1000000)
     select distinct date_trunc('week', t.at at time zone 'utc')::date::text as week
     from heard n cross join lateral (
       select x.finished_at as at from dispatches x where x.workspace_id = $1
         and x.proposal_id = n.proposal_id and x.state = 'executed'
       union all
       select s.received_at from signals s where n.proposal_id is null and s.workspace_id = $1
         and s.person = n.person and s.proposal_id is null and s.type = 'sent' offset 0) t`,
    [workspaceId, row.since],
  );
  return { weeks: late.map(({ week }) => Date.parse(week)), until: row.until };
}

/** Mondays of weeks that are over, since the workspace began, newest first. */
async function uncounted(
  q: Query,
  { workspaceId, now }: { workspaceId: string; now: number },
): Promise<number[]> {
  const [row] = await q<{ began: Date | null; counted: string[] }>(
    `select least(
         (select created_at from proposals where workspace_id = $1 order by created_at limit 1),
         (select received_at from signals where workspace_id = $1 order by received_at limit 1),
         (select found_at from incidents where workspace_id = $1 order by found_at limit 1)) as began,
       array(select week::text from metric_weeks where workspace_id = $1) as counted`,
    [workspaceId],
  );
  if (!row?.began) return [];
  const counted = new Set(row.counted);
  const weeks: number[] = [];
  const last = mondayOf(now - SETTLED_MS) - WEEK_MS;
  for (let week = last; week >= mondayOf(row.began.getTime()); week -= WEEK_MS)
    if (!counted.has(dateOf(week))) weeks.push(week);
  return weeks;
}

async function count(
  db: Db,
  { workspaceId, week, again }: { workspaceId: string; week: number; again: boolean },
): Promise<number> {
  return db.tx({ workspaceId, actor: 'gate:metrics' }, async (q) => {
    const of = [workspaceId, dateOf(week)];
    const mine = await q(
      again
        ? 'select 1 from metric_weeks where workspace_id = $1 and week = $2::date for update'
        : `insert into metric_weeks (workspace_id, week) values ($1, $2::date)
           on conflict do nothing returning 1`,
      of,
    );
    if (mine.length === 0) return 0;
    await q('delete from metric_cells where workspace_id = $1 and week = $2::date', of);
    await q(
      `insert into metric_cells (workspace_id, ${CELL_COLUMNS})
       select $1, ${CELL_COLUMNS} from (${FACTS}) f`,
      [workspaceId, new Date(week), new Date(week + WEEK_MS), ...FACT_VALUES],
    );
    return 1;
  });
}
