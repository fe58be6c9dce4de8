import type { OwnCorrection, Shared } from '../../core/schema/own-reading.ts';
import { catchRates } from '../../core/stats/catch-rate.ts';
import { quantileInterval } from '../../core/stats/quantile.ts';
import type { ReadingAnswer } from '../../protocol/reading.ts';
import type { Query } from './db.ts';

type Asked = { workspaceId: string; reviewerId: string; days: number };
type Days = ReadingAnswer['days'];

/** Decisions that a median or a workflow's shares are made of, and lines of corrections. */
const WINDOW = 5000;
const LINES = 40;

/** What a reviewer's own decisions of the last days show, and what of it others can see. */
export async function ownReading(q: Query, asked: Asked): Promise<ReadingAnswer> {
  const ref = { ...asked, days: Math.floor(asked.days) };
  const [days, median, caught, corrections, shared] = await Promise.all([
    daysOf(q, ref),
    medianOf(q, ref),
    caughtOf(q, ref),
    correctionsOf(q, ref),
    sharedOf(q, ref),
  ]);
  return { days, median, ...(caught ? { caught } : {}), corrections, shared };
}

const daysOf = (q: Query, { workspaceId, reviewerId, days }: Asked): Promise<Days> =>
  q<Days[number]>(
    `select to_char(received_at at time zone 'UTC', 'YYYY-MM-DD') as day,
       count(*)::int as decisions, count(*) filter (where deliberate)::int as deliberate,
       count(first_look)::int as blind,
       count(*) filter (where first_look ->> 'action'
         <> replace(action, 'approve_edited', 'approve'))::int as changed,
       least(sum((attention ->> 'unseenWords')::bigint), 2147483647)::int as words,
       least(sum((attention ->> 'activeMs')::bigint), 2147483647)::int as "activeMs"
     from decisions
     where workspace_id = $1 and reviewer_id = $2 and status = 'accepted'
       and deliberate is not null and received_at > now() - make_interval(days => $3)
     group by 1 order by 1 desc limit 366`,
    [workspaceId, reviewerId, days],
  );

/** Clones that one press decided shared its time: each is counted with its part, as it was signed. */
async function medianOf(
  q: Query,
  { workspaceId, reviewerId, days }: Asked,
): Promise<NonNullable<ReadingAnswer['median']> | null> {
  const rows = await q<{ ms: number }>(
    `select (attention ->> 'activeMs')::float8 as ms from decisions
     where workspace_id = $1 and reviewer_id = $2 and status = 'accepted'
       and deliberate is not null and received_at > now() - make_interval(days => $3)
     order by received_at desc limit ${WINDOW}`,
    [workspaceId, reviewerId, days],
  );
  if (rows.length === 0) return null;
  return {
    ...quantileInterval(
      rows.map(({ ms }) => ms),
      0.5,
    ),
    n: rows.length,
  };
}

/** Only where the policy says that each person is measured; otherwise a team is, and nobody alone. */
async function caughtOf(
  q: Query,
  { workspaceId, reviewerId, days }: Asked,
): Promise<ReadingAnswer['caught'] | null> {
  const [allowed] = await q(
    `select 1 from workflows where workspace_id = $1 and policy ->> 'catchRateEach' = 'true' limit 1`,
    [workspaceId],
  );
  if (!allowed) return null;
  const rows = await q<{ caught: boolean; flagged: boolean }>(
    `select k.defect as caught, c.flagged from looks k
     join canaries c on c.workspace_id = k.workspace_id and c.look_id = k.id
     join workflows w on w.workspace_id = k.workspace_id and w.id = k.workflow_id
     where k.workspace_id = $1 and k.reviewer_id = $2 and k.state = 'decided'
       and k.decided_at > now() - make_interval(days => $3)
       and w.policy ->> 'catchRateEach' = 'true'
     order by k.decided_at desc limit ${WINDOW}`,
    [workspaceId, reviewerId, days],
  );
  const { flagged, unflagged } = catchRates(rows);
  const told = ({ caught, planted, low, high }: typeof flagged) => ({ caught, planted, low, high });
  return { flagged: told(flagged), unflagged: told(unflagged) };
}

type Line = Omit<OwnCorrection, 'earlier' | 'later'>;

async function correctionsOf(
  q: Query,
  { workspaceId, reviewerId, days }: Asked,
): Promise<OwnCorrection[]> {
  const lines = await q<Line>(
    `select m.workflow_id as "workflowId", w.name as workflow, m.reason, m.rejected, m.edited
     from (select workflow_id, coalesce(reason ->> 'code', 'none') as reason,
         count(*) filter (where action = 'reject')::int as rejected,
         count(*) filter (where action = 'approve_edited')::int as edited
       from decisions
       where workspace_id = $1 and reviewer_id = $2 and status = 'accepted'
         and action in ('reject', 'approve_edited')
         and received_at > now() - make_interval(days => $3)
       group by 1, 2) m
     join workflows w on w.workspace_id = $1 and w.id = m.workflow_id
     order by m.rejected + m.edited desc, w.name, m.reason limit ${LINES}`,
    [workspaceId, reviewerId, days],
  );
  if (lines.length === 0) return [];
  const counts = await q<{ workflow_id: string; later: boolean; reason: string | null; n: number }>(
    `select w.workflow_id, d.received_at > now() - make_interval(secs => $3 * 43200) as later,
       case when d.action = 'approve' then null else coalesce(d.reason ->> 'code', 'none') end as reason,
       count(*)::int as n
     from unnest($2::text[]) as w (workflow_id)
     cross join lateral (select action, reason, received_at from decisions
       where workspace_id = $1 and workflow_id = w.workflow_id and status = 'accepted'
         and action <> 'escalate' and received_at > now() - make_interval(days => $3)
       order by received_at desc, id desc limit ${WINDOW}) d
     group by 1, 2, 3`,
    [workspaceId, [...new Set(lines.map(({ workflowId }) => workflowId))], days],
  );
  return lines.map((line) => {
    const share = (half: boolean) => {
      const all = counts.filter((one) => one.workflow_id === line.workflowId && one.later === half);
      return {
        hits: all.find(({ reason }) => reason === line.reason)?.n ?? 0,
        n: all.reduce((sum, { n }) => sum + n, 0),
      };
    };
    return { ...line, earlier: share(false), later: share(true) };
  });
}

/** What of a reviewer's work others can see: always the first four, the rest where a policy says so. */
async function sharedOf(q: Query, { workspaceId }: Asked): Promise<Shared[]> {
  const rows = await q<{ name: string; recalls: boolean; measures: boolean }>(
    `select name, coalesce(policy -> 'fatigue' ->> 'recallUnread', 'false') = 'true' as recalls,
       coalesce(policy ->> 'catchRateEach', 'false') = 'true' as measures
     from workflows where workspace_id = $1 and (policy -> 'fatigue' ->> 'recallUnread' = 'true'
       or policy ->> 'catchRateEach' = 'true') order by name limit 200`,
    [workspaceId],
  );
  const of = (what: string, workflows: string[]): Shared[] =>
    workflows.length > 0 ? [{ what, workflows }] : [];
  return [
    ...['decisions', 'export', 'recall', 'rubber-stamping'].map((what) => ({ what })),
    ...of(
      'recall-by-rule',
      rows.filter(({ recalls }) => recalls).map(({ name }) => name),
    ),
    ...of(
      'catch-rate-measured',
      rows.filter(({ measures }) => measures).map(({ name }) => name),
    ),
  ];
}
