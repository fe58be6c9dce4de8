import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest';
import type { Content } from '../../../src/core/schema/content.ts';
import { createDispatcher } from '../../../src/gate/dispatch/dispatcher.ts';
import {
  type ClearanceKeys,
  type DispatchWork,
  type Done,
  type GateExecutor,
  GUARANTEES,
  type Store,
} from '../../../src/gate/dispatch/ports.ts';
import { createJobRunner, createStore } from '../../../src/gate/store/index.ts';
import { freshDatabase, type TestDatabase } from '../../support/pg.ts';
import { approved, type Scene, scene } from '../store/scene.ts';
import { testKeys } from './keys.ts';
/** A gate's dispatcher over the real queue, with scripted executors: hooks run in the file that imports this. */
export let database: TestDatabase;
export let store: Store;
export let at: Scene;
let keys: ClearanceKeys;
/** past the fence, for looking and for trying what nobody may */
export let sql: pg.Pool;
beforeAll(async () => {
  database = await freshDatabase();
  store = createStore(database.url);
  sql = new pg.Pool({ connectionString: database.adminUrl, max: 2 });
  keys = await testKeys();
});
beforeEach(async () => {
  at = await scene(store);
});
export const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});
afterAll(async () => {
  await store.close();
  await sql.end();
  await database.drop();
});

export const log = { info: () => undefined, warn: () => undefined };
export const enrich: Content = {
  kind: 'contact.enrich',
  contact: { system: 'hubspot', object: 'contact', id: '101' },
  changes: [{ field: 'jobtitle', before: 'Manager', after: 'Director' }],
};

/** A step of a scripted executor: what it does with a work, after or before handing over. */
export type Step = (work: DispatchWork, handOver: () => Promise<void>) => Promise<Done>;
export const done: Step = async (_work, handOver) => {
  await handOver();
  return { externalRef: 'theirs' };
};
export const failingAfter =
  (error: () => Error): Step =>
  async (_work, handOver) => {
    await handOver();
    throw error();
  };
export const failingBefore =
  (error: () => Error): Step =>
  async () => {
    throw error();
  };

export function scripted(
  name: 'gate:hubspot' | 'gate:smtp',
  steps: Step[],
  more: Partial<GateExecutor> = {},
): GateExecutor & { ran: DispatchWork[] } {
  const ran: DispatchWork[] = [];
  const { kinds, idempotent } = GUARANTEES[name];
  return {
    name,
    kinds,
    idempotent,
    ran,
    async execute(work, handOver) {
      const step = steps[ran.length] ?? done;
      ran.push(work);
      return step(work, handOver);
    },
    ...more,
  };
}

export async function running(executors: GateExecutor[], more: { random?: () => number } = {}) {
  const instance = randomUUID();
  const dispatcher = createDispatcher({
    store,
    keys,
    instance,
    executors,
    jobs: createJobRunner({ url: database.url, instance }),
    deliver: async () => ({ status: 204 }),
    log,
    // The shortest waits that the formula gives.
    random: more.random ?? (() => 0),
  });
  await dispatcher.start();
  ends.push(() => dispatcher.stop());
}

export const sign = (claims: Parameters<ClearanceKeys['sign']>[0]) => keys.sign(claims);
export const enriching = (more: Partial<Parameters<typeof approved>[1]> = {}) =>
  approved(at, { sign, content: enrich, executor: 'gate:hubspot', ...more });
export const only = async (proposalId: string) => {
  const [dispatch] = await store.dispatches.list({
    workspaceId: at.workspaceId,
    proposalId,
    limit: 5,
  });
  if (!dispatch) throw new Error('no dispatch');
  return dispatch;
};
export const until = (proposalId: string, state: string) =>
  vi.waitFor(
    async () => {
      const dispatch = await only(proposalId);
      if (dispatch.state !== state) throw new Error(`${dispatch.state}: ${dispatch.detail}`);
      return dispatch;
    },
    { timeout: 30_000, interval: 20 },
  );
export const attempts = async (dispatchId: string) =>
  (await store.dispatches.attempts({ workspaceId: at.workspaceId, dispatchId })) ?? [];
export const outcomes = async (dispatchId: string) =>
  (await attempts(dispatchId)).map(({ what, outcome }) => `${what} ${outcome}`);
export const stateOf = async (proposalId: string) =>
  (await store.proposals.current({ workspaceId: at.workspaceId, proposalId }))?.state;
