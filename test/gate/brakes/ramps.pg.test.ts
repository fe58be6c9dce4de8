import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../../src/gate/dispatch/ports.ts';
import { createStore } from '../../../src/gate/store/index.ts';
import { freshDatabase, type TestDatabase } from '../../support/pg.ts';
import {
  add,
  type BrakeScene,
  brakeScene,
  cleared,
  finish,
  manager,
  redeem,
  send,
  setPolicy,
  signal,
} from './brake-scene.ts';

let database: TestDatabase;
let store: Store;
let sql: pg.Pool;
let at: BrakeScene;
let boss: Awaited<ReturnType<typeof manager>>;
beforeAll(async () => {
  database = await freshDatabase();
  store = createStore(database.url);
  sql = new pg.Pool({ connectionString: database.adminUrl });
  sql.on('connect', (client) => client.on('error', () => undefined));
});
beforeEach(async () => {
  at = await brakeScene(store);
  boss = await manager(at);
});
afterAll(async () => {
  await sql.end();
  await store.close();
  await database.drop();
});

const ramp = (windows = [3, 5]) =>
  setPolicy(at, { ramp: { watcher: boss.reviewer.email, windows, settleMinutes: 60 } });
const ramps = () => store.brakes.ramps(at.workspaceId);
const watch = async (by = boss.reviewer.id) => {
  for (const { id, state } of await ramps())
    if (state !== 'done') await store.brakes.watch({ workspaceId: at.workspaceId, id, by });
};
const leave = () =>
  sql.query(
    "update ramps set confirmed_at = now() - interval '31 minutes' where workspace_id = $1",
    [at.workspaceId],
  );
/** An hour and more since the window was full. */
const settle = async () => {
  for (const text of [
    "update brake_scopes set last_at = last_at - interval '61 minutes' where workspace_id = $1",
    "update ramps set stepped_at = stepped_at - interval '61 minutes' where workspace_id = $1",
  ])
    await sql.query(text, [at.workspaceId]);
};
const holds = { code: 'ramp-holds' };

describe('what is new', () => {
  it('does not start while nobody watches it, and says so; then its window is all that goes', async () => {
    await ramp();
    const first = await cleared(at);
    await expect(redeem(at, first)).rejects.toMatchObject(holds);
    expect(await ramps()).toMatchObject([{ name: 'm 1', state: 'unwatched', size: 3, taken: 0 }]);
    await watch();
    await redeem(at, first);
    await finish(at, first);
    await send(at, 2);
    await expect(redeem(at, await cleared(at))).rejects.toMatchObject(holds);
    expect(await ramps()).toMatchObject([{ state: 'full', taken: 3 }]);
  });

  it('holds when its watcher leaves, also within its window', async () => {
    await ramp();
    await expect(redeem(at, await cleared(at))).rejects.toMatchObject(holds);
    await watch();
    await send(at, 1);
    await leave();
    await expect(redeem(at, await cleared(at))).rejects.toMatchObject(holds);
    await watch();
    await send(at, 1);
  });

  it('takes no more than its window from many at once', async () => {
    await ramp();
    await expect(redeem(at, await cleared(at))).rejects.toMatchObject(holds);
    await watch();
    const made = [];
    for (let n = 0; n < 8; n += 1) made.push(await cleared(at));
    const done = await Promise.allSettled(made.map((one) => redeem(at, one)));
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
  });

  it('is only its named watcher’s to confirm', async () => {
    await ramp();
    await expect(redeem(at, await cleared(at))).rejects.toMatchObject(holds);
    const other = await manager(at);
    await expect(watch(other.reviewer.id)).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('widens once its window has settled and nothing speaks against it, and is new no more', async () => {
    await ramp();
    await expect(redeem(at, await cleared(at))).rejects.toMatchObject(holds);
    await watch();
    await send(at, 3);
    await store.brakes.tend();
    expect(await ramps()).toMatchObject([
      { step: 0, waitsFor: expect.stringMatching(/may still/) },
    ]);
    await settle();
    expect(await store.brakes.tend()).toMatchObject({ widened: 1 });
    expect(await ramps()).toMatchObject([{ step: 1, size: 5, taken: 0, before: 3 }]);
    await send(at, 5);
    await settle();
    await store.brakes.tend();
    expect(await ramps()).toMatchObject([{ state: 'done' }]);
    await leave().catch(() => undefined);
    await send(at, 2);
  });

  it('does not widen over what came back, until a person says why', async () => {
    await ramp();
    await expect(redeem(at, await cleared(at))).rejects.toMatchObject(holds);
    await watch();
    const sent = await send(at, 3);
    await add(
      at,
      ...sent.slice(0, 2).map(({ proposalId }) => signal({ type: 'bounce', proposalId })),
    );
    await settle();
    expect(await store.brakes.tend()).toMatchObject({ widened: 0 });
    const [held] = await ramps();
    expect(held?.waitsFor).toMatch(/Hard bounces: 2 of 3 sends, with a ceiling of 5 %/);
    await store.brakes.widen({
      workspaceId: at.workspaceId,
      id: held?.id ?? '',
      by: boss.reviewer.id,
      reason: 'Two typos in a list that is fixed.',
    });
    expect(await ramps()).toMatchObject([{ step: 1 }]);
  });

  it('waits in the queue meanwhile, and goes by itself when somebody watches', async () => {
    await ramp();
    const made = await cleared(at);
    await expect(redeem(at, made)).rejects.toMatchObject(holds);
    const jobs = async () =>
      (
        await sql.query(
          `select 1 from pgboss.job where name = 'dispatch-smtp' and state = 'created'
             and data ->> 'dispatchId' = $1`,
          [made.dispatchId],
        )
      ).rows.length;
    await sql.query("delete from pgboss.job where name = 'dispatch-smtp'");
    await store.dispatches.recoverOrphans({ live: 'test' });
    expect(await jobs()).toBe(0);
    await watch();
    expect(await jobs()).toBe(1);
  });

  it('is not what was sent before the workflow had ramps', async () => {
    await send(at, 1, { template: 'old' });
    await ramp();
    await send(at, 1, { template: 'old' });
    await expect(redeem(at, await cleared(at, { template: 'fresh' }))).rejects.toMatchObject(holds);
    expect((await ramps()).map(({ name, state }) => `${name} ${state}`).sort()).toEqual([
      'fresh unwatched',
      'm 1 done',
      'old done',
    ]);
  });

  it('cannot be let through by SQL: neither an unwatched window nor a wider one', async () => {
    await ramp();
    await expect(redeem(at, await cleared(at))).rejects.toMatchObject(holds);
    for (const text of [
      'update ramps set taken = taken + 1',
      'update ramps set step = step + 1, size = 1000',
      'delete from ramps',
    ])
      await expect(sql.query(text), text).rejects.toThrow();
  });
});
