import { readdir, readFile } from 'node:fs/promises';
import pg from 'pg';
import { installQueues } from './queues.ts';

const FOLDER = new URL('./migrations/', import.meta.url);
/** Any constant does; it only has to be the same in every gate process. */
const LOCK = 7_261_903;

/**
 * Brings the database to this version's schema: numbered files, forward only, each in its own
 * transaction, recorded in `migrations`, one process at a time. Safe to call at every start.
 *
 * @throws when the database is newer than this gate, or does not answer.
 */
export async function migrate(target: string | pg.Pool): Promise<void> {
  const pool =
    typeof target === 'string' ? new pg.Pool({ connectionString: target, max: 2 }) : target;
  try {
    const client = await pool.connect();
    try {
      await client.query('select pg_advisory_lock($1)', [LOCK]);
      try {
        await applyAll(client);
        await installQueues(client);
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

async function applyAll(client: pg.PoolClient): Promise<void> {
  await client.query(`create table if not exists migrations (
    number int primary key, name text not null, applied_at timestamptz not null default now())`);
  const done = await client.query<{ number: number }>('select number from migrations');
  const applied = new Set(done.rows.map((row) => row.number));
  const files = (await readdir(FOLDER)).filter((name) => /^\d{4}_.*\.sql$/.test(name)).sort();
  const newest = Number.parseInt(files.at(-1) ?? '0', 10);
  if ([...applied].some((number) => number > newest)) {
    throw new Error('This database was written by a newer gate; start that version instead.');
  }
  for (const name of files) {
    const number = Number.parseInt(name, 10);
    if (applied.has(number)) continue;
    const sql = await readFile(new URL(name, FOLDER), 'utf8');
    await client.query('begin');
    try {
      await client.query(sql);
      await client.query('insert into migrations (number, name) values ($1, $2)', [number, name]);
      await client.query('commit');
    } catch (error) {
      await client.query('rollback');
      throw new Error(`Migration ${name} failed`, { cause: error });
    }
  }
}
