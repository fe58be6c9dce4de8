import pg from 'pg';

/** One statement that PostgreSQL ran, also within a function, with the plan that it took. */
export type Plan = { what: string; query: string; plan: string; ms: number };

/**
 * Has the database explain what every new connection to it runs, with `auto_explain`, which is part
 * of PostgreSQL: the statements are those of the gate's own code, with its parameters and fences.
 * The plans come as notices to the connection that ran the statement.
 */
export async function explainAll(adminUrl: string): Promise<void> {
  await atDatabase(adminUrl, (name) =>
    [
      ['session_preload_libraries', "'auto_explain'"],
      ['auto_explain.log_min_duration', '0'],
      ['auto_explain.log_analyze', 'on'],
      ['auto_explain.log_buffers', 'on'],
      ['auto_explain.log_timing', 'on'],
      ['auto_explain.log_nested_statements', 'on'],
      ['auto_explain.log_level', 'notice'],
      ['client_min_messages', 'notice'],
    ].map(([setting, value]) => `alter database ${name} set ${setting} = ${value}`),
  );
}

async function atDatabase(adminUrl: string, texts: (name: string) => string[]): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const name = client.escapeIdentifier(new URL(adminUrl).pathname.slice(1));
    await client.query("load 'auto_explain'");
    for (const text of texts(name)) await client.query(text);
  } finally {
    await client.end();
  }
}

/** Collects plans of all connections that this process opens from now on. */
export function collectPlans() {
  const plans: Plan[] = [];
  let what = '';
  const connect = pg.Client.prototype.connect as (...given: unknown[]) => unknown;
  pg.Client.prototype.connect = function (this: pg.Client, ...given: unknown[]) {
    this.on('notice', ({ message }) => {
      const match = /^duration: ([\d.]+) ms\s+plan:\nQuery Text: ([\s\S]*)$/.exec(message ?? '');
      if (!match) return;
      const [, ms = '0', text = ''] = match;
      const start = text.search(/^.*\(cost=/m);
      plans.push({
        what,
        query: text.slice(0, start).trim(),
        plan: text.slice(start),
        ms: Number(ms),
      });
    });
    return connect.apply(this, given);
  } as typeof pg.Client.prototype.connect;
  return {
    plans,
    /** what the next statements are of */
    during(name: string) {
      what = name;
    },
    stop() {
      pg.Client.prototype.connect = connect as typeof pg.Client.prototype.connect;
    },
  };
}

/** Tables that a plan goes through from end to end. */
export const scanned = ({ plan }: Plan): string[] =>
  [...plan.matchAll(/Seq Scan on (?:\w+\.)?"?([\w-]+)"?/g)].map(([, table = '']) => table);

/** Tables with more rows than this, which nothing that runs all day may go through. */
export async function bigTables(adminUrl: string, rows: number): Promise<Set<string>> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const found = await client.query<{ relname: string }>(
      "select relname from pg_class where relkind = 'r' and reltuples > $1",
      [rows],
    );
    return new Set(found.rows.map(({ relname }) => relname));
  } finally {
    await client.end();
  }
}
