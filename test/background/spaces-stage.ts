import { afterEach, beforeEach, expect } from 'vitest';
import type { Badge } from '../../src/background/badge.ts';
import { createWorker, type Worker } from '../../src/background/worker.ts';
import type { Payload } from '../../src/messages/channel.ts';
import { contentToWorker } from '../../src/messages/content-to-worker.ts';
import { DIRECTIONS } from '../../src/messages/directions.ts';
import { pagesToWorker } from '../../src/messages/pages-to-worker.ts';
import { panelToWorker } from '../../src/messages/panel-to-worker.ts';
import { Store } from '../../src/store/db.ts';
import { spaceIds } from '../../src/store/spaces.ts';
import { ACCOUNT, idOf, itemOf } from '../store/item.ts';
import { BrowserDouble } from './browser-double.ts';
import { GateDouble } from './gate-double.ts';
import { asksOver, GMAIL, PAGE, PANEL, QUEUE, quietPorts } from './worker-ports.ts';

export const D = 'a'.repeat(64);
export const T = 'b'.repeat(64);

/** Of the second workspace, at the second gate. */
export const OTHER = idOf(0xbbbb);
export const FIRST = 'https://gate.example';
export const SECOND = 'https://other.example';

/** One worker over two workspaces at two gates: hooks run in the file that imports this. */
export let db: Store;
export let gates: { first: GateDouble; second: GateDouble };
export let worker: Worker;
export let browser: BrowserDouble;
export let badge: Badge | undefined;
let memory: Map<string, unknown>;
let clock: number;
let network: { alive: boolean };
export let cleared: number;

function start(): Worker {
  const mine = network;
  const never = () => new Promise<never>(() => undefined);
  return createWorker({
    ...{ db, ...quietPorts(memory), ...browser.ports },
    fetch: async (input, init) => {
      if (!mine.alive) return never();
      const gate = String(input).startsWith(FIRST) ? gates.first : gates.second;
      const response = await gate.fetch(input, init);
      return mine.alive ? response : never();
    },
    now: () => clock,
    setBadge: async (next) => {
      badge = next;
    },
    clearBrowser: async () => {
      cleared += 1;
    },
  });
}
const asks = asksOver((envelope, from) => worker.onMessage(envelope, from));
export const page = asks(DIRECTIONS.pagesToWorker, pagesToWorker);
export const panel = asks(DIRECTIONS.panelToWorker, panelToWorker);
export const content = asks(DIRECTIONS.contentToWorker, contentToWorker);

/** Ends the worker as the browser does, wherever it is. */
export function kill(): void {
  network.alive = false;
  network = { alive: true };
  worker = start();
}

/** Time goes by, milliseconds. */
export const later = (ms: number): void => {
  clock += ms;
};

beforeEach(() => {
  clock = Date.now();
  cleared = 0;
  memory = new Map();
  network = { alive: true };
  browser = new BrowserDouble();
  gates = {
    first: new GateDouble(),
    second: new GateDouble({
      ...{ workspace: { id: OTHER, name: 'Brightloop' }, device: idOf(0xdf) },
    }),
  };
  db = new Store(`spaces-${crypto.randomUUID()}`);
  worker = start();
});
afterEach(async () => {
  await page(PAGE, 'sign-out', {});
});

export const pairUp = (gateUrl: string, space?: string) =>
  page(PAGE, 'pair', {
    ...{ gateUrl, code: 'GOOD-CODE', device: 'Laptop' },
    ...(space === undefined ? {} : { space }),
  });

export const status = () => page(PAGE, 'status', {});

export const refresh = () => page(PAGE, 'refresh', {});

export const other = (n: number, change: Partial<ReturnType<typeof itemOf>> = {}) =>
  itemOf(n, { workspaceId: OTHER, ...change });

/** Both are paired, with item 1 of the first's and item 2 of the second's. */
export async function both(): Promise<{ second: string }> {
  gates.first.upsert(itemOf(1));
  gates.second.upsert(other(2));
  expect(await pairUp(FIRST)).toEqual({ paired: true });
  expect(await pairUp(SECOND)).toEqual({ paired: true });
  await refresh();
  const [, second] = await spaceIds(db);
  if (second === undefined) throw new Error('there is no second space');
  return { second };
}

export async function admitted(): Promise<void> {
  await content(GMAIL, 'page.opened', { host: 'gmail', account: ACCOUNT });
  const { nonce } = await content(GMAIL, 'panel.nonce', {});
  await panel(PANEL, 'panel.hello', { nonce });
}

export const decideOn = (
  n: number,
  change: Partial<Payload<typeof panelToWorker, 'decide'>> = {},
  from = QUEUE,
) =>
  panel(from, 'decide', {
    ...{ decisionId: idOf(0xd00 + n), proposalId: idOf(n), revision: 1, action: 'approve' },
    ...{ contentDigest: D, composeDigest: D, tailDigest: T, releaseNow: true },
    attention: { activeMs: 1, unseenWords: 0, flagsSeen: true, evidenceOpened: 0 },
    ...change,
  });

export const decided = (gate: GateDouble) => [...gate.decisions.keys()];

export const databases = async () =>
  (await indexedDB.databases()).flatMap(({ name }) => (name?.startsWith(db.name) ? [name] : []));
