import pg from 'pg';

/*
 * The peer of B7: the very rows that the gate wrote, written again into tables of the same shape
 * (columns, checks, indexes; without foreign keys and triggers) by `pg` alone: prepared statements,
 * one transaction and one commit for each proposal, decision or redemption, as many at a time.
 */

/** One statement of a piece of work. */
type Statement = { name: string; text: string; values: (string | null)[] };
export type RawWork = {
  proposals: Statement[][];
  decisions: Statement[][];
  redemptions: Statement[][];
};

const TABLES = [
  ...['proposals', 'revisions', 'recipients', 'decisions', 'clearances', 'dispatches', 'touches'],
  'audit_log',
];

export type Raw = {
  /** the rows of these proposals, as work that puts them into the peer's tables */
  workOf(proposalIds: string[]): Promise<RawWork>;
  /** runs it, `atOnce` at a time; milliseconds each took, and in all */
  run(work: Statement[][], atOnce: number): Promise<{ each: number[]; ms: number }>;
  close(): Promise<void>;
};

export async function openRaw(url: string, atOnce: number): Promise<Raw> {
  const pool = new pg.Pool({ connectionString: url, max: atOnce });
  await pool.query('drop schema if exists raw cascade; create schema raw');
  for (const table of TABLES)
    await pool.query(`create table raw.${table} (like public.${table} including all)`);
  const columns = new Map<string, string[]>();
  for (const table of TABLES) {
    const { rows } = await pool.query<{ name: string }>(
      `select column_name as name from information_schema.columns
       where table_schema = 'public' and table_name = $1 and is_identity = 'NO'
       order by ordinal_position`,
      [table],
    );
    columns.set(
      table,
      rows.map(({ name }) => name),
    );
  }
  const insertsOf = async (
    table: string,
    ids: string[],
    more = '',
  ): Promise<Map<string, Statement[]>> => {
    const names = columns.get(table) ?? [];
    const key =
      table === 'proposals'
        ? 'id'
        : table === 'touches'
          ? '(select c.proposal_id from public.clearances c where c.id = clearance_id)'
          : 'proposal_id';
    const { rows } = await pool.query<Record<string, string | null>>(
      `select ${key}::text as of_proposal, ${names.map((name) => `${name}::text as ${name}`).join(', ')}
       from public.${table} where ${key} = any($1) ${more} order by ${key}`,
      [ids],
    );
    const text = `insert into raw.${table} (${names.join(', ')}) values (${names
      .map((_, index) => `$${index + 1}`)
      .join(', ')})`;
    const found = new Map<string, Statement[]>();
    for (const row of rows) {
      const values = names.map((name) => row[name] ?? null);
      const id = row.of_proposal ?? '';
      found.set(id, [...(found.get(id) ?? []), { name: `insert ${table}`, text, values }]);
    }
    return found;
  };
  return {
    async workOf(ids) {
      const [workspace] = (
        await pool.query<{ id: string }>('select workspace_id as id from workspaces limit 1')
      ).rows;
      const key = (id: string) => [workspace?.id ?? '', id];
      const move = (id: string, state: string): Statement => ({
        name: 'move proposal',
        text: `update raw.proposals set state = $3, moved_xid = pg_current_xact_id(),
                 moved_id = nextval('feed_positions') where workspace_id = $1 and id = $2`,
        values: [...key(id), state],
      });
      const redeem = (id: string): Statement => ({
        name: 'redeem clearance',
        text: `update raw.clearances set state = 'redeemed', redeemed_at = now()
               where workspace_id = $1 and proposal_id = $2`,
        values: key(id),
      });
      const rows = {
        proposals: await insertsOf('proposals', ids),
        revisions: await insertsOf('revisions', ids),
        recipients: await insertsOf('recipients', ids),
        touches: await insertsOf('touches', ids),
        decisions: await insertsOf('decisions', ids),
        clearances: await insertsOf('clearances', ids),
        dispatches: await insertsOf('dispatches', ids),
        proposed: await insertsOf('audit_log', ids, `and subject = 'proposal' and was is null`),
        decided: await insertsOf(
          'audit_log',
          ids,
          `and (subject = 'decision' or (subject, became) in (('proposal', 'approved'), ('clearance', 'open')))`,
        ),
        redeemed: await insertsOf(
          'audit_log',
          ids,
          `and (subject = 'dispatch' or (subject, became) in (('proposal', 'dispatching'), ('clearance', 'redeemed')))`,
        ),
      };
      const of = (map: Map<string, Statement[]>, id: string) => map.get(id) ?? [];
      // Before the decision the clearance was open: the row goes in as it was then.
      const state = (columns.get('clearances') ?? []).indexOf('state');
      const redeemedAt = (columns.get('clearances') ?? []).indexOf('redeemed_at');
      const opened = (statements: Statement[]): Statement[] =>
        statements.map((one) => ({
          ...one,
          values: one.values.map((value, index) =>
            index === state ? 'open' : index === redeemedAt ? null : value,
          ),
        }));
      return {
        proposals: ids.map((id) => [
          ...of(rows.proposals, id),
          ...of(rows.revisions, id),
          ...of(rows.recipients, id),
          ...of(rows.proposed, id),
        ]),
        decisions: ids.map((id) => [
          ...of(rows.decisions, id),
          ...opened(of(rows.clearances, id)),
          move(id, 'approved'),
          ...of(rows.decided, id),
        ]),
        redemptions: ids.map((id) => [
          redeem(id),
          ...of(rows.dispatches, id),
          ...of(rows.touches, id),
          move(id, 'dispatching'),
          ...of(rows.redeemed, id),
        ]),
      };
    },
    run: (work, many) => timed(work, many, (statements) => transaction(pool, statements)),
    close: () => pool.end(),
  };
}

async function transaction(pool: pg.Pool, statements: Statement[]): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    for (const statement of statements) await client.query(statement);
    await client.query('commit');
  } finally {
    client.release();
  }
}

/** Works through a list, `atOnce` at a time. */
export async function timed<T>(
  list: readonly T[],
  atOnce: number,
  work: (each: T) => Promise<void>,
): Promise<{ each: number[]; ms: number }> {
  const left = [...list];
  const each: number[] = [];
  const one = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const began = performance.now();
      await work(next);
      each.push(performance.now() - began);
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: atOnce }, one));
  return { each, ms: performance.now() - began };
}
