import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { allWorkspaces, appliedMigrations, type KeptTable, keptTables } from './tables.ts';

/*
 * A backup is one gzipped text. Lines that begin with # say what comes, all others are a row as JSON:
 *   #backup {"v":1, "at", "migrations", "epoch"}
 *   #part {"table", "workspace"}     then its rows, then   #end {"rows", "sha256"}
 *   #done {"parts", "rows", "sequences"}
 * It is read in one REPEATABLE READ transaction, so it is the state of one moment while others write.
 * A restore gives a new feed epoch, so that cursors of before start over. Without #done it is not a backup. The embedded server's binaries bring no pg_dump, and the next
 * version's gate, or a person, can read this.
 */

/** about how much is fetched at a time, in bytes */
const BATCH_BYTES = 4_000_000;
const MOST_ROWS = 1_000;
const FIRST_ROWS = 8;

export type BackupHead = { v: 1; at: string; migrations: string[]; epoch: string };
export type Written = { parts: number; rows: number; workspaces: number };

/**
 * Writes all that the database holds to `path` (mode 0600), never over a file that is there.
 * @throws when the file exists, or the database goes away: then nothing is left at `path`.
 */
export async function writeBackup(url: string, path: string): Promise<Written> {
  if (await stat(path).catch(() => null)) throw new Error(`${path} is there already.`);
  const draft = `${path}.part`;
  const client = new pg.Client({ connectionString: url, application_name: 'countersign-backup' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await rm(draft, { force: true });
    const counts: Written = { parts: 0, rows: 0, workspaces: 0 };
    await pipeline(
      linesOf(client, counts),
      createGzip(),
      createWriteStream(draft, { flags: 'wx', mode: 0o600, flush: true }),
    );
    await rename(draft, path);
    return counts;
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function* linesOf(client: pg.Client, counts: Written): AsyncGenerator<string> {
  await client.query('begin isolation level repeatable read read only');
  // Rows are read as text; what a session's settings do to texts is fixed. Without the fence, or in
  // it: a query that the fence would silently shorten fails.
  await client.query(
    `set local timezone = 'UTC'; set local intervalstyle = 'postgres';
     set local bytea_output = 'hex'; set local extra_float_digits = 1`,
  );
  const {
    rows: [now],
  } = await client.query<{ at: string; epoch: string }>(
    'select now()::text as at, epoch::text as epoch from installation',
  );
  const head: BackupHead = {
    v: 1,
    at: new Date(now?.at ?? 0).toISOString(),
    migrations: await appliedMigrations(client),
    epoch: now?.epoch ?? '0',
  };
  yield `#backup ${JSON.stringify(head)}\n`;
  const workspaces = await allWorkspaces(client);
  counts.workspaces = workspaces.length;
  for (const table of await keptTables(client)) {
    for (const workspace of table.fenced ? workspaces : [null]) {
      yield* part(client, { table, workspace, counts });
    }
  }
  const sequences = await client.query<{ name: string; last: string }>(
    `select format('%I.%I', schemaname, sequencename) as name, last_value::text as last
     from pg_sequences where schemaname in ('public', 'pgboss') and last_value is not null`,
  );
  await client.query('commit');
  const last = Object.fromEntries(sequences.rows.map((row) => [row.name, row.last]));
  yield `#done ${JSON.stringify({ parts: counts.parts, rows: counts.rows, sequences: last })}\n`;
}

async function* part(
  client: pg.Client,
  work: { table: KeptTable; workspace: string | null; counts: Written },
): AsyncGenerator<string> {
  const { table, workspace, counts } = work;
  const names = table.columns.map(({ name }) => client.escapeIdentifier(name)).join(', ');
  await client.query("select set_config('gate.workspace', $1, true)", [workspace ?? '']);
  const only =
    workspace === null ? '' : `where workspace_id = ${client.escapeLiteral(workspace)}::uuid`;
  await client.query(
    `declare rows_ no scroll cursor for
     select to_json(r)::text as row from (select ${names} from ${table.name} ${only}) r`,
  );
  const hash = createHash('sha256');
  let count = 0;
  let size = FIRST_ROWS;
  for (;;) {
    const { rows } = await client.query<{ row: string }>(`fetch ${size} from rows_`);
    if (rows.length === 0) break;
    if (count === 0) yield `#part ${JSON.stringify({ table: table.name, workspace })}\n`;
    const text = `${rows.map(({ row }) => row).join('\n')}\n`;
    hash.update(text);
    count += rows.length;
    yield text;
    size = Math.max(
      1,
      Math.min(MOST_ROWS, size * 4, Math.floor(BATCH_BYTES / (text.length / rows.length))),
    );
  }
  await client.query('close rows_');
  if (count === 0) return;
  counts.parts += 1;
  counts.rows += count;
  yield `#end ${JSON.stringify({ rows: count, sha256: hash.digest('hex') })}\n`;
}
