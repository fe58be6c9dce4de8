import { splitBudget } from '../../core/brakes/budget.ts';
import { observeAll, openBrake } from '../../core/brakes/observe.ts';
import { reachOf } from '../../core/brakes/reach.ts';
import { BrakeState, Grant, newBrake } from '../../core/brakes/state.ts';
import type { Brake, BrakeBudget, BrakeDetail } from '../../protocol/brakes.ts';
import { type BrakeStore, type Rebuilt, Refusal } from '../dispatch/ports.ts';
import { wakePages } from './alerts.ts';
import { liveOf, regrant } from './brake-births.ts';
import { coverage } from './brake-coverage.ts';
import { lockBudget, write } from './brake-feed.ts';
import { knownOf } from './brake-known.ts';
import { namedRestart, restartBrakes } from './brake-restart.ts';
import { BRAKE_COLUMNS, type BrakeRow, brakeOf, liveBrakes, logOfBrake } from './brake-rows.ts';
import { tend } from './brake-tend.ts';
import type { Db, Query } from './db.ts';
import { rampStore } from './ramps.ts';
import { iso, present } from './rows.ts';

/** Sends that a page lists, and events of the log. */
const LISTED = 200;
const LOGGED = 50;

type Times = { id: string; born_at: Date; retired_at: Date | null };
type Raw = Parameters<typeof brakeOf>[0] & Times;

/** Brakes as people see them, and what people do to them. How they hear: `brake-feed.ts`. */
export function brakeStore(db: Db): BrakeStore {
  return {
    ...rampStore(db),
    tend: () => tend(db),
    async list({ workspaceId, retired = false }) {
      const q = db.in(workspaceId);
      const rows = await read(q, { workspaceId, id: null, retired });
      const told = await coverage(q, workspaceId);
      const all = await Promise.all(rows.map((row) => viewOf(q, { workspaceId, row, told })));
      return all.sort((a, b) => Number(Boolean(b.trip)) - Number(Boolean(a.trip)));
    },
    async get({ workspaceId, id }) {
      const q = db.in(workspaceId);
      const [row] = await read(q, { workspaceId, id, retired: true });
      if (!row) return null;
      const told = await coverage(q, workspaceId);
      const brake = await viewOf(q, { workspaceId, row, told });
      return { ...brake, ...(await detailOf(q, { workspaceId, row: brakeOf(row), brake })) };
    },
    async restart({ workspaceId, id, by, reason }) {
      await db.tx({ workspaceId, actor: by }, async (q) => {
        const [row] = await read(q, { workspaceId, id, retired: false });
        if (!row) throw new Refusal('not-found', 'There is no such brake.');
        const done = await restartBrakes(q, {
          ...{ workspaceId, by, reason },
          only: (brake) => brake.id === id && brake.state.trip !== null,
        });
        if (done === 0) throw new Refusal('not-open', 'This brake has not tripped.');
      });
      const q = db.in(workspaceId);
      const [row] = await read(q, { workspaceId, id, retired: false });
      if (!row) throw new Refusal('not-found', 'There is no such brake.');
      return viewOf(q, { workspaceId, row, told: await coverage(q, workspaceId) });
    },
    budget: (workspaceId) => budgetOf(db.in(workspaceId), workspaceId),
    async putBudget({ workspaceId, change, by }) {
      await db.tx({ workspaceId, actor: by }, async (q) => {
        const { budget, now } = await lockBudget(q, workspaceId);
        const next = { ...budget, ...present(change) };
        await q('update brake_budgets set every = $2, weights = $3 where workspace_id = $1', [
          workspaceId,
          next.every,
          JSON.stringify(next.weights),
        ]);
        const brakes = await liveBrakes(q, { workspaceId, scopes: null });
        const grants = splitBudget(
          next.every,
          brakes.map((brake) => liveOf(brake, next)),
        );
        const splits = await regrant(q, { workspaceId, brakes, grants, now });
        const written = brakes.flatMap((brake) => {
          const event = splits.get(brake.id);
          if (!event) return [];
          const { state, verdicts } = observeAll(brake.state, [event]);
          return [{ id: brake.id, events: [event], verdicts, brake: { ...brake, state } }];
        });
        await write(q, { workspaceId, written });
      });
      wakePages(db);
      return budgetOf(db.in(workspaceId), workspaceId);
    },
    rebuild: ({ workspaceId, write: keep }) =>
      db.tx({ workspaceId, actor: 'gate:rebuild' }, async (q) => {
        await lockBudget(q, workspaceId);
        const rows = await q<Raw & { born_grant: unknown }>(
          `select ${BRAKE_COLUMNS}, b.born_at, b.retired_at, b.born_grant from brakes b
           join brake_scopes s on s.workspace_id = b.workspace_id and s.id = b.scope_id
           where b.workspace_id = $1 order by b.born_at, b.id`,
          [workspaceId],
        );
        const all: Rebuilt[] = [];
        for (const row of rows) all.push(await rebuildOne(q, { workspaceId, row, keep }));
        return all;
      }),
  };
}

const read = (
  q: Query,
  { workspaceId, id, retired }: { workspaceId: string; id: string | null; retired: boolean },
): Promise<Raw[]> =>
  q<Raw>(
    `select ${BRAKE_COLUMNS}, b.born_at, b.retired_at from brakes b
     join brake_scopes s on s.workspace_id = b.workspace_id and s.id = b.scope_id
     where b.workspace_id = $1 and ($2::uuid is null or b.id = $2)
       and ($3 or b.retired_at is null)
     order by array_position(array['workflow', 'template', 'model-version', 'domain'], s.watches),
       s.name, b.born_at, b.id`,
    [workspaceId, id, retired],
  );

async function viewOf(
  q: Query,
  work: { workspaceId: string; row: Raw; told: ReadonlyMap<string, string> },
): Promise<Brake> {
  const { workspaceId, row, told } = work;
  const brake = brakeOf(row);
  const { state, line } = brake;
  const level = openBrake(state).level();
  const near = Math.log(Math.max(1, level)) / Math.log(Math.max(1.0001, state.grant.threshold));
  return {
    ...{ id: brake.id, watches: brake.watches, name: brake.name, workflows: brake.workflows },
    ...{ line, grant: state.grant, sends: state.sends, late: state.late },
    known: await knownOf(q, { workspaceId, brake }),
    near: Math.min(1, near),
    bornAt: iso(row.born_at),
    ...present({
      trip: state.trip,
      restart: await namedRestart(q, { workspaceId, restart: state.restart }),
      retiredAt: row.retired_at && iso(row.retired_at),
      coverage: line.signal === 'complaint' ? told.get(brake.scopeId) : undefined,
    }),
  };
}

async function detailOf(
  q: Query,
  { workspaceId, row, brake }: { workspaceId: string; row: BrakeRow; brake: Brake },
): Promise<Omit<BrakeDetail, keyof Brake>> {
  const { line, state, bornAfter } = row;
  const sent = await q<{
    n: string;
    dispatch_id: string;
    proposal_id: string;
    at: Date;
    event: boolean;
  }>(
    `select s.n, s.dispatch_id, s.proposal_id, s.at, exists (
         select from brake_events e where e.workspace_id = s.workspace_id and e.brake_id = $2
           and e.said = 'counted' and e.event ->> 'type' = 'outcome'
           and (e.event ->> 'send')::bigint = s.n - $4) as event
     from brake_sends s where s.workspace_id = $1 and s.scope_id = $3 and s.n > $4
       and s.n > $4 + $5 order by s.n desc limit ${LISTED}`,
    [workspaceId, row.id, row.scopeId, bornAfter, (brake.known.since?.send ?? 1) - 1],
  );
  const [pace] = await q<{ n: number }>(
    `select count(*)::int as n from brake_sends where workspace_id = $1 and scope_id = $2
       and at > now() - interval '7 days'`,
    [workspaceId, row.scopeId],
  );
  const log = await q<{ seq: number; at: Date; type: string; said: string }>(
    `select seq, at, event ->> 'type' as type, said from brake_events
     where workspace_id = $1 and brake_id = $2 order by seq desc limit ${LOGGED}`,
    [workspaceId, row.id],
  );
  const perDay = (pace?.n ?? 0) / 7;
  const rate = line.side === 'ceiling' ? Math.min(0.999, line.line * 3) : line.line / 2;
  const reach = reachOf(line, state.grant, { rate, perDay });
  return {
    reach: {
      ...{ rate, perDay },
      ...reach,
      ...(perDay > 0
        ? {
            // A floor hears of a send only once its window has closed.
            detectionDays: (line.side === 'floor' ? reach.exposed : reach.mean) / perDay,
            damageDays: 1 / (perDay * damageRate(line, rate)),
          }
        : {}),
    },
    sent: sent.map((send) => ({
      ...{ n: Number(send.n), dispatchId: send.dispatch_id, proposalId: send.proposal_id },
      ...{ at: iso(send.at), event: send.event },
    })),
    days: state.days,
    log: log.map(({ at, ...entry }) => ({ ...entry, at: iso(at) })),
  };
}

/** Of a floor the harm is the answers that don't come. */
const damageRate = ({ side, line }: Brake['line'], rate: number): number =>
  side === 'ceiling' ? rate : line - rate;

async function budgetOf(q: Query, workspaceId: string): Promise<BrakeBudget> {
  const [row] = await q<BrakeBudget>(
    'select every, weights from brake_budgets where workspace_id = $1',
    [workspaceId],
  );
  return (
    row ?? {
      every: 2000,
      weights: { workflow: 1, template: 1, 'model-version': 1, domain: 1 },
    }
  );
}

async function rebuildOne(
  q: Query,
  work: { workspaceId: string; row: Raw & { born_grant: unknown }; keep: boolean },
): Promise<Rebuilt> {
  const { workspaceId, row, keep } = work;
  const brake = brakeOf(row);
  const born = newBrake(brake.line, Grant.parse(row.born_grant), row.born_at.getTime());
  const events = await logOfBrake(q, { workspaceId, id: brake.id });
  const { state } = observeAll(born, events);
  const differs = keysThatDiffer(brake.state, state);
  if (keep && differs.length > 0 && row.retired_at === null)
    await q(
      `update brakes set state = $3,
         tripped_at = to_timestamp(($3::jsonb #>> '{trip,at}')::bigint / 1000.0)
       where workspace_id = $1 and id = $2`,
      [workspaceId, brake.id, JSON.stringify(state)],
    );
  return { id: brake.id, events: events.length, same: differs.length === 0, differs };
}

/** Names of the parts of two states that are not the same. */
function keysThatDiffer(kept: BrakeState, made: BrakeState): string[] {
  const plain = (value: unknown): string => JSON.stringify(value, sorted);
  return Object.keys(BrakeState.shape).filter(
    (key) => plain(kept[key as keyof BrakeState]) !== plain(made[key as keyof BrakeState]),
  );
}

const sorted = (_: string, value: unknown): unknown =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
