import type { BrakeLine } from '../../core/brakes/line.ts';
import { percent, signalName } from '../../core/brakes/sentence.ts';
import type { RampView } from '../../protocol/brakes.ts';
import { type BrakeStore, Refusal } from '../dispatch/ports.ts';
import { knownOf } from './brake-known.ts';
import { liveBrakes } from './brake-rows.ts';
import type { Db, Query } from './db.ts';
import { DISPATCH_QUEUE, sendDispatch } from './queues.ts';
import { iso, present } from './rows.ts';

type Row = {
  id: string;
  watches: RampView['watches'];
  workflow_id: string;
  name: string;
  watcher: string;
  step: number;
  size: number;
  taken: number;
  before: number;
  confirmed_until: Date | null;
  watched: boolean;
  started_at: Date;
  done: boolean;
  running: boolean;
  windows: number[] | null;
  scope_id: string | null;
  /** the settling time after the window's last send is over */
  settled: boolean;
};

const RAMPS = `select r.id, r.watches, r.workflow_id, r.name, r.watcher, r.step, r.size, r.taken, r.before,
    r.confirmed_at + interval '30 minutes' as confirmed_until,
    coalesce(r.confirmed_at > now() - interval '30 minutes', false) as watched,
    r.started_at, r.done_at is not null as done, w.state = 'running' as running,
    w.policy #> '{ramp,windows}' as windows, s.id as scope_id,
    greatest(r.stepped_at, s.last_at) + make_interval(mins =>
      coalesce((w.policy #>> '{ramp,settleMinutes}')::int, 0)) <= now() as settled
  from ramps r
  join workflows w on w.workspace_id = r.workspace_id and w.id = r.workflow_id
  left join brake_scopes s on s.workspace_id = r.workspace_id and s.watches = r.watches
    and s.workflow_id = r.workflow_id and s.name = r.name
  where r.workspace_id = $1`;

/** What keeps a full window from widening, in a sentence; null: nothing does. */
async function waitsFor(q: Query, workspaceId: string, row: Row): Promise<string | null> {
  if (row.done || row.taken < row.size) return null;
  if (!row.running) return 'The workflow is paused.';
  if (!row.settled) return 'The window is full; its bounces and complaints may still come in.';
  if (row.scope_id === null) return null;
  for (const brake of await liveBrakes(q, { workspaceId, scopes: [row.scope_id] })) {
    const { signal } = brake.line;
    if (brake.state.trip) return `The brake on ${signal} has tripped.`;
    if (brake.line.side === 'floor' || brake.line.action === 'warn') continue;
    const { events, sends } = await knownOf(q, { workspaceId, brake });
    if (events > allowed(brake.line, sends))
      return `${signalName(signal)}: ${events} of ${sends} sends, with a ceiling of ${percent(brake.line.line)}.`;
  }
  return null;
}

/** As many as the ceiling makes likely; a single one of what is not rare says nothing yet. */
const allowed = ({ line }: BrakeLine, sends: number): number =>
  Math.max(Math.floor(line * sends), line >= 0.02 ? 1 : 0);

async function viewOf(q: Query, workspaceId: string, row: Row): Promise<RampView> {
  const full = row.taken >= row.size;
  return {
    ...{ id: row.id, watches: row.watches, workflowId: row.workflow_id, name: row.name },
    ...{ watcher: row.watcher, step: row.step, size: row.size, taken: row.taken },
    before: row.before,
    state: row.done ? 'done' : !row.watched ? 'unwatched' : full ? 'full' : 'open',
    startedAt: iso(row.started_at),
    ...present({
      confirmedUntil: row.confirmed_until && iso(row.confirmed_until),
      waitsFor: await waitsFor(q, workspaceId, row),
    }),
  };
}

/** What is new, and starts in windows (the windows themselves are kept by 0015_brakes.sql). */
export function rampStore(db: Db): Pick<BrakeStore, 'ramps' | 'watch' | 'widen'> {
  const one = async (q: Query, workspaceId: string, id: string): Promise<Row> => {
    const [row] = await q<Row>(`${RAMPS} and r.id = $2`, [workspaceId, id]);
    if (!row) throw new Refusal('not-found', 'There is no such ramp.');
    return row;
  };
  return {
    async ramps(workspaceId) {
      const q = db.in(workspaceId);
      const rows = await q<Row>(`${RAMPS} order by r.done_at nulls first, r.started_at desc`, [
        workspaceId,
      ]);
      return Promise.all(rows.map((row) => viewOf(q, workspaceId, row)));
    },
    async watch({ workspaceId, id, by }) {
      const row = await db.tx({ workspaceId, actor: by }, async (q) => {
        const ramp = await one(q, workspaceId, id);
        const [who] = await q<{ email: string }>(
          'select email from reviewers where workspace_id = $1 and id::text = $2',
          [workspaceId, by],
        );
        if (who?.email.toLowerCase() !== ramp.watcher.toLowerCase())
          throw new Refusal(
            'forbidden',
            `Its watcher is ${ramp.watcher}; the policy names another.`,
          );
        if (!ramp.done)
          await q('update ramps set confirmed_at = now() where workspace_id = $1 and id = $2', [
            workspaceId,
            id,
          ]);
        await sendWaiting(q, { workspaceId, workflowId: ramp.workflow_id });
        return one(q, workspaceId, id);
      });
      db.wake(DISPATCH_QUEUE);
      return viewOf(db.in(workspaceId), workspaceId, row);
    },
    async widen({ workspaceId, id, by, reason }) {
      const row = await db.tx({ workspaceId, actor: by }, async (q) => {
        const ramp = await one(q, workspaceId, id);
        if (ramp.done || ramp.taken < ramp.size)
          throw new Refusal('not-open', 'A window opens when the one before is full.');
        await q(
          `select audit_note($1, 'ramp', $2, null, null, 'widened-by-hand', '{}',
             jsonb_build_object('by', $3::text, 'reason', $4::text))`,
          [workspaceId, id, by, reason],
        );
        await step(q, { workspaceId, ramp });
        return one(q, workspaceId, id);
      });
      db.wake(DISPATCH_QUEUE);
      return viewOf(db.in(workspaceId), workspaceId, row);
    },
  };
}

/** Opens the next windows where the evidence allows it. Gives how many. */
export async function widenRamps(db: Db, workspaceId: string): Promise<number> {
  const widened = await db.tx({ workspaceId, actor: 'gate:brakes' }, async (q) => {
    await q(
      'select id from ramps where workspace_id = $1 and done_at is null order by id for update',
      [workspaceId],
    );
    const rows = await q<Row>(
      `${RAMPS} and r.done_at is null and r.taken >= r.size order by r.id`,
      [workspaceId],
    );
    let count = 0;
    for (const ramp of rows) {
      if ((await waitsFor(q, workspaceId, ramp)) !== null) continue;
      await step(q, { workspaceId, ramp });
      count += 1;
    }
    return count;
  });
  if (widened > 0) db.wake(DISPATCH_QUEUE);
  return widened;
}

/** The next window, or the end. A policy that has no ramp any more ends it as well. */
async function step(
  q: Query,
  { workspaceId, ramp }: { workspaceId: string; ramp: Row },
): Promise<void> {
  const next = ramp.windows?.[ramp.step + 1];
  await q(
    next === undefined
      ? 'update ramps set done_at = now() where workspace_id = $1 and id = $2'
      : `update ramps set step = step + 1, before = before + taken, taken = 0, size = $3,
           stepped_at = now() where workspace_id = $1 and id = $2`,
    [workspaceId, ramp.id, ...(next === undefined ? [] : [next])],
  );
  await sendWaiting(q, { workspaceId, workflowId: ramp.workflow_id });
}

/** What waits for a ramp is tried again now. */
async function sendWaiting(
  q: Query,
  { workspaceId, workflowId }: { workspaceId: string; workflowId: string },
): Promise<void> {
  const rows = await q<{ id: string; executor: string }>(
    `update dispatches set not_before = null, detail = null
     where workspace_id = $1 and workflow_id = $2 and state = 'queued' and detail = $3
     returning id, executor`,
    [workspaceId, workflowId, RAMP_WAITS],
  );
  for (const { id, executor } of rows)
    await sendDispatch(q, { workspaceId, dispatchId: id, executor });
}

/** Why a dispatch waits, by which it is found again. */
export const RAMP_WAITS = 'Waits for a ramp: what is new starts in small, watched windows.';

/**
 * After a refusal, whose transaction took the new ramp with it: begins it, and lets the dispatch wait
 * without asking every few seconds. Whoever watches or widens sends it again.
 */
export async function waitForRamp(
  db: Db,
  input: { workspaceId: string; clearanceId: string },
): Promise<void> {
  const { workspaceId, clearanceId } = input;
  await db.tx({ workspaceId, actor: 'gate:ramp' }, async (q) => {
    await q('select id from ramps_of($1, $2)', [workspaceId, clearanceId]);
    await q(
      `update dispatches set not_before = now() + interval '10 minutes', detail = $3
       where workspace_id = $1 and clearance_id = $2 and state = 'queued'`,
      [workspaceId, clearanceId, RAMP_WAITS],
    );
  });
}
