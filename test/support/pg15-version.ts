import pg from 'pg';
import { expect, inject, it } from 'vitest';
import { OLDEST, WHY_NOT } from './pg15-files.ts';

const name = `this run's server is PostgreSQL ${OLDEST}, the oldest supported`;

// The reason is in the name, where a skipped test's reader looks.
it.skipIf(WHY_NOT !== null)(WHY_NOT === null ? name : `${name} (${WHY_NOT})`, async () => {
  const client = new pg.Client({ connectionString: inject('pgAppUrl') });
  await client.connect();
  const { rows } = await client.query<{ version: string; super: boolean }>(
    `select current_setting('server_version_num') as version, rolsuper as super
     from pg_roles where rolname = current_user`,
  );
  await client.end();
  expect(Math.floor(Number(rows[0]?.version) / 10_000)).toBe(OLDEST);
  expect(rows[0]?.super).toBe(false);
});
