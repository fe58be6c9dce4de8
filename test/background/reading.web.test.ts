import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createWorker, type Worker } from '../../src/background/worker.ts';
import type { Decision } from '../../src/core/schema/decision.ts';
import { DIRECTIONS } from '../../src/messages/directions.ts';
import { pagesToWorker } from '../../src/messages/pages-to-worker.ts';
import { panelToWorker } from '../../src/messages/panel-to-worker.ts';
import { Store } from '../../src/store/db.ts';
import { idOf, itemOf } from '../store/item.ts';
import { BrowserDouble } from './browser-double.ts';
import { GateDouble } from './gate-double.ts';
import { asksOver, PAGE, QUEUE, quietPorts } from './worker-ports.ts';

const D = 'a'.repeat(64);
const READ = { activeMs: 9000, unseenWords: 3, flagsSeen: true, evidenceOpened: 0 };
const UNREAD = { activeMs: 3, unseenWords: 300, flagsSeen: false, evidenceOpened: 0 };

let db: Store;
let gate: GateDouble;
let worker: Worker;
let clock: number;

function start(): Worker {
  return createWorker({
    ...quietPorts(new Map()),
    ...{ db, fetch: gate.fetch, now: () => clock },
    ...new BrowserDouble().ports,
  });
}
const asks = asksOver((envelope, from) => worker.onMessage(envelope, from));
const toPages = asks(DIRECTIONS.pagesToWorker, pagesToWorker);
const toPanel = asks(DIRECTIONS.panelToWorker, panelToWorker);
const decideOn = (n: number, attention = READ) =>
  toPanel(QUEUE, 'decide', {
    ...{ decisionId: idOf(0xd00 + n), proposalId: idOf(n), revision: 1, action: 'approve' },
    ...{ contentDigest: D, composeDigest: D, tailDigest: D, releaseNow: true, attention },
  });
const paceOf = async () => (await toPanel(QUEUE, 'pace', {})).pace;

beforeEach(async () => {
  clock = Date.now();
  gate = new GateDouble();
  db = new Store(`reading-${crypto.randomUUID()}`);
  worker = start();
});
afterEach(async () => {
  await toPages(PAGE, 'sign-out', {});
});
async function ready(...items: ReturnType<typeof itemOf>[]): Promise<void> {
  for (const item of items) gate.upsert(item);
  await toPages(PAGE, 'pair', {
    gateUrl: 'https://gate.example',
    code: 'GOOD-CODE',
    device: 'Laptop',
  });
  await toPages(PAGE, 'refresh', {});
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
  expect(await toPanel(QUEUE, 'first.look', at)).toEqual({});
  await toPanel(QUEUE, 'first.look', {
    ...at,
    look: { action: 'reject', reason: 'tone', attention: UNREAD },
  });
  worker = start();
  const again = { action: 'approve' as const, attention: READ };
  expect((await toPanel(QUEUE, 'first.look', { ...at, look: again })).look?.action).toBe('reject');
  expect(await decideOn(1)).toMatchObject({ saved: true });
  await toPanel(QUEUE, 'decision.settled', { decisionId: idOf(0xd01), seconds: 5 });
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
  await toPanel(QUEUE, 'first.look', {
    ...{ proposalId: idOf(1), revision: 1 },
    look: { action: 'approve', attention: UNREAD },
  });
  await decideOn(1);
  await decideOn(2, UNREAD);
  await toPanel(QUEUE, 'pace', { take: 'pause' });
  await toPanel(QUEUE, 'pace', { take: 'later' });
  for (const n of [1, 2]) {
    await toPanel(QUEUE, 'decision.settled', { decisionId: idOf(0xd00 + n), seconds: 5 });
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
  expect(await toPages(PAGE, 'sweep', asked)).toEqual({
    stopped: [{ proposalId: idOf(1), externalId: 'crm-1', was: 'pending' }],
    underWay: [],
  });
  expect(gate.bodies.find(({ path }) => path === '/v1/sweeps')?.body).toEqual({
    template: 'spring',
    reason: 'Wrong product.',
  });
  gate.refuse.set('/v1/sweeps', 'forbidden');
  expect(await toPages(PAGE, 'sweep', asked)).toMatchObject({
    detail: expect.stringMatching(/^Nothing was stopped/),
  });
  gate.dropAnswer.add('/v1/sweeps');
  gate.refuse.clear();
  expect(await toPages(PAGE, 'sweep', asked)).toMatchObject({
    detail: expect.stringContaining('not known whether'),
  });
});
