import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createStore } from '../../../src/gate/store/index.ts';
import { freshDatabase, type TestDatabase } from '../../support/pg.ts';
import { decide, decisionOn, mail, revisionOf, type Scene, scene } from './scene.ts';

/*
 * Who waits for a proposal's lock reads it after, and finds what came meanwhile. Here a session of the
 * test's own holds the lock until both have come.
 */
let database: TestDatabase;
let at: Scene;
let holder: pg.Client;
let watcher: pg.Client;
beforeAll(async () => {
  database = await freshDatabase();
  at = await scene(createStore(database.url));
  holder = new pg.Client({ connectionString: database.adminUrl });
  watcher = new pg.Client({ connectionString: database.adminUrl });
  await Promise.all([holder.connect(), watcher.connect()]);
});
afterAll(async () => {
  await Promise.all([holder.end(), watcher.end()]);
  await at.store.close();
  await database.drop();
});

/** Starts each in turn, once the one before waits for the lock; then lets them go. */
async function behindTheLock<A, B>(
  proposalId: string,
  [first, second]: [() => Promise<A>, () => Promise<B>],
): Promise<[A, B]> {
  await holder.query('begin');
  await holder.query('select 1 from proposals where id = $1 for update', [proposalId]);
  const one = first();
  await expect.poll(waiting, { timeout: 10_000 }).toBe(1);
  const other = second();
  await expect.poll(waiting, { timeout: 10_000 }).toBe(2);
  await holder.query('commit');
  return [await one, await other];
}

/** Seen from outside: within a transaction pg_stat_activity stands still. */
async function waiting(): Promise<number> {
  const { rows } = await watcher.query<{ count: number }>(
    `select count(*)::int as count from pg_stat_activity
     where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return rows[0]?.count ?? 0;
}

const revision = async (proposalId: string, externalId: string, subject: string) =>
  at.store.proposals.revise(
    await revisionOf(at, { content: mail({ subject }), proposalId, externalId }),
  );

it('a decision that waited for a revision is superseded by it, not unknown', async () => {
  const original = await revisionOf(at, {});
  const { proposalId } = await at.store.proposals.submit(original);
  const decision = await decisionOn(at, { proposalId });
  const [revised, decided] = await behindTheLock(proposalId, [
    () => revision(proposalId, original.input.externalId, 'Hello again'),
    () => decide(at, { decision }),
  ]);
  expect(revised).toMatchObject({ revision: 2, state: 'pending' });
  expect(decided).toMatchObject({ status: 'conflict', conflict: 'superseded' });
});

it('of two revisions the second comes after the first', async () => {
  const original = await revisionOf(at, {});
  const { proposalId } = await at.store.proposals.submit(original);
  const { externalId } = original.input;
  const [one, other] = await behindTheLock(proposalId, [
    () => revision(proposalId, externalId, 'Hello again'),
    () => revision(proposalId, externalId, 'Hello for a third time'),
  ]);
  expect(one).toMatchObject({ revision: 2 });
  expect(other).toMatchObject({ revision: 3 });
});
