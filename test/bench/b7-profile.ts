import pg from 'pg';

/**
 * With B7_PROF set: how long PostgreSQL spent in each of the gate's functions (triggers too), on
 * standard error; without it nothing, since counting costs something itself.
 */
export async function functionTimes(adminUrl: string) {
  const nothing = async (): Promise<void> => undefined;
  if (process.env.B7_PROF === undefined) return { begin: nothing, print: nothing, close: nothing };
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  await client.query("alter system set track_functions = 'all'");
  await client.query('select pg_reload_conf()');
  return {
    begin: async () => {
      await client.query('select pg_stat_reset()');
    },
    print: async () => {
      const { rows } = await client.query<Record<string, string>>(
        `select funcname, calls, round(total_time::numeric / greatest(calls, 1), 3) as total_ms,
           round(self_time::numeric / greatest(calls, 1), 3) as self_ms
         from pg_stat_user_functions order by self_time desc limit 25`,
      );
      for (const { funcname, calls, total_ms, self_ms } of rows)
        console.error(`${funcname}: ${calls} calls, ${total_ms} ms each, ${self_ms} ms itself`);
    },
    close: () => client.end(),
  };
}
