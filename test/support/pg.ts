import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { migrate } from '../../src/gate/store/migrate.ts';

/** A database of a test file's own. */
export interface TestDatabase {
  /** Address for the gate's own role: rows of one workspace at a time, no DDL. */
  url: string;
  /** Address for the role that owns the database; no superuser, fenced as well. */
  ownerUrl: string;
  /** Address for the superuser on it, who sees every workspace's rows: for a test's own looks. */
  adminUrl: string;
  drop(): Promise<void>;
}

/** Brings an empty database, given by its owner's address, to the schema; ends its connections. */
export type Migrate = (ownerUrl: string, app: string) => Promise<unknown>;

/**
 * A database with the gate's schema, cloned from a template that the first caller of the run
 * migrates. Call it once a test file.
 */
export function freshDatabase(): Promise<TestDatabase> {
  return withTemplate(migrate, 'gate_template');
}

/** A database without any table. */
export function emptyDatabase(): Promise<TestDatabase> {
  return withTemplate(() => Promise.resolve(), 'empty_template');
}

/** A database cloned from the template `name`, which `fill` fills once a run. */
export async function withTemplate(fill: Migrate, name: string): Promise<TestDatabase> {
  const database = `test_${randomBytes(8).toString('hex')}`;
  await asAdmin(async (admin) => {
    // Test files run in several processes; one of them makes the template.
    await admin.query('select pg_advisory_lock(hashtext($1))', [name]);
    try {
      const made = await admin.query('select 1 from pg_database where datname = $1', [name]);
      if (made.rowCount === 0) await makeTemplate(admin, fill, name);
      await admin.query(`create database ${database} template ${name} owner ${role('pgOwnerUrl')}`);
      // Privileges on a database itself are not cloned with it.
      await admin.query(`revoke temporary on database ${database} from public`);
    } finally {
      await admin.query('select pg_advisory_unlock(hashtext($1))', [name]);
    }
  });
  return {
    url: urlOf('pgAppUrl', database),
    ownerUrl: urlOf('pgOwnerUrl', database),
    adminUrl: urlOf('pgAdminUrl', database),
    drop: () =>
      asAdmin(async (admin) => {
        await quiet(admin, database);
        await admin.query(`drop database if exists ${database} with (force)`);
      }),
  };
}

/** Waits for what is just hanging up: told to go while it does, a client has nobody who hears its error. */
async function quiet(admin: pg.Client, database: string): Promise<void> {
  const until = Date.now() + HANGING_UP_MS;
  for (;;) {
    const left = await admin.query('select from pg_stat_activity where datname = $1', [database]);
    if (left.rowCount === 0 || Date.now() > until) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
/** Whoever is there for longer means to stay, and is sent away. */
const HANGING_UP_MS = 500;

async function makeTemplate(admin: pg.Client, fill: Migrate, name: string): Promise<void> {
  const draft = `${name}_new`;
  await admin.query(`drop database if exists ${draft} with (force)`);
  await admin.query(`create database ${draft} owner ${role('pgOwnerUrl')}`);
  await fill(urlOf('pgOwnerUrl', draft), role('pgAppUrl'));
  await admin.query(`alter database ${draft} rename to ${name}`);
}

async function asAdmin(use: (admin: pg.Client) => Promise<unknown>): Promise<void> {
  const admin = new pg.Client({ connectionString: inject('pgAdminUrl') });
  await admin.connect();
  try {
    await use(admin);
  } finally {
    await admin.end();
  }
}

type Address = 'pgAdminUrl' | 'pgOwnerUrl' | 'pgAppUrl';

function role(address: Address): string {
  return new URL(inject(address)).username;
}

function urlOf(address: Address, database: string): string {
  const url = new URL(inject(address));
  url.pathname = `/${database}`;
  return url.href;
}
