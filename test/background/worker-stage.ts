import { afterEach, beforeEach, expect } from 'vitest';
import { createWorker, type Worker } from '../../src/background/worker.ts';
import type { Payload } from '../../src/messages/channel.ts';
import { contentToWorker } from '../../src/messages/content-to-worker.ts';
import { DIRECTIONS } from '../../src/messages/directions.ts';
import { pagesToWorker } from '../../src/messages/pages-to-worker.ts';
import { panelToWorker } from '../../src/messages/panel-to-worker.ts';
import { Store } from '../../src/store/db.ts';
import { ACCOUNT, idOf, type itemOf } from '../store/item.ts';
import { BrowserDouble } from './browser-double.ts';
import { GateDouble } from './gate-double.ts';
import { asksOver, GMAIL, PAGE, PANEL, quietPorts } from './worker-ports.ts';

const D = 'a'.repeat(64);
const T = 'b'.repeat(64);

/** One worker with real storage, paired with one gate, which can be killed: hooks run in the file that imports this. */
export let db: Store;
export let gate: GateDouble;
export let worker: Worker;
export let memory: Map<string, unknown>;
export let clock: number;
let online: boolean;
let network: { alive: boolean };

/** A worker over the same Dexie and session memory: what a killed one leaves behind. */
function start(): Worker {
  const mine = network;
  return createWorker({
    ...{ db, ...quietPorts(memory), ...new BrowserDouble().ports },
    fetch: async (input, init) => {
      const response = mine.alive ? await gate.fetch(input, init) : null;
      return response !== null && mine.alive ? response : new Promise<never>(() => undefined);
    },
    now: () => clock,
    online: () => online,
  });
}
const asks = asksOver((envelope, from) => worker.onMessage(envelope, from));
export const page = asks(DIRECTIONS.pagesToWorker, pagesToWorker);
export const panel = asks(DIRECTIONS.panelToWorker, panelToWorker);
export const content = asks(DIRECTIONS.contentToWorker, contentToWorker);

beforeEach(() => {
  clock = Date.now();
  online = true;
  memory = new Map();
  network = { alive: true };
  gate = new GateDouble();
  db = new Store(`worker-${crypto.randomUUID()}`);
  worker = start();
});
afterEach(async () => {
  // The databases go with the browser's throw-away profile: killed workers may still look into theirs.
  await page(PAGE, 'sign-out', {});
});

/** Time goes by, milliseconds. */
export const later = (ms: number): void => {
  clock += ms;
};
export const goOffline = (): void => {
  online = false;
};

/** Ends the worker as the browser does, between two rounds: no answer reaches it any more. */
export async function kill(): Promise<void> {
  await page(PAGE, 'refresh', {});
  network.alive = false;
  network = { alive: true };
  worker = start();
}

export const pairUp = (code = 'GOOD-CODE') =>
  page(PAGE, 'pair', { gateUrl: 'https://gate.example', code, device: 'Laptop' });

async function admitted(account = ACCOUNT): Promise<void> {
  await content(GMAIL, 'page.opened', { host: 'gmail', account });
  const { nonce } = await content(GMAIL, 'panel.nonce', {});
  expect(await panel(PANEL, 'panel.hello', { nonce })).toMatchObject({ admitted: true });
}

export async function ready(...items: ReturnType<typeof itemOf>[]): Promise<void> {
  for (const item of items) gate.upsert(item);
  await pairUp();
  await page(PAGE, 'refresh', {});
  await admitted();
}

export const decideOn = (
  n: number,
  change: Partial<Payload<typeof panelToWorker, 'decide'>> = {},
) =>
  panel(PANEL, 'decide', {
    ...{ decisionId: idOf(0xd00 + n), proposalId: idOf(n), revision: 1, action: 'approve' },
    ...{ contentDigest: D, composeDigest: D, tailDigest: T, releaseNow: true },
    attention: { activeMs: 1, unseenWords: 0, flagsSeen: true, evidenceOpened: 0 },
    ...change,
  });

export const settle = (n: number) =>
  panel(PANEL, 'decision.settled', { decisionId: idOf(0xd00 + n), seconds: 5 });

export const redeem = (change: Partial<Payload<typeof contentToWorker, 'send.redeem'>> = {}) =>
  content(GMAIL, 'send.redeem', {
    ...{ proposalId: idOf(1), composeDigest: D, tailDigest: T },
    ...change,
  });
