import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import type { Store } from '../../../src/gate/dispatch/ports.ts';
import { createStore } from '../../../src/gate/store/index.ts';
import { freshDatabase, type TestDatabase } from '../../support/pg.ts';
import { add, type BrakeScene, brakeScene, signal } from './brake-scene.ts';

/** A database with a workspace that sends, made anew for each test: hooks run in the file that imports this. */
let database: TestDatabase;
export let store: Store;
export let sql: pg.Pool;
export let at: BrakeScene;
beforeAll(async () => {
  database = await freshDatabase();
  store = createStore(database.url);
  sql = new pg.Pool({ connectionString: database.adminUrl });
  sql.on('connect', (client) => client.on('error', () => undefined));
});
beforeEach(async () => {
  at = await brakeScene(store);
});
afterAll(async () => {
  await sql.end();
  await store.close();
  await database.drop();
});

export const state = async () =>
  (await store.workflows.getWorkflow({ workspaceId: at.workspaceId, id: at.workflowId }))?.state;

export const complain = (sent: readonly { proposalId: string }[]) =>
  add(at, ...sent.map(({ proposalId }) => signal({ type: 'complaint', proposalId })));

export const alerts = () => store.alerts.list({ workspaceId: at.workspaceId, limit: 50 });

export const same = async () => {
  const all = await store.brakes.rebuild({ workspaceId: at.workspaceId, write: false });
  expect(all.length).toBeGreaterThan(0);
  expect(all.filter((one) => !one.same)).toEqual([]);
};
