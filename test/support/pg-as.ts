import pg from 'pg';

/** Runs with one connection to `url`, whose session stands in a workspace where one is given. */
export async function withClient<T>(
  at: { url: string; workspaceId?: string },
  use: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: at.url });
  await client.connect();
  try {
    if (at.workspaceId !== undefined)
      await client.query("select set_config('gate.workspace', $1, false)", [at.workspaceId]);
    return await use(client);
  } finally {
    await client.end();
  }
}
