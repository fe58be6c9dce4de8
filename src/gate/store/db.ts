import pg from 'pg';
import { Refusal } from '../dispatch/ports.ts';

/*
 * `db.in(workspace)`, `db.tx`, `db.outside` and `db.due` are the only ways to a query, so that none runs
 * without saying where (0011_fences.sql). The session keeps its workspace: no pooler in transaction
 * mode before the gate. No second policy on big tables: an OR can't be joined by.
 * NOTIFY comes after the commit, not in it: inside, it takes one lock for all commits. What is lost
 * with a process is found by listeners, who also look by themselves.
 * Locks in the order workflow, proposal, clearance, dispatch. A claim shares the workflow's row, a
 * pause updates it.
 */

/** Runs one parameterised statement and gives its rows. */
export type Query = <Row extends pg.QueryResultRow = pg.QueryResultRow>(
  text: string,
  values?: unknown[],
) => Promise<Row[]>;

/** On whose behalf a transaction runs: for row-level security and for the audit log. */
export type Scope = {
  workspaceId: string;
  actor: string;
  /** only reads, and sees one moment in all of its statements */
  reading?: boolean;
};

/** No workspace: fenced tables (0011_fences.sql) show and take nothing. */
export const OUTSIDE = '';

/** Nothing runs without saying where: in a workspace, outside of any, or as a sweep's question. */
export type Db = {
  /** single statements in a workspace, each its own transaction, run again as {@link Db.tx} is */
  in(workspaceId: string): Query;
  /**
   * The same outside of any workspace: the replay cache, the queue's own tables, `enter()`, which
   * finds the workspace of who names a secret, and takes the rest of the statement there.
   */
  outside: Query;
  /**
   * Which workspaces have something to do. Sees only what a sweep may (0011_fences.sql), and gives
   * only ids: the work itself is done in each workspace.
   * @param text selects `workspace_id`
   */
  due(text: string, values?: unknown[]): Promise<string[]>;
  /** a statement of pg-boss, on its own tables; also texts of several statements, without values */
  boss(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
  /** connections of this pool, for the metrics */
  connections(): { open: number; idle: number; waiting: number; most: number };
  /**
   * One transaction. Deadlocks and serialization failures are run again (rows are locked in the
   * order workflow, proposal, clearance, dispatch, so they are rare).
   * @throws Refusal unavailable when the database does not answer.
   */
  tx<T>(scope: Scope, run: (q: Query) => Promise<T>): Promise<T>;
  /** tells listening processes, after a commit, that something of this workspace moved */
  moved(workspaceId: string): void;
  /** tells job runners, after a commit, that a queue has work */
  wake(queue: string): void;
  close(): Promise<void>;
};

/** Notifications of one process are this far apart, in milliseconds. */
const APART_MS = 15;
const RETRIES = 4;
const RETRYABLE = new Set(['40001', '40P01']);
const AWAY = /^(08|57P0|53)|^E(CONN|PIPE|HOST|NET|TIMEDOUT|AI_AGAIN)/;

// pg reads timestamps into dates by itself; 8-byte integers stay strings.
const names = new Map<string, string>();
/** Named, so that the server keeps the plan: parsing costs more than most of these statements. */
function named(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = `cs${names.size}`;
  names.set(text, name);
  return name;
}

const queryOn =
  (client: pg.PoolClient): Query =>
  async (text, values = []) =>
    (await client.query({ name: named(text), text, values })).rows;

export const CHANNEL = 'gate_moved';
export const JOBS_CHANNEL = 'gate_jobs';

/** @param url a PostgreSQL connection string */
export function connect(url: string, max = 12): Db {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: 5000,
    keepAlive: true,
    application_name: 'countersign',
  });
  // An idle connection that the server closed is replaced at the next use.
  pool.on('error', () => undefined);
  // One that dies while it is checked out says so by an event as well, which would end the process;
  // whoever uses it gets the error from the query.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const notifier = notifyLater(pool);
  const standing: Standing = new WeakMap();
  const within =
    (workspaceId: string): Query =>
    (text, values) =>
      answering(() =>
        persistently(() => single({ pool, standing, workspaceId }, (q) => q(text, values))),
      );
  const outside = within(OUTSIDE);
  return {
    in: within,
    outside,
    due: (text, values) =>
      answering(() =>
        transaction({
          pool,
          scope: { workspaceId: OUTSIDE, actor: 'gate:sweep' },
          run: async (q) => {
            await q("select set_config('gate.sweep', 'on', true)");
            const rows = await q<{ workspace_id: string }>(text, values);
            return [...new Set(rows.map((row) => row.workspace_id))];
          },
        }),
      ),
    boss: async (text, values) => {
      // Texts of several statements can't be prepared; the last one's rows are what is wanted.
      const result: unknown =
        values === undefined ? await pool.query(text) : await pool.query(text, values);
      return (Array.isArray(result) ? result.at(-1) : result) as { rows: unknown[] };
    },
    connections: () => ({
      open: pool.totalCount,
      idle: pool.idleCount,
      waiting: pool.waitingCount,
      most: max,
    }),
    tx: (scope, run) => answering(() => transaction({ pool, scope, run })),
    moved: (workspaceId) => notifier.add(CHANNEL, workspaceId),
    wake: (queue) => notifier.add(JOBS_CHANNEL, queue),
    close: async () => {
      await notifier.stop();
      await pool.end();
    },
  };
}

/** The workspace that each connection's session was last set to; a new one stands outside. */
type Standing = WeakMap<pg.PoolClient, string>;

/**
 * One statement on a connection that stands in the right workspace. The session keeps it, so that
 * it costs a round trip only where another workspace comes up than the last time; a transaction
 * sets its own for itself, and gives the session's back.
 */
async function single<T>(
  at: { pool: pg.Pool; standing: Standing; workspaceId: string },
  run: (q: Query) => Promise<T>,
): Promise<T> {
  const { pool, standing, workspaceId } = at;
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    if ((standing.get(client) ?? OUTSIDE) !== workspaceId) {
      await client.query({ ...STAND, values: [workspaceId] }).catch((error: Error) => {
        // Where it stands now nobody knows: it is not used again.
        broken = error;
        throw error;
      });
      standing.set(client, workspaceId);
    }
    return await run(queryOn(client));
  } catch (error) {
    if (isAway(error)) broken = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    client.release(broken);
  }
}

const STAND = { name: 'stand', text: "select set_config('gate.workspace', $1, false)" };

async function persistently<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      if (!RETRYABLE.has(codeOf(error)) || attempt >= RETRIES) throw error;
    }
  }
}

async function transaction<T>(work: {
  pool: pg.Pool;
  scope: Scope;
  run: (q: Query) => Promise<T>;
}): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const client = await work.pool.connect();
    let broken: Error | undefined;
    try {
      // In one message: it is a round trip of every transaction.
      const { workspaceId, actor, reading = false } = work.scope;
      await client.query(
        `begin${reading ? ' isolation level repeatable read read only' : ''}; select set_config('gate.workspace', ${client.escapeLiteral(workspaceId)}, true),
           set_config('gate.actor', ${client.escapeLiteral(actor)}, true)`,
      );
      const q = queryOn(client);
      const result = await work.run(q);
      await client.query('commit');
      return result;
    } catch (error) {
      await client.query('rollback').catch((failure: Error) => {
        broken = failure;
      });
      if (!RETRYABLE.has(codeOf(error)) || attempt >= RETRIES) throw error;
    } finally {
      client.release(broken);
    }
  }
}

async function answering<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!isAway(error)) throw error;
    const refusal = new Refusal('unavailable', 'The database does not answer; try again.');
    refusal.cause = error;
    throw refusal;
  }
}

/** SQLSTATE or system error code; empty where there is none. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

const isAway = (error: unknown): boolean =>
  AWAY.test(codeOf(error)) ||
  (error instanceof Error &&
    /Connection terminated|timeout exceeded when trying to connect|not queryable/.test(
      error.message,
    ));

/** The constraint that refused a row, or empty. */
export const constraintOf = (error: unknown): string =>
  error instanceof pg.DatabaseError ? (error.constraint ?? '') : '';

/**
 * NOTIFY inside the writing transactions would serialise their commits behind one lock, so it is
 * sent after them: the first at once, then collected while that one is under way and for
 * {@link APART_MS}. It is a transaction of its own and need not wait for the disk. A process that
 * dies in between costs latency only: listeners also look by themselves (feed-watch.ts, jobs.ts).
 */
function notifyLater(pool: pg.Pool) {
  const waiting = new Map<string, Set<string>>();
  let timer: NodeJS.Timeout | undefined;
  let sending: Promise<void> | undefined;
  let stopped = false;
  const send = async (): Promise<void> => {
    const pairs = [...waiting].flatMap(([channel, set]) =>
      [...set].map((payload) => ({ channel, payload })),
    );
    waiting.clear();
    if (pairs.length === 0) return;
    const channels = pairs.map((pair) => pair.channel);
    await pool
      .query({
        name: 'notify',
        text: `with lazily as materialized (select set_config('synchronous_commit', 'off', true))
          select pg_notify(c, p) from lazily, unnest($1::text[], $2::text[]) as n(c, p)`,
        values: [channels, pairs.map((pair) => pair.payload)],
      })
      .catch(() => undefined);
  };
  const flush = (): void => {
    timer = undefined;
    if (waiting.size === 0) return;
    sending = send().then(() => {
      sending = undefined;
      if (!stopped) timer ??= setTimeout(flush, APART_MS);
    });
  };
  return {
    add(channel: string, payload: string) {
      const set = waiting.get(channel) ?? new Set<string>();
      set.add(payload);
      waiting.set(channel, set);
      if (timer === undefined && sending === undefined) timer = setTimeout(flush, 0);
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await sending;
      await send();
    },
  };
}
