import type pg from 'pg';
import { APP, OWNER } from './cluster.ts';
import { asAdmin, type Site } from './server.ts';

/** What a role of ours must never be, whoever changed it. */
const PLAIN = 'login nosuperuser nobypassrls nocreatedb nocreaterole noreplication';

/**
 * Makes the gate's database and its two roles where missing: the owner, as whom migrations run, and
 * the gate's own, which gets what they grant it (store/roles.ts). A database of a time before there
 * were two is handed over to the owner.
 */
export async function readyDatabase(site: Site, port: number): Promise<void> {
  await asAdmin(site, { port }, async (client) => {
    await readyRole(client, { name: OWNER, password: site.credentials.owner });
    await readyRole(client, { name: APP, password: site.credentials.app });
    const { rows } = await client.query<{ owner: string }>(
      'select datdba::regrole::text as owner from pg_database where datname = $1',
      [APP],
    );
    const owner = rows[0]?.owner;
    if (owner === undefined) {
      await client.query(`create database ${APP} owner ${OWNER}`);
    } else if (owner !== OWNER) {
      await asAdmin(site, { port, database: APP }, async (inside) => {
        await inside.query(`reassign owned by ${APP} to ${OWNER}`);
      });
      await client.query(`alter database ${APP} owner to ${OWNER}`);
    }
  });
}

async function readyRole(
  client: pg.Client,
  role: { name: string; password: string },
): Promise<void> {
  const password = client.escapeLiteral(role.password);
  const known = await client.query('select 1 from pg_roles where rolname = $1', [role.name]);
  await client.query(
    `${known.rowCount === 0 ? 'create' : 'alter'} role ${role.name} ${PLAIN} password ${password}`,
  );
}
