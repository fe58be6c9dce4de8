import type { BrakeEvent, Verdict } from '../../core/brakes/event.ts';
import { observeAll } from '../../core/brakes/observe.ts';
import { DayCount, type Trip } from '../../core/brakes/state.ts';
import { wakePages } from './alerts.ts';
import { type Budget, type Splits, settleBrakes } from './brake-births.ts';
import type { BrakeRow } from './brake-rows.ts';
import { stopFor, type Tripped } from './brake-trips.ts';
import type { Db, Query } from './db.ts';
import { showAnew } from './show-anew.ts';

/*
 * How brakes hear. A signal's transaction leaves it in `brake_inbox`; the next transaction, begun at
 * once by the same process or within seconds by any, tells it to the brakes and takes it out. Whoever
 * tells holds the workspace's budget row, so brakes hear in one order, which is that of their logs;
 * who waits for it finds the inbox drained. Nothing that sends holds or waits for that lock: sends
 * are numbered apart (brake_scopes), and read here up to the newest committed one.
 * Locks in the order budget, brakes, workflow (only to pause it).
 */

/** Signals told at a time. */
const BATCH = 5000;
const HOUR = 3_600_000;
/** How long a signal waits for the send that it answers, which may not have been recorded yet. */
const EARLY = "interval '30 days'";

type Inbox = {
  id: string;
  proposal_id: string | null;
  signals: string[] | null;
  day: { signal: string; from: string; count: unknown } | null;
};
type Hit = { proposal_id: string; scope_id: string; n: string };
/** What comes for one scope: numbers of sends by signal, or counts by day. */
type News = {
  outcomes: { signal: string; n: number }[];
  days: { signal: string; count: DayCount }[];
};

export type Heard = { trips: Tripped[]; more: boolean };

/** The lock under which brakes hear; all else of a workspace's brakes is read after it. */
export async function lockBudget(
  q: Query,
  workspaceId: string,
): Promise<{ budget: Budget; now: number }> {
  await q('insert into brake_budgets (workspace_id) values ($1) on conflict do nothing', [
    workspaceId,
  ]);
  const [row] = await q<Budget & { now: Date }>(
    `select every, weights, clock_timestamp() as now from brake_budgets
     where workspace_id = $1 for update`,
    [workspaceId],
  );
  if (!row) throw new Error('a budget was lost');
  return { budget: { every: row.every, weights: row.weights }, now: row.now.getTime() };
}

/**
 * Tells a workspace's brakes what is new, and stops what they stop in the same transaction.
 * @param all every brake, with the time that it is: births, retirements, and what trips on silence
 */
export async function hear(
  db: Db,
  { workspaceId, all }: { workspaceId: string; all: boolean },
): Promise<Tripped[]> {
  const trips: Tripped[] = [];
  for (let more = true; more; ) {
    const heard = await db.tx({ workspaceId, actor: 'gate:brakes' }, (q) =>
      hearIn(q, { workspaceId, all }),
    );
    trips.push(...heard.trips);
    more = heard.more;
  }
  if (trips.length === 0) return trips;
  wakePages(db);
  const stopped = [...new Set(trips.flatMap(({ stopped }) => stopped))].sort();
  for (const workflowId of stopped)
    await db.tx({ workspaceId, actor: 'gate:brakes' }, (q) =>
      showAnew(q, { workspaceId, workflowId }),
    );
  db.moved(workspaceId);
  return trips;
}

export async function hearIn(
  q: Query,
  { workspaceId, all }: { workspaceId: string; all: boolean },
): Promise<Heard> {
  const { budget, now } = await lockBudget(q, workspaceId);
  const inbox = await q<Inbox>(
    `select id, proposal_id, signals, day from brake_inbox
     where workspace_id = $1 order by id limit ${BATCH}`,
    [workspaceId],
  );
  const { news, told } = await sort(q, { workspaceId, inbox });
  if (!all && news.size === 0 && told.length === 0) return { trips: [], more: false };
  const scopes = all ? null : [...news.keys()];
  const { brakes, splits } = await settleBrakes(q, { workspaceId, scopes, budget, now });
  const trips = await tell(q, { workspaceId, brakes, news, splits, now, clock: all });
  await q(
    `delete from brake_inbox i where i.workspace_id = $1 and (i.id = any ($2) or i.id = any ($3)
       and (i.at < now() - ${EARLY} or not exists (select from proposals p
         where p.workspace_id = $1 and p.id = i.proposal_id
           and p.state in ('approved', 'dispatching', 'unknown'))))`,
    [workspaceId, told, inbox.map(({ id }) => id).filter((id) => !told.includes(id))],
  );
  return { trips, more: inbox.length === BATCH && told.length > 0 };
}

/** Which scopes each signal is about. A proposal that was sent again is known by its last send. */
async function sort(
  q: Query,
  { workspaceId, inbox }: { workspaceId: string; inbox: readonly Inbox[] },
): Promise<{ news: Map<string, News>; told: string[] }> {
  const proposals = [...new Set(inbox.flatMap(({ proposal_id: id }) => (id === null ? [] : [id])))];
  const hits = new Map<string, Hit[]>();
  const found = await q<Hit>(
    `select proposal_id, scope_id, max(n) as n from brake_sends
     where workspace_id = $1 and proposal_id = any ($2) group by proposal_id, scope_id`,
    [workspaceId, proposals],
  );
  for (const hit of found) hits.set(hit.proposal_id, [...(hits.get(hit.proposal_id) ?? []), hit]);
  const domains = await q<{ id: string; name: string }>(
    `select id, name from brake_scopes
     where workspace_id = $1 and watches = 'domain' and name = any ($2)`,
    [workspaceId, inbox.flatMap(({ day }) => (day ? [day.from] : []))],
  );
  const news = new Map<string, News>();
  const at = (scope: string): News => {
    const known = news.get(scope) ?? { outcomes: [], days: [] };
    news.set(scope, known);
    return known;
  };
  const told: string[] = [];
  for (const { id, proposal_id, signals, day } of inbox) {
    if (day) {
      const scope = domains.find(({ name }) => name === day.from);
      if (scope) at(scope.id).days.push({ signal: day.signal, count: DayCount.parse(day.count) });
      told.push(id);
      continue;
    }
    const sends = hits.get(proposal_id ?? '') ?? [];
    for (const { scope_id, n } of sends)
      for (const signal of signals ?? []) at(scope_id).outcomes.push({ signal, n: Number(n) });
    if (sends.length > 0) told.push(id);
  }
  return { news, told };
}

type Telling = {
  workspaceId: string;
  brakes: readonly BrakeRow[];
  news: ReadonlyMap<string, News>;
  splits: Splits;
  now: number;
  clock: boolean;
};
type Written = { id: string; events: BrakeEvent[]; verdicts: Verdict[]; brake: BrakeRow };

async function tell(q: Query, work: Telling): Promise<Tripped[]> {
  const { workspaceId, brakes, news, splits, now, clock } = work;
  const sends = await newSends(q, { workspaceId, brakes: brakes.filter(bySend) });
  const written: Written[] = [];
  for (const brake of brakes) {
    const events = eventsFor(brake, {
      sends: sends.get(brake.scopeId) ?? [],
      news: news.get(brake.scopeId),
      split: splits.get(brake.id),
      ...{ now, clock },
    });
    if (events.length === 0) continue;
    const { state, verdicts } = observeAll(brake.state, events);
    written.push({ id: brake.id, events, verdicts, brake: { ...brake, state } });
  }
  await write(q, { workspaceId, written });
  if (clock)
    await q(
      `update brakes set looked_at = now() where workspace_id = $1 and retired_at is null
         and looked_at < now() - interval '20 minutes'`,
      [workspaceId],
    );
  const trips = written.flatMap(({ brake, verdicts }) =>
    verdicts.flatMap(({ trip }): { brake: BrakeRow; trip: Trip }[] =>
      trip === undefined ? [] : [{ brake, trip }],
    ),
  );
  return stopFor(q, { workspaceId, trips });
}

const bySend = ({ line }: BrakeRow): boolean => line.counted === 'by-send';

type Sent = { n: number; at: number };

/** Sends that some brake of their scope has not counted yet, in send order, by scope. */
async function newSends(
  q: Query,
  { workspaceId, brakes }: { workspaceId: string; brakes: readonly BrakeRow[] },
): Promise<Map<string, Sent[]>> {
  const from = new Map<string, number>();
  for (const { scopeId, bornAfter, state } of brakes)
    from.set(scopeId, Math.min(bornAfter + state.sends, from.get(scopeId) ?? Infinity));
  const rows = await q<{ scope_id: string; n: string; at: Date }>(
    `select s.scope_id, s.n, s.at from unnest($2::uuid[], $3::bigint[]) as f (scope, n)
     join brake_sends s on s.workspace_id = $1 and s.scope_id = f.scope and s.n > f.n
     order by s.scope_id, s.n`,
    [workspaceId, [...from.keys()], [...from.values()]],
  );
  const sends = new Map<string, Sent[]>();
  for (const row of rows) {
    const known = sends.get(row.scope_id) ?? [];
    known.push({ n: Number(row.n), at: row.at.getTime() });
    sends.set(row.scope_id, known);
  }
  return sends;
}

function eventsFor(
  brake: BrakeRow,
  given: {
    sends: readonly Sent[];
    news: News | undefined;
    split: BrakeEvent | undefined;
    now: number;
    clock: boolean;
  },
): BrakeEvent[] {
  const { line, bornAfter, state } = brake;
  const { sends, news, split, now, clock } = given;
  const events: BrakeEvent[] = split ? [split] : [];
  if (line.counted === 'by-day') {
    for (const { signal, count } of news?.days ?? [])
      if (signal === line.signal) events.push({ type: 'day', at: now, count });
    if (clock && state.days.length > 0) events.push({ type: 'clock', at: now });
    return events;
  }
  events.push(...sentEvents(sends.filter(({ n }) => n > bornAfter + state.sends)));
  const grown = events.length > 0;
  for (const { signal, n } of news?.outcomes ?? [])
    if (signal === line.signal && n > bornAfter)
      events.push({ type: 'outcome', at: now, send: n - bornAfter });
  // Without an open window time changes nothing.
  if (clock && (grown || state.windows.length > 0)) events.push({ type: 'clock', at: now });
  return events;
}

/** Sends of one hour close together, so they are one event. */
function sentEvents(sends: readonly Sent[]): BrakeEvent[] {
  const events: (BrakeEvent & { type: 'sent' })[] = [];
  for (const { at } of sends) {
    const last = events.at(-1);
    if (last && Math.ceil(last.at / HOUR) === Math.ceil(at / HOUR)) {
      last.count += 1;
      last.at = Math.max(last.at, at);
    } else events.push({ type: 'sent', at, count: 1 });
  }
  return events;
}

/** The log first: the state may only be what it says (brakes_guard). */
export async function write(
  q: Query,
  { workspaceId, written }: { workspaceId: string; written: readonly Written[] },
): Promise<void> {
  if (written.length === 0) return;
  const log = written.flatMap(({ id, events, verdicts, brake }) =>
    events.map((event, at) => ({
      ...{ id, event, seq: brake.events + at + 1 },
      said: verdicts[at]?.said ?? '',
      trip: verdicts[at]?.trip ?? null,
    })),
  );
  await q(
    `insert into brake_events (workspace_id, brake_id, seq, event, said, trip)
     select $1, l.id, l.seq, l.event, l.said, nullif(l.trip, 'null'::jsonb)
     from jsonb_to_recordset($2) as l (id uuid, seq int, event jsonb, said text, trip jsonb)`,
    [workspaceId, JSON.stringify(log)],
  );
  await q(
    `update brakes b set state = w.state, events = w.events,
       tripped_at = to_timestamp((w.state #>> '{trip,at}')::bigint / 1000.0)
     from jsonb_to_recordset($2) as w (id uuid, state jsonb, events int)
     where b.workspace_id = $1 and b.id = w.id`,
    [
      workspaceId,
      JSON.stringify(
        written.map(({ id, events, brake }) => ({
          ...{ id, state: brake.state },
          events: brake.events + events.length,
        })),
      ),
    ],
  );
}
