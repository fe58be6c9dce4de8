import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { smtpExecutor } from '../../../src/gate/connectors/smtp/index.ts';
import { createDispatcher, runDispatch } from '../../../src/gate/dispatch/dispatcher.ts';
import {
  type ClearanceKeys,
  type GateExecutor,
  Refusal,
  type Store,
  type WebhookJob,
} from '../../../src/gate/dispatch/ports.ts';
import { createJobRunner, createStore } from '../../../src/gate/store/index.ts';
import { freshDatabase, type TestDatabase } from '../../support/pg.ts';
import { reply, startSink } from '../connectors/sink.ts';
import {
  approved,
  decide,
  decisionOn,
  mail,
  revisionOf,
  type Scene,
  scene,
} from '../store/scene.ts';
import { testKeys } from './keys.ts';

let database: TestDatabase;
let store: Store;
let at: Scene;
let keys: ClearanceKeys;
let sql: pg.Pool;
beforeAll(async () => {
  database = await freshDatabase();
  store = createStore(database.url);
  sql = new pg.Pool({ connectionString: database.adminUrl, max: 2 });
  keys = await testKeys();
});
beforeEach(async () => {
  at = await scene(store);
});
const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});
afterAll(async () => {
  await store.close();
  await sql.end();
  await database.drop();
});

const log = { info: () => undefined, warn: () => undefined };
const never: ClearanceKeys['verify'] = async () => {
  throw new Refusal('clearance-invalid', 'forged');
};

/** A dispatcher that runs jobs, over a sink. */
async function running(
  options: {
    refuse?: Parameters<typeof startSink>[0];
    executors?: GateExecutor[];
    deliver?: (job: WebhookJob) => Promise<{ status: number }>;
  } = {},
) {
  const sink = await startSink(options.refuse);
  const instance = randomUUID();
  const dispatcher = createDispatcher({
    store,
    keys,
    instance,
    executors: options.executors ?? [smtpExecutor(sink.url)],
    jobs: createJobRunner({ url: database.url, instance }),
    deliver: options.deliver ?? (async () => ({ status: 204 })),
    log,
  });
  await dispatcher.start();
  ends.push(sink.stop, () => dispatcher.stop());
  return { sink, instance };
}

const sign = (claims: Parameters<ClearanceKeys['sign']>[0]) => keys.sign(claims);
const only = async (proposalId: string) =>
  (await store.dispatches.list({ workspaceId: at.workspaceId, proposalId, limit: 5 }))[0];
const ended = (proposalId: string) =>
  vi.waitFor(
    async () => {
      const dispatch = await only(proposalId);
      if (!dispatch?.finishedAt) throw new Error(`still ${dispatch?.state}`);
      return dispatch;
    },
    { timeout: 20_000, interval: 20 },
  );
const stateOf = async (proposalId: string) =>
  (await store.proposals.current({ workspaceId: at.workspaceId, proposalId }))?.state;

describe('an approval', () => {
  it('sends exactly one mail, with the approved text', async () => {
    const { sink } = await running();
    const { proposalId, clearance } = await approved(at, { sign });
    const dispatch = await ended(proposalId);
    expect(dispatch).toMatchObject({
      state: 'executed',
      externalRef: `<${clearance.id}@seller.example>`,
    });
    expect(await stateOf(proposalId)).toBe('executed');
    expect(sink.received).toHaveLength(1);
    expect(sink.received[0]?.mail.html).toBe(mail().body);
  });

  it('sends one mail however often its job runs, in several processes at once', async () => {
    const { sink } = await running();
    const second = await running();
    const many = await Promise.all(Array.from({ length: 10 }, () => approved(at, { sign })));
    const again = many.flatMap(({ clearance }) =>
      Array.from({ length: 3 }, () =>
        runDispatch(
          {
            store,
            keys,
            instance: randomUUID(),
            executors: [smtpExecutor(sink.url)],
            jobs: createJobRunner({ url: database.url, instance: 'unused' }),
            deliver: async () => ({ status: 204 }),
            log,
          },
          { workspaceId: at.workspaceId, dispatchId: clearance.dispatchId ?? '' },
        ),
      ),
    );
    await Promise.all(again);
    for (const { proposalId } of many) {
      expect((await ended(proposalId)).state).toBe('executed');
    }
    const ids = [...sink.received, ...second.sink.received].map(({ mail }) => mail.messageId);
    expect(ids).toHaveLength(10);
    expect(new Set(ids).size).toBe(10);
  });

  it('waits while its workflow is paused, and goes on when it runs again', async () => {
    const { sink } = await running();
    const pause = (state: 'paused' | 'running') =>
      store.workflows.setWorkflowState({
        workspaceId: at.workspaceId,
        id: at.workflowId,
        state,
        reason: 'complaints',
        by: 'boss',
      });
    await pause('paused');
    const { proposalId, clearance } = await approved(at, { sign });
    await runDispatch(
      {
        store,
        keys,
        instance: 'x',
        executors: [smtpExecutor(sink.url)],
        jobs: createJobRunner({ url: database.url, instance: 'unused' }),
        deliver: async () => ({ status: 204 }),
        log,
      },
      { workspaceId: at.workspaceId, dispatchId: clearance.dispatchId ?? '' },
    );
    expect((await only(proposalId))?.state).toBe('queued');
    expect(sink.received).toEqual([]);
    await pause('running');
    expect((await ended(proposalId)).state).toBe('executed');
    expect(sink.received).toHaveLength(1);
  });
});

describe('nothing is sent', () => {
  const dispatchWith = async (
    change: Partial<Parameters<typeof runDispatch>[0]>,
    input: Parameters<typeof approved>[1] = { sign },
  ) => {
    const sink = await startSink();
    ends.push(sink.stop);
    const made = await approved(at, input);
    await runDispatch(
      {
        store,
        keys,
        instance: randomUUID(),
        executors: [smtpExecutor(sink.url)],
        jobs: createJobRunner({ url: database.url, instance: 'unused' }),
        deliver: async () => ({ status: 204 }),
        log,
        ...change,
      },
      { workspaceId: at.workspaceId, dispatchId: made.clearance.dispatchId ?? '' },
    );
    expect(sink.received).toEqual([]);
    return { ...made, dispatch: await only(made.proposalId) };
  };

  it('for a forged clearance', async () => {
    const { dispatch, proposalId } = await dispatchWith({ keys: { verify: never } });
    expect(dispatch).toMatchObject({ state: 'refused', detail: 'forged' });
    expect(await stateOf(proposalId)).toBe('failed');
    const other = await testKeys();
    const { dispatch: another } = await dispatchWith({}, { sign: (claims) => other.sign(claims) });
    expect(another?.state).toBe('refused');
  });

  it('for a clearance whose signed claims are of something else', async () => {
    const mutations = [
      { contentDigest: 'f'.repeat(64) },
      { aud: 'gate:webhook' },
      { jti: randomUUID() },
      { sub: randomUUID() },
      { workspace: randomUUID() },
      { workflow: 'another' },
    ];
    for (const mutation of mutations) {
      const { dispatch } = await dispatchWith(
        {},
        { sign: (claims) => keys.sign({ ...claims, ...mutation }) },
      );
      expect(dispatch?.state, JSON.stringify(mutation)).toBe('refused');
    }
  });

  it('for an expired one: the proposal is decided again', async () => {
    const { dispatch, proposalId } = await dispatchWith({}, { sign, seconds: -5 });
    expect(dispatch?.state).toBe('refused');
    expect(await stateOf(proposalId)).toBe('pending');
  });

  it('for one without an executor here', async () => {
    const { dispatch } = await dispatchWith({ executors: [] });
    expect(dispatch?.state).toBe('refused');
  });

  it('when the server says no: failed, known', async () => {
    const { sink } = await running({ refuse: { data: () => reply(550, 'Blocked') } });
    const { proposalId } = await approved(at, { sign });
    expect(await ended(proposalId)).toMatchObject({
      state: 'failed',
      detail: expect.stringContaining('Blocked'),
    });
    expect(await stateOf(proposalId)).toBe('failed');
    expect(sink.received).toEqual([]);
  });
});

it('is unknown when the answer got lost, and is never sent again', async () => {
  const { sink } = await running({ refuse: { data: () => 'cut' } });
  const { proposalId } = await approved(at, { sign });
  expect((await ended(proposalId)).state).toBe('unknown');
  expect(await stateOf(proposalId)).toBe('unknown');
  await store.dispatches.recoverOrphans({ live: randomUUID() });
  expect((await only(proposalId))?.state).toBe('unknown');
  expect(sink.received).toHaveLength(1);
});

it('lets go when another process took it over before the hand-over', async () => {
  const executor: GateExecutor = {
    name: 'gate:smtp',
    kinds: ['email.draft'],
    idempotent: [],
    async execute(work, handOver) {
      // As recovery does it for a process that looks dead.
      await sql.query(`update dispatches set state = 'queued', claimed_by = null where id = $1`, [
        work.dispatchId,
      ]);
      await handOver();
      throw new Error('handed over what is not ours');
    },
  };
  const { clearance, proposalId } = await approved(at, { sign });
  await runDispatch(
    {
      store,
      keys,
      instance: randomUUID(),
      executors: [executor],
      jobs: createJobRunner({ url: database.url, instance: 'unused' }),
      deliver: async () => ({ status: 204 }),
      log,
    },
    { workspaceId: at.workspaceId, dispatchId: clearance.dispatchId ?? '' },
  );
  expect((await only(proposalId))?.state).toBe('queued');
});

it('tells the agent by webhook, again when it failed', async () => {
  const jobs: WebhookJob[] = [];
  await running({
    deliver: async (job) => {
      jobs.push(job);
      if (jobs.length === 1) throw new Error('HTTP 500');
      return { status: 200 };
    },
  });
  const revision = await revisionOf(at);
  revision.input.callbackUrl = 'https://agent.example/hook';
  const { proposalId } = await store.proposals.submit(revision);
  const decision = await decisionOn(at, {
    proposalId,
    action: 'reject',
    reason: { code: 'tone', note: 'too pushy' },
  });
  await decide(at, { decision });
  await vi.waitFor(() => expect(jobs).toHaveLength(2), { timeout: 30_000, interval: 50 });
  expect(jobs[1]).toEqual(jobs[0]);
  const log_ = await vi.waitFor(
    async () => {
      const found = await store.deliveries.list({ workspaceId: at.workspaceId, limit: 9 });
      expect(found).toHaveLength(2);
      return found;
    },
    { timeout: 20_000, interval: 50 },
  );
  expect(log_).toMatchObject([
    { webhookId: decision.id, attempt: 2, delivered: true, status: 200, proposalId },
    { webhookId: decision.id, attempt: 1, delivered: false, error: 'HTTP 500' },
  ]);
  expect(log_[1]?.nextTryAt).toBeDefined();
  expect(log_.every(({ origin }) => origin === 'https://agent.example')).toBe(true);
  expect(jobs[0]).toMatchObject({
    id: decision.id,
    url: 'https://agent.example/hook',
    type: 'proposal.decided',
    data: {
      proposalId,
      state: 'rejected',
      decision: { action: 'reject', reason: { code: 'tone', note: 'too pushy' } },
    },
  });
});
