import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createWorker, type Worker } from '../../src/background/worker.ts';
import type { Decision } from '../../src/core/schema/decision.ts';
import type { MessageMap, Payload, Reply } from '../../src/messages/channel.ts';
import { sender } from '../../src/messages/channel.ts';
import { DIRECTIONS } from '../../src/messages/directions.ts';
import { pagesToWorker } from '../../src/messages/pages-to-worker.ts';
import { panelToWorker } from '../../src/messages/panel-to-worker.ts';
import type { MessageSender } from '../../src/platform/runtime.ts';
import { Store } from '../../src/store/db.ts';
import { idOf, itemOf } from '../store/item.ts';
import { BrowserDouble } from './browser-double.ts';
import { GateDouble } from './gate-double.ts';

const ORIGIN = 'chrome-extension://self';
const PAGE: MessageSender = { id: 'self', url: `${ORIGIN}/src/pages/options/index.html` };
const QUEUE: MessageSender = { id: 'self', url: `${ORIGIN}/src/pages/queue/index.html` };
const D = 'a'.repeat(64);
const READ = { activeMs: 9000, unseenWords: 3, flagsSeen: true, evidenceOpened: 0 };
const UNREAD = { activeMs: 3, unseenWords: 300, flagsSeen: false, evidenceOpened: 0 };

let db: Store;
let gate: GateDouble;
let worker: Worker;
let clock: number;

function start(): Worker {
  const memory = new Map<string, unknown>();
  return createWorker({
    ...{ db, self: { id: 'self', origin: ORIGIN }, panelUrl: () => '' },
    memory: {
      get: async (key) => memory.get(key),
      all: async () => Object.fromEntries(memory),
      set: async (key, value) => void memory.set(key, value),
      remove: async () => undefined,
    },
    speak: { toPages: async () => undefined, toTab: async () => undefined },
    fetch: gate.fetch,
    ...{ now: () => clock, random: () => 0.5, online: () => true },
    openSocket: (url) => new WebSocket(url),
    setBadge: async () => undefined,
    activeTabId: async () => 7,
    stayAwake: async () => undefined,
    repeatAlarm: async () => undefined,
    onceAlarm: async () => undefined,
    clearBrowser: async () => undefined,
    ...new BrowserDouble().ports,
  });
}
function asks<M extends MessageMap>(from: MessageSender, to: string, map: M) {
  return <N extends keyof M & string>(name: N, payload: Payload<M, N>): Promise<Reply<M, N>> =>
    sender({ to, map, transport: async (envelope) => await worker.onMessage(envelope, from) })(
      name,
      payload,
    );
}
const page = asks(PAGE, DIRECTIONS.pagesToWorker, pagesToWorker);
const queue = asks(QUEUE, DIRECTIONS.panelToWorker, panelToWorker);
const decideOn = (n: number, attention = READ) =>
  queue('decide', {
    ...{ decisionId: idOf(0xd00 + n), proposalId: idOf(n), revision: 1, action: 'approve' },
    ...{ contentDigest: D, composeDigest: D, tailDigest: D, releaseNow: true, attention },
  });
const paceOf = async () => (await queue('pace', {})).pace;

beforeEach(async () => {
  clock = Date.now();
  gate = new GateDouble();
  db = new Store(`reading-${crypto.randomUUID()}`);
  worker = start();
});
afterEach(async () => {
  await page('sign-out', {});
});
async function ready(...items: ReturnType<typeof itemOf>[]): Promise<void> {
  for (const item of items) gate.upsert(item);
  await page('pair', { gateUrl: 'https://gate.example', code: 'GOOD-CODE', device: 'Laptop' });
  await page('refresh', {});
}
const items = (n: number) => Array.from({ length: n }, (_, at) => itemOf(at + 1));

test('a session goes on over a worker that was stopped, and ends with a pause', async () => {
  await ready(...items(4));
  await decideOn(1);
  clock += 60_000;
  await decideOn(2, UNREAD);
  await vi.waitFor(async () => expect(await paceOf()).toMatchObject({ decisions: 2 }));
  worker = start();
  expect(await paceOf()).toMatchObject({ decisions: 2, deliberate: 1, workedMs: 60_000 });
  clock += 6 * 60_000;
  expect(await paceOf()).toMatchObject({ decisions: 0, workedMs: 0 });
});

test('the same decision asked twice, as when a worker died under it, is one press', async () => {
  await ready(...items(1));
  await decideOn(1);
  worker = start();
  await decideOn(1);
  await vi.waitFor(async () => expect(await paceOf()).toMatchObject({ decisions: 1 }));
});

test('a first look outlives the worker, cannot be made twice, and goes out signed with the decision', async () => {
  await ready(itemOf(1, { blind: { reason: 'share' } }));
  const at = { proposalId: idOf(1), revision: 1 };
  expect(await decideOn(1)).toMatchObject({
    saved: false,
    detail: expect.stringContaining('blind'),
  });
  expect(await queue('first.look', at)).toEqual({});
  await queue('first.look', {
    ...at,
    look: { action: 'reject', reason: 'tone', attention: UNREAD },
  });
  worker = start();
  const again = { action: 'approve' as const, attention: READ };
  expect((await queue('first.look', { ...at, look: again })).look?.action).toBe('reject');
  expect(await decideOn(1)).toMatchObject({ saved: true });
  await queue('decision.settled', { decisionId: idOf(0xd01), seconds: 5 });
  expect((await sent())[0]?.firstLook).toEqual({
    ...{ action: 'reject', reason: 'tone', attention: UNREAD },
  });
});

/** The payloads of all decisions that went out. */
async function sent(): Promise<Decision[]> {
  return gate.bodies
    .filter(({ path }) => path === '/v1/decisions')
    .flatMap(({ body }) => (body as { decisions: string[] }).decisions)
    .map((jws) =>
      JSON.parse(atob((jws.split('.')[1] ?? '').replace(/-/g, '+').replace(/_/g, '/'))),
    );
}

test('on the wire there are only the totals of each decision: nothing of the session, nothing of what was looked at', async () => {
  await ready(itemOf(1, { blind: { reason: 'share' } }), itemOf(2));
  await queue('first.look', {
    ...{ proposalId: idOf(1), revision: 1 },
    look: { action: 'approve', attention: UNREAD },
  });
  await decideOn(1);
  await decideOn(2, UNREAD);
  await queue('pace', { take: 'pause' });
  await queue('pace', { take: 'later' });
  for (const n of [1, 2]) {
    await queue('decision.settled', { decisionId: idOf(0xd00 + n), seconds: 5 });
  }
  const payloads = await sent();
  expect(payloads).toHaveLength(2);
  const known = ['action', 'attention', 'composeDigest', 'contentDigest', 'decidedAt', 'firstLook'];
  const allowed = [...known, 'id', 'proposalId', 'revision', 'tailDigest', 'v', 'workspaceId'];
  for (const payload of payloads) {
    expect(allowed).toEqual(expect.arrayContaining(Object.keys(payload)));
    for (const attention of [payload.attention, payload.firstLook?.attention ?? READ]) {
      expect(Object.keys(attention).sort()).toEqual(Object.keys(READ).sort());
      for (const value of Object.values(attention)) expect(typeof value).toMatch(/number|boolean/);
    }
  }
  const all = JSON.stringify(gate.bodies);
  for (const own of ['workedMs', 'deliberate', 'pausedUntil', 'sessionMinutes', 'batches'])
    expect(all).not.toContain(own);
});

test('a sweep goes to the gate with its source and reason, and what it stopped comes back', async () => {
  await ready(itemOf(1));
  gate.stopped.push({
    ...{ proposalId: idOf(1), workflowId: 'outbound', externalId: 'crm-1', was: 'pending' },
  });
  const asked = { by: { template: 'spring' }, reason: 'Wrong product.' };
  expect(await page('sweep', asked)).toEqual({
    stopped: [{ proposalId: idOf(1), externalId: 'crm-1', was: 'pending' }],
    underWay: [],
  });
  expect(gate.bodies.find(({ path }) => path === '/v1/sweeps')?.body).toEqual({
    template: 'spring',
    reason: 'Wrong product.',
  });
  gate.refuse.set('/v1/sweeps', 'forbidden');
  expect(await page('sweep', asked)).toMatchObject({
    detail: expect.stringMatching(/^Nothing was stopped/),
  });
  gate.dropAnswer.add('/v1/sweeps');
  gate.refuse.clear();
  expect(await page('sweep', asked)).toMatchObject({
    detail: expect.stringContaining('not known whether'),
  });
});
