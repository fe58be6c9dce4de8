import { readdir, readFile } from 'node:fs/promises';
import pg from 'pg';
import { installQueues } from './queues.ts';
import { grantTo } from './roles.ts';

/*
 * Migrations go forward only and run under old processes: add, never rename or drop what they use; new
 * columns nullable or with a default; constraints `not valid` where a scan would stop writers. Locks
 * are waited for in turns. The owner migrates and grants (`roles.ts`: what `never()` forbids isn't
 * granted either).
 */
const FOLDER = new URL('./migrations/', import.meta.url);
/** Any constant does; it only has to be the same in every gate process. */
const LOCK = 7_261_903;

/**
 * Brings the database to this version's schema: numbered files, forward only, each in its own
 * transaction, recorded in `migrations`, one process at a time. Safe to call at every start.
 *
 * @param target the owner's address or pool
 * @param app the gate's own role, which is granted what it needs; without one, the owner is it
 * @throws when the database is newer than this gate, or does not answer; as a role that may not
 * change it, also when it is older
 */
export async function migrate(target: string | pg.Pool, app?: string): Promise<void> {
  const pool =
    typeof target === 'string' ? new pg.Pool({ connectionString: target, max: 2 }) : target;
  try {
    const client = await pool.connect();
    try {
      await client.query('select pg_advisory_lock($1)', [LOCK]);
      try {
        if (await mayMigrate(client)) {
          await applyAll(client);
          await installQueues(client);
          if (app !== undefined) await grantTo(client, app);
        } else {
          await refuseOlder(client);
        }
      } finally {
        await client.query('select pg_advisory_unlock($1)', [LOCK]);
      }
    } finally {
      client.release();
    }
  } finally {
    if (typeof target === 'string') await pool.end();
  }
}

/** False for the gate's own role beside an owner's: it only looks whether the schema is this one. */
async function mayMigrate(client: pg.PoolClient): Promise<boolean> {
  const { rows } = await client.query<{ may: boolean }>(
    `select has_schema_privilege(current_schema(), 'create') and coalesce(
       (select pg_has_role(relowner, 'member') from pg_class where oid = to_regclass('migrations')),
       true) as may`,
  );
  return rows[0]?.may === true;
}

async function refuseOlder(client: pg.PoolClient): Promise<void> {
  const done = await appliedOf(client).catch((error: unknown) => {
    throw new Error(OWNER_FIRST, { cause: error });
  });
  const files = await filesAfter(done);
  if (files.length > 0) throw new Error(OWNER_FIRST);
}

const OWNER_FIRST =
  'The database has to be migrated, which the role of DATABASE_URL may not do: start once with DATABASE_OWNER_URL.';

async function appliedOf(client: pg.PoolClient): Promise<Set<number>> {
  const { rows } = await client.query<{ number: number }>('select number from migrations');
  return new Set(rows.map((row) => row.number));
}

/** Files that were not applied, in order. @throws when a newer gate was here */
async function filesAfter(applied: Set<number>): Promise<string[]> {
  const files = (await readdir(FOLDER)).filter((name) => /^\d{4}_.*\.sql$/.test(name)).sort();
  const newest = Number.parseInt(files.at(-1) ?? '0', 10);
  if ([...applied].some((number) => number > newest)) {
    throw new Error('This database was written by a newer gate; start that version instead.');
  }
  return files.filter((name) => !applied.has(Number.parseInt(name, 10)));
}

async function applyAll(client: pg.PoolClient): Promise<void> {
  await client.query(`create table if not exists migrations (
    number int primary key, name text not null, applied_at timestamptz not null default now())`);
  for (const name of await filesAfter(await appliedOf(client))) {
    const number = Number.parseInt(name, 10);
    const sql = await readFile(new URL(name, FOLDER), 'utf8');
    await applyPatiently(client, { number, name, sql });
  }
}

/**
 * A table's lock is waited for this long; meanwhile whoever comes after us waits, too. Shorter than
 * deadlock_timeout, so that of two that wait for each other it is we who give way.
 */
const LOCK_MS = 500;
/** Tried for about three minutes, so that old processes get their turns in between. */
const TRIES = 240;
const PAUSE_MS = 250;

/**
 * What gates write, in the order in which their transactions come to it. A migration takes these
 * first, so that a writer waits where it begins and holds nothing; taken as its statements come to
 * them, it would meet the same writer crosswise at every try. Reading goes on.
 */
const WRITTEN = [
  ...['proposals', 'workflows', 'revisions', 'recipients', 'decisions', 'clearances', 'dispatches'],
  ...['bindings', 'signals', 'agents', 'reviewers', 'devices', 'audit_log'],
];

async function takeWritten(client: pg.PoolClient): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select format('%I', t) as name from unnest($1::text[]) with ordinality s (t, n)
     where to_regclass(format('%I', t)) is not null order by n`,
    [WRITTEN],
  );
  const names = rows.map(({ name }) => name).join(', ');
  if (names !== '') await client.query(`lock table ${names} in exclusive mode`);
}

/**
 * One migration while old processes run: they go on until its tables are free at the same time.
 * @throws when they never are, or the migration is wrong; nothing of it is there then
 */
async function applyPatiently(
  client: pg.PoolClient,
  file: { number: number; name: string; sql: string },
): Promise<void> {
  for (let tried = 1; ; tried += 1) {
    await client.query('begin');
    try {
      await client.query(`set local lock_timeout = ${LOCK_MS}`);
      await takeWritten(client);
      await client.query(file.sql);
      await client.query('insert into migrations (number, name) values ($1, $2)', [
        file.number,
        file.name,
      ]);
      await client.query('commit');
      return;
    } catch (error) {
      await client.query('rollback');
      const code = error instanceof pg.DatabaseError ? error.code : '';
      // 55P03: not free within the time; 40P01: an old process had locked in another order.
      if ((code !== '55P03' && code !== '40P01') || tried >= TRIES)
        throw new Error(`Migration ${file.name} failed`, { cause: error });
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}
