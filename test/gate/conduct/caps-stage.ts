import pg from 'pg';
import { afterAll, beforeAll } from 'vitest';
import type { Store } from '../../../src/gate/dispatch/ports.ts';
import { createStore } from '../../../src/gate/store/index.ts';
import { freshDatabase, type TestDatabase } from '../../support/pg.ts';

/** A database that two processes redeem in: hooks run in the file that imports this. */
let database: TestDatabase;
export let store: Store;
export let other: Store;
export let sql: pg.Pool;
beforeAll(async () => {
  database = await freshDatabase();
  store = createStore(database.url);
  other = createStore(database.url);
  sql = new pg.Pool({ connectionString: database.adminUrl });
});
afterAll(async () => {
  await sql.end();
  await store.close();
  await other.close();
  await database.drop();
});

export const HOUR = 3_600_000;

export const DAY = 24 * HOUR;

/** A zone in which it is about noon, so that no test runs over midnight. Its offset in milliseconds. */
export const noonish = () => {
  const hours = 12 - new Date().getUTCHours();
  return { timeZone: `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`, offset: hours * HOUR };
};
