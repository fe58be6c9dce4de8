import type pg from 'pg';

/** A table that is kept: its name, quoted, and the columns that can be written. */
export type KeptTable = {
  name: string;
  columns: { name: string; type: string }[];
  /** its rows show by workspace only (0005_fence.sql) */
  fenced: boolean;
};

/**
 * What is of a workspace is kept. All else is made by the migrations, or says where this database is
 * (`installation`). Left out, too, is what lives for minutes: devices prove themselves again.
 */
const LEFT_OUT = [
  ...['public.tokens', 'public.tickets', 'public.pairing_codes'],
  'public.slack_codes',
];
/** Of pg-boss only the jobs: its queues and version are made by the migration. */
const BOSS_KEPT = ['pgboss.job'];

/** All tables with data of people, parents before those that refer to them. */
export async function keptTables(client: pg.ClientBase): Promise<KeptTable[]> {
  const found = await client.query<{
    full: string;
    name: string;
    oid: number;
    fenced: boolean;
    of_workspace: boolean;
    columns: KeptTable['columns'];
  }>(
    `select n.nspname || '.' || c.relname as full, format('%I.%I', n.nspname, c.relname) as name,
       c.oid::int8::text as oid, c.relrowsecurity as fenced,
       exists (select from pg_attribute w where w.attrelid = c.oid and w.attname = 'workspace_id')
         as of_workspace,
       (select json_agg(json_build_object('name', a.attname, 'type', t.typname) order by a.attnum)
        from pg_attribute a join pg_type t on t.oid = a.atttypid
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
          and a.attgenerated = '') as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ('public', 'pgboss') and c.relkind in ('r', 'p') and not c.relispartition
     order by 1`,
  );
  const kept = found.rows.filter(({ full, of_workspace }) =>
    full.startsWith('pgboss.')
      ? BOSS_KEPT.includes(full)
      : of_workspace && !LEFT_OUT.includes(full),
  );
  const links = await client.query<{ child: string; parent: string }>(
    `select conrelid::int8::text as child, confrelid::int8::text as parent from pg_constraint
     where contype = 'f' and conrelid <> confrelid`,
  );
  const placed: typeof kept = [];
  const waits = new Set(kept);
  while (waits.size > 0) {
    const next = [...waits].find((table) =>
      links.rows.every(
        ({ child, parent }) =>
          child !== String(table.oid) ||
          ![...waits].some((other) => other !== table && String(other.oid) === parent),
      ),
    );
    if (!next) throw new Error('tables refer to each other in a circle');
    waits.delete(next);
    placed.push(next);
  }
  return placed.map(({ name, fenced, columns }) => ({ name, fenced, columns }));
}

/** Ids of all workspaces, also past the fence. */
export async function allWorkspaces(client: pg.ClientBase): Promise<string[]> {
  await client.query("select set_config('gate.sweep', 'on', true)");
  const { rows } = await client.query<{ workspace_id: string }>(
    'select workspace_id from workspaces order by workspace_id',
  );
  await client.query("select set_config('gate.sweep', '', true)");
  return rows.map((row) => row.workspace_id);
}

export const appliedMigrations = async (client: pg.ClientBase): Promise<string[]> =>
  (await client.query<{ name: string }>('select name from migrations order by number')).rows.map(
    (row) => row.name,
  );
