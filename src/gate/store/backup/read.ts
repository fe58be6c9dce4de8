import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import pg from 'pg';
import * as z from 'zod/mini';
import { settleRestored } from './settle.ts';
import { allWorkspaces, appliedMigrations, type KeptTable, keptTables } from './tables.ts';

const Head = z.object({
  v: z.literal(1),
  at: z.string(),
  migrations: z.array(z.string()),
  epoch: z.string(),
});
const Part = z.object({ table: z.string(), workspace: z.nullable(z.string()) });
const End = z.object({ rows: z.int(), sha256: z.string() });
const Done = z.object({
  parts: z.int(),
  rows: z.int(),
  sequences: z.record(z.string(), z.string()),
});

const BATCH_ROWS = 500;
const BATCH_CHARACTERS = 4_000_000;

export type Restored = {
  at: string;
  rows: number;
  /** what was approved or under way when the backup was made, and may have left since */
  unknown: number;
  refused: number;
};

/**
 * Loads a backup into an empty database of the same migrations, in one transaction: all of it, or
 * nothing. Guards are off for the load, as the owner may, on again and checked before the commit.
 * What could go out twice doesn't: see {@link settleRestored}.
 * @throws when the file is not whole, or the database isn't empty or of another version
 */
export async function restoreBackup(url: string, path: string): Promise<Restored> {
  const client = new pg.Client({ connectionString: url, application_name: 'countersign-restore' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('begin');
    await client.query("set local timezone = 'UTC'");
    const tables = await keptTables(client);
    await emptyOrRefuse(client, tables);
    for (const { name } of tables) await client.query(`alter table ${name} disable trigger user`);
    const { head, rows } = await load(client, { path, tables });
    await resealable(client);
    for (const { name } of tables) await client.query(`alter table ${name} enable trigger user`);
    await guarded(client);
    const settled = await settleRestored(client, head);
    await client.query('commit');
    return { at: head.at, rows, ...settled };
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Locked first, so that no gate which already runs here writes beside. */
async function emptyOrRefuse(client: pg.Client, tables: KeptTable[]): Promise<void> {
  await client.query('lock table workspaces in access exclusive mode');
  await client.query("select set_config('gate.sweep', 'on', true)");
  for (const { name } of tables) {
    const { rowCount } = await client.query(`select 1 from ${name} limit 1`);
    if (rowCount !== 0)
      throw new Error(
        `This database is not empty (${name}); a restore never writes over anything.`,
      );
  }
  await client.query("select set_config('gate.sweep', '', true)");
}

async function load(client: pg.Client, from: { path: string; tables: KeptTable[] }) {
  const source = createReadStream(from.path);
  const unpacked = source.pipe(createGunzip());
  source.on('error', (error) => unpacked.destroy(error));
  const loader = createLoader(client, from.tables);
  try {
    for await (const line of createInterface({ input: unpacked, crlfDelay: 0 })) {
      if (line.startsWith('#')) await loader.control(line);
      else await loader.row(line);
    }
  } catch (error) {
    source.destroy();
    // Unreadable, not JSON, or refused by a constraint: of what the gate wrote, nothing is.
    if (error instanceof Error && 'code' in error && /^(Z_|22|23)/.test(String(error.code)))
      throw new Error('The file is cut off, damaged, or not a backup.', { cause: error });
    throw error;
  }
  return loader.finish();
}

function createLoader(client: pg.Client, tables: KeptTable[]) {
  let head: z.infer<typeof Head> | null = null;
  let done: z.infer<typeof Done> | null = null;
  let open: { table: KeptTable; hash: ReturnType<typeof createHash>; rows: number } | null = null;
  let batch: string[] = [];
  let held = 0;
  const counts = { parts: 0, rows: 0 };
  const damaged = (): never => {
    throw new Error('The file is cut off, damaged, or not a backup.');
  };

  const flush = async (): Promise<void> => {
    if (!open || batch.length === 0) return;
    const names = open.table.columns.map(({ name }) => client.escapeIdentifier(name));
    // Transaction ids are of the server that gave them; here all rows are of this one, in the order of
    // the number beside. Sealed audit rows keep theirs: the chain was made in that order.
    const kept = open.table.name === 'public.audit_log';
    const values = open.table.columns.map(({ name, type }) =>
      type === 'xid8' && !kept
        ? `case when r.${client.escapeIdentifier(name)} is null then null else pg_current_xact_id() end`
        : `r.${client.escapeIdentifier(name)}`,
    );
    await client.query(
      `insert into ${open.table.name} (${names.join(', ')}) overriding system value
       select ${values.join(', ')} from json_populate_recordset(null::${open.table.name}, $1::json) r`,
      [`[${batch.join(',')}]`],
    );
    batch = [];
    held = 0;
  };

  const begin = async (text: string): Promise<void> => {
    head = parse(Head, text);
    const here = await appliedMigrations(client);
    if (JSON.stringify(head.migrations) !== JSON.stringify(here))
      throw new Error(
        'The backup is of another version of the gate; restore it with that version.',
      );
  };

  return {
    async control(line: string): Promise<void> {
      const [, word = '', text = ''] = /^#(\w+) (.*)$/.exec(line) ?? [];
      if (done) damaged();
      if (word === 'backup' && !head) return begin(text);
      if (!head) damaged();
      if (word === 'part' && !open) {
        const named = parse(Part, text);
        const table = tables.find(({ name }) => name === named.table) ?? damaged();
        await client.query("select set_config('gate.workspace', $1, true)", [
          named.workspace ?? '',
        ]);
        open = { table, hash: createHash('sha256'), rows: 0 };
      } else if (word === 'end' && open) {
        await flush();
        const said = parse(End, text);
        if (said.rows !== open.rows || said.sha256 !== open.hash.digest('hex')) damaged();
        counts.parts += 1;
        counts.rows += open.rows;
        open = null;
      } else if (word === 'done' && !open) {
        done = parse(Done, text);
      } else damaged();
    },
    async row(line: string): Promise<void> {
      if (!open) return damaged();
      open.hash.update(`${line}\n`);
      open.rows += 1;
      batch.push(line);
      held += line.length;
      if (batch.length >= BATCH_ROWS || held >= BATCH_CHARACTERS) await flush();
    },
    async finish() {
      if (!head || !done || done.parts !== counts.parts || done.rows !== counts.rows)
        return damaged();
      for (const [name, last] of Object.entries(done.sequences)) {
        await client.query('select setval($1::regclass, $2::bigint)', [name, last]);
      }
      return { head, rows: counts.rows };
    },
  };
}

function parse<T extends z.ZodMiniType>(schema: T, text: string): z.infer<T> {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    throw new Error('The file is cut off, damaged, or not a backup.');
  }
}

/** Audit rows that no link covers yet come after all that are: they are of this transaction. */
async function resealable(client: pg.Client): Promise<void> {
  for (const workspaceId of await allWorkspaces(client)) {
    await client.query("select set_config('gate.workspace', $1, true)", [workspaceId]);
    await client.query(
      `update audit_log l set xid = pg_current_xact_id() where l.workspace_id = $1
         and not exists (select from audit_chain c
           where c.workspace_id = l.workspace_id and c.audit_id = l.id)`,
      [workspaceId],
    );
  }
}

/** Every guard is on again; otherwise nothing is committed. */
async function guarded(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select t.tgname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
     join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and not t.tgisinternal and t.tgenabled <> 'O'`,
  );
  if (rows.length > 0)
    throw new Error(`Guards are off: ${rows.map(({ name }) => name).join(', ')}`);
}
