import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createDispatcher } from '../../../src/gate/dispatch/dispatcher.ts';
import type { GateExecutor, Store } from '../../../src/gate/dispatch/ports.ts';
import { createJobRunner, createStore } from '../../../src/gate/store/index.ts';
import { freshDatabase, type TestDatabase } from '../../support/pg.ts';
import { testKeys } from '../dispatch/keys.ts';
import { approved } from '../store/scene.ts';
import { conductScene, mailTo, type Scene, setPolicy, stateOf } from './conduct-scene.ts';

let database: TestDatabase;
let store: Store;
let sql: pg.Pool;
let at: Scene;
beforeAll(async () => {
  database = await freshDatabase();
  store = createStore(database.url);
  sql = new pg.Pool({ connectionString: database.adminUrl });
  at = await conductScene(store);
});
afterAll(async () => {
  await sql.end();
  await store.close();
  await database.drop();
});

it('a mail outside the window waits with its time, and leaves once the window is open', async () => {
  const keys = await testKeys();
  const sent: string[] = [];
  const executor: GateExecutor = {
    name: 'gate:smtp',
    kinds: ['email.draft'],
    idempotent: [],
    async execute(work, handOver) {
      await handOver();
      sent.push(work.proposalId);
      return { externalRef: `<${work.clearanceId}@seller.example>` };
    },
  };
  // Closed today and tomorrow, wherever midnight is.
  const today = new Date().getUTCDay() || 7;
  const days = [1, 2, 3, 4, 5, 6, 7].filter((day) => ![today, (today % 7) + 1].includes(day));
  await setPolicy(at, { window: { days, from: '09:00', to: '17:00' } });
  const made = await approved(at, {
    content: mailTo('bob@buyer.example'),
    sign: (claims) => keys.sign(claims),
  });
  const instance = randomUUID();
  const waits = vi.fn();
  const dispatcher = createDispatcher({
    store,
    keys,
    executors: [executor],
    instance,
    jobs: createJobRunner({ url: database.url, instance }),
    deliver: async () => ({ status: 204 }),
    log: { info: () => undefined, warn: waits },
    sweepSeconds: 1,
  });
  await dispatcher.start();
  try {
    const held = async () =>
      (
        await sql.query<{ state: string; not_before: Date | null }>(
          'select state, not_before from dispatches where workspace_id = $1',
          [at.workspaceId],
        )
      ).rows[0];
    await vi.waitFor(async () => expect((await held())?.not_before).not.toBeNull(), 20_000);
    const row = await held();
    expect(row?.state).toBe('queued');
    expect(row?.not_before?.getTime()).toBeGreaterThan(Date.now());
    expect(row?.not_before?.getUTCHours()).toBe(9);
    expect(sent).toEqual([]);
    expect(await stateOf(at, made.proposalId)).toBe('approved');
    await setPolicy(at, {});
    await vi.waitFor(() => expect(sent).toEqual([made.proposalId]), 40_000);
    await vi.waitFor(
      async () => expect(await stateOf(at, made.proposalId)).toBe('executed'),
      10_000,
    );
  } finally {
    await dispatcher.stop();
  }
}, 90_000);
