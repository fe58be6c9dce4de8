import pg from 'pg';

/**
 * Lets the gate's own role do what it has to, and no more: read and write rows, without DDL, and
 * without what a `never()` trigger (0002_states.sql) refuses anyhow. So a table that is append-only
 * by its triggers is so by its grants as well, whichever migration made it. Idempotent.
 *
 * @param client connected as the owner
 * @param app name of the gate's role; nothing is done where it is the owner itself
 */
export async function grantTo(client: pg.ClientBase, app: string): Promise<void> {
  const { rows } = await client.query<{ own: boolean; schema: string; database: string }>(
    `select $1::text = current_user as own, quote_ident(current_schema()) as schema,
       quote_ident(current_database()) as database`,
    [app],
  );
  const here = rows[0];
  if (!here || here.own) return;
  const role = client.escapeIdentifier(app);
  const missing = await client.query<{ missing: boolean }>(MISSING, [app]);
  if (missing.rows[0]?.missing !== false) {
    await client.query(
      `grant usage on schema ${here.schema}, pgboss to ${role};
       revoke create on schema ${here.schema}, pgboss from ${role}, public;
       grant usage on all sequences in schema ${here.schema} to ${role};
       grant select, insert, update, delete on all tables in schema pgboss to ${role};
       grant usage on all sequences in schema pgboss to ${role};
       grant execute on all functions in schema pgboss to ${role}`,
    );
    // A temporary table would stand before the real one in the eyes of a trigger.
    await client.query(`revoke temporary on database ${here.database} from public, ${role}`);
  }
  const tables = await client.query<{ name: string; may: string }>(TABLES, [app]);
  for (const { name, may } of tables.rows) {
    await client.query(`revoke all on ${name} from ${role}; grant ${may} on ${name} to ${role}`);
  }
}

/** Is there anything beside the tables of our own that $1 may not use yet, or may too much? */
const MISSING = `
  select not has_schema_privilege($1, current_schema(), 'usage')
    or has_schema_privilege($1, current_schema(), 'create')
    or has_database_privilege($1, current_database(), 'temporary')
    or not has_schema_privilege($1, 'pgboss', 'usage')
    or exists (select from pg_class c
      where c.relnamespace = current_schema()::regnamespace
        and case when c.relkind = 'S' then not has_sequence_privilege($1, c.oid, 'usage') end)
    or exists (select from pg_class c
      where c.relnamespace = 'pgboss'::regnamespace and c.relkind in ('r', 'p')
        and not (has_table_privilege($1, c.oid, 'select') and has_table_privilege($1, c.oid, 'insert')
          and has_table_privilege($1, c.oid, 'update') and has_table_privilege($1, c.oid, 'delete')))
    as missing`;

/**
 * Each table of our own whose grants to $1 are not what they should be, with what it may do there.
 * Bits of tgtype: row 1, insert 4, delete 8, update 16. Only what differs: a grant makes every
 * running process plan its statements anew.
 */
const TABLES = `
  with stopped as (
    select c.oid, c.relname = 'migrations' as ours, (
      select coalesce(bit_or(t.tgtype::int), 0) from pg_trigger t
      where t.tgrelid = c.oid and t.tgfoid = 'never'::regproc and t.tgtype & 1 = 1
        and t.tgqual is null) as bits
    from pg_class c
    where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p', 'v')),
  wanted as (
    select s.oid, w.privilege, w.given from stopped s, lateral (values
      ('select', true), ('insert', not s.ours and s.bits & 4 = 0),
      ('update', not s.ours and s.bits & 16 = 0), ('delete', not s.ours and s.bits & 8 = 0),
      ('truncate', false), ('trigger', false), ('references', false)) as w (privilege, given))
  select oid::regclass::text as name,
    string_agg(privilege, ', ') filter (where given) as may
  from wanted group by oid
  having bool_or(has_table_privilege($1, oid, privilege) <> given)
  order by 1`;

/**
 * What of the second lock does not hold for the role that this address is of, a sentence each; none
 * where all does. The gate runs all the same: every query is scoped by itself.
 */
export async function weaknesses(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ past: boolean; owner: boolean; ddl: boolean }>(
      `select r.rolsuper or r.rolbypassrls as past,
         exists (select from pg_class c where c.relnamespace = current_schema()::regnamespace
           and pg_has_role(c.relowner, 'member')) as owner,
         has_schema_privilege(current_schema(), 'create')
           or has_database_privilege(current_database(), 'temporary') as ddl
       from pg_roles r where r.rolname = current_user`,
    );
    const found = rows[0];
    if (found?.past === true) {
      return [
        'The role of DATABASE_URL is a superuser or bypasses row-level security: give the gate a plain role.',
      ];
    }
    if (found?.owner === true) {
      return [
        'One database role does both, migrations and the gate: set DATABASE_OWNER_URL, and DATABASE_URL to a plain role, to part them.',
      ];
    }
    return found?.ddl === true
      ? ['The role of DATABASE_URL may create tables: revoke CREATE and TEMPORARY from it.']
      : [];
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The role that an address logs in as. */
export async function roleOf(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ role: string }>('select current_user as role');
    return rows[0]?.role ?? '';
  } finally {
    await client.end().catch(() => undefined);
  }
}
