import { afterAll, beforeAll } from 'vitest';
import type { Store } from '../../../src/gate/dispatch/ports.ts';
import { createStore } from '../../../src/gate/store/index.ts';
import type { MetricsAnswer } from '../../../src/protocol/metrics.ts';
import { freshDatabase, type TestDatabase } from '../../support/pg.ts';
import { type FilledYear, fillYear } from './fill.ts';
import { plainRows, type Row, WEEKS, type Where } from './plain.ts';

/** Three pasts in one database, none of which may see another's: hooks run in the file that imports this. */
export let database: TestDatabase;
export let store: Store;
export let years: FilledYear[];
beforeAll(async () => {
  database = await freshDatabase();
  store = createStore(database.url);
  years = [];
  for (const seed of [1, 2, 3])
    years.push(await fillYear(database, { count: 900 * seed, weeks: 11, workflows: 3, seed }));
}, 120_000);
afterAll(async () => {
  await store?.close();
  await database?.drop();
});

export const read = ({ at: { workspaceId }, by, workflowId }: Where): Promise<MetricsAnswer> =>
  store.metrics.read({ workspaceId, weeks: WEEKS, by, workflowId, now: Date.now() });

export const rowsOf = (where: Where, text: string): Promise<Row[]> =>
  plainRows(database.adminUrl, where, text);
