import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createWorker, type Worker } from '../../src/background/worker.ts';
import type { MessageMap, Payload, Reply } from '../../src/messages/channel.ts';
import { sender } from '../../src/messages/channel.ts';
import { contentToWorker } from '../../src/messages/content-to-worker.ts';
import { DIRECTIONS } from '../../src/messages/directions.ts';
import { pagesToWorker } from '../../src/messages/pages-to-worker.ts';
import { panelToWorker } from '../../src/messages/panel-to-worker.ts';
import type { MessageSender } from '../../src/platform/runtime.ts';
import { Store } from '../../src/store/db.ts';
import { getMeta, putMeta } from '../../src/store/meta.ts';
import { ACCOUNT, idOf, itemOf, WORKSPACE } from '../store/item.ts';
import { BrowserDouble } from './browser-double.ts';
import { clearanceOf, DEVICE, dispatchOf, GateDouble } from './gate-double.ts';

const ORIGIN = 'chrome-extension://self';
const PAGE: MessageSender = { id: 'self', url: `${ORIGIN}/src/pages/options/index.html` };
const GMAIL: MessageSender = {
  ...{ id: 'self', url: 'https://mail.google.com/mail/u/0/', tabId: 7, frameId: 0 },
  documentId: 'doc-gmail',
};
const PANEL: MessageSender = {
  ...{ id: 'self', url: `${ORIGIN}/src/pages/panel/index.html`, tabId: 7, frameId: 3 },
  documentId: 'doc-panel',
};
const D = 'a'.repeat(64);
const T = 'b'.repeat(64);

let db: Store;
let gate: GateDouble;
let worker: Worker;
let memory: Map<string, unknown>;
let clock: number;
let online: boolean;
let toTabs: unknown[];
let network: { alive: boolean };

/** A worker over the same Dexie and session memory: what a killed one leaves behind. */
function start(): Worker {
  const mine = network;
  return createWorker({
    db,
    self: { id: 'self', origin: ORIGIN },
    panelUrl: () => PANEL.url ?? '',
    memory: {
      get: async (key) => memory.get(key),
      all: async () => Object.fromEntries(memory),
      set: async (key, value) => void memory.set(key, value),
      remove: async (keys) => {
        for (const key of [keys].flat()) memory.delete(key);
      },
    },
    speak: {
      toPages: async () => undefined,
      toTab: async (_, message) => void toTabs.push(message),
    },
    fetch: async (input, init) => {
      const response = mine.alive ? await gate.fetch(input, init) : null;
      return response !== null && mine.alive ? response : new Promise<never>(() => undefined);
    },
    now: () => clock,
    random: () => 0.5,
    online: () => online,
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

function asks<M extends MessageMap>(to: string, map: M) {
  return <N extends keyof M & string>(
    from: MessageSender,
    name: N,
    payload: Payload<M, N>,
  ): Promise<Reply<M, N>> =>
    sender({
      to,
      map,
      transport: async (envelope) => await worker.onMessage(envelope, from),
    })(name, payload);
}
const page = asks(DIRECTIONS.pagesToWorker, pagesToWorker);
const panel = asks(DIRECTIONS.panelToWorker, panelToWorker);
const content = asks(DIRECTIONS.contentToWorker, contentToWorker);

/** Ends the worker as the browser does, between two rounds: no answer reaches it any more. */
async function kill(): Promise<void> {
  await page(PAGE, 'refresh', {});
  network.alive = false;
  network = { alive: true };
  worker = start();
}

beforeEach(() => {
  clock = Date.now();
  online = true;
  memory = new Map();
  toTabs = [];
  network = { alive: true };
  gate = new GateDouble();
  db = new Store(`worker-${crypto.randomUUID()}`);
  worker = start();
});
afterEach(async () => {
  // The databases go with the browser's throw-away profile: killed workers may still look into theirs.
  await page(PAGE, 'sign-out', {});
});

const pairUp = (code = 'GOOD-CODE') =>
  page(PAGE, 'pair', { gateUrl: 'https://gate.example', code, device: 'Laptop' });

async function admitted(account = ACCOUNT): Promise<void> {
  await content(GMAIL, 'page.opened', { host: 'gmail', account });
  const { nonce } = await content(GMAIL, 'panel.nonce', {});
  expect(await panel(PANEL, 'panel.hello', { nonce })).toMatchObject({ admitted: true });
}

async function ready(...items: ReturnType<typeof itemOf>[]): Promise<void> {
  for (const item of items) gate.upsert(item);
  await pairUp();
  await page(PAGE, 'refresh', {});
  await admitted();
}

const decideOn = (n: number, change: Partial<Payload<typeof panelToWorker, 'decide'>> = {}) =>
  panel(PANEL, 'decide', {
    ...{ decisionId: idOf(0xd00 + n), proposalId: idOf(n), revision: 1, action: 'approve' },
    ...{ contentDigest: D, composeDigest: D, tailDigest: T, releaseNow: true },
    attention: { activeMs: 1, unseenWords: 0, flagsSeen: true, evidenceOpened: 0 },
    ...change,
  });
const settle = (n: number) =>
  panel(PANEL, 'decision.settled', { decisionId: idOf(0xd00 + n), seconds: 5 });
const redeem = (change: Partial<Payload<typeof contentToWorker, 'send.redeem'>> = {}) =>
  content(GMAIL, 'send.redeem', {
    ...{ proposalId: idOf(1), composeDigest: D, tailDigest: T },
    ...change,
  });
const redemptions = () => gate.asked.filter((one) => one.endsWith('/redeem')).length;

test('a wrong code pairs nothing, and says why', async () => {
  expect(await pairUp('BAD')).toMatchObject({ paired: false, detail: expect.any(String) });
  expect(await page(PAGE, 'status', {})).toMatchObject({ connection: 'unpaired' });
  expect(await db.keys.count()).toBe(0);
});

test('pairing, the whole feed page by page, and the counter', async () => {
  await ready(...[1, 2, 3, 4, 5].map((n) => itemOf(n)));
  expect(await page(PAGE, 'status', {})).toMatchObject({ connection: 'polling', pending: 5 });
  const view = await panel(PANEL, 'item.neighbours', { count: 3 });
  expect(view.next.map(({ item }) => item.proposalId)).toEqual([idOf(1), idOf(2), idOf(3)]);
});

test('a feed that breaks off keeps what came, and goes on after it', async () => {
  gate.feedEndsAt = 4;
  await ready(...[1, 2, 3, 4, 5].map((n) => itemOf(n)));
  expect(await page(PAGE, 'status', {})).toMatchObject({ connection: 'offline', pending: 4 });
  expect(await getMeta(db, 'sync')).toMatchObject({ cursor: '4.0', complete: false });
  gate.feedEndsAt = Number.POSITIVE_INFINITY;
  const asked = gate.heads.length;
  await page(PAGE, 'refresh', {});
  expect(gate.heads.length).toBe(asked + 1);
  expect(await page(PAGE, 'status', {})).toMatchObject({ connection: 'polling', pending: 5 });
  expect(await getMeta(db, 'sync')).toMatchObject({ cursor: '5.0', complete: true });
});

test('a decision inside its undo window has left nothing, and undo leaves no trace', async () => {
  await ready(itemOf(1));
  expect(await decideOn(1, { releaseNow: false })).toMatchObject({ saved: true });
  await page(PAGE, 'refresh', {});
  expect(gate.asked).not.toContain('POST /v1/decisions');
  expect(await panel(PANEL, 'undo', { decisionId: idOf(0xd01) })).toEqual({ undone: true });
  clock += 60_000;
  await page(PAGE, 'refresh', {});
  expect(gate.decisions.size).toBe(0);
});

test('saved, killed, and sent by the next worker; the answer lost, it is the same decision', async () => {
  await ready(itemOf(1));
  await decideOn(1, { releaseNow: false });
  await kill();
  clock += 11_000;
  gate.dropAnswer.add('/v1/decisions');
  await page(PAGE, 'refresh', {});
  expect(await page(PAGE, 'status', {})).toMatchObject({ outbox: 1, connection: 'offline' });
  gate.dropAnswer.clear();
  await page(PAGE, 'refresh', {});
  expect(gate.decisions.size).toBe(1);
  expect((await settle(1)).view?.local?.state).toBe('accepted');
  expect(await page(PAGE, 'status', {})).toMatchObject({ outbox: 0, connection: 'polling' });
});

const CLOSE = `POST /v1/alerts/${idOf(9)}/close`;
const closings = () => gate.asked.filter((one) => one === CLOSE).length;
const closeAs = (verdict: 'actionable' | 'noise') =>
  page(PAGE, 'alert.close', { id: idOf(9), verdict, title: 'Bounces' });

test('an alert’s verdict leaves by itself, from the next worker too, and the answer lost, once', async () => {
  await ready();
  const { verdicts } = await closeAs('noise');
  const leavesAt = new Date(clock + 6000).toISOString();
  expect(verdicts).toMatchObject([{ id: idOf(9), undoable: true, away: false, leavesAt }]);
  await kill();
  clock += 5999;
  await page(PAGE, 'refresh', {});
  expect(closings()).toBe(0);
  clock += 1;
  gate.dropAnswer.add(`/v1/alerts/${idOf(9)}/close`);
  await page(PAGE, 'refresh', {});
  expect(gate.closed).toEqual(new Map([[idOf(9), 'noise']]));
  // It may have arrived, as it has: from here it can't be taken back, and the gate is told again.
  expect(await page(PAGE, 'verdict.undo', { id: idOf(9) })).toMatchObject({
    undone: false,
    verdicts: [{ undoable: false, away: true }],
  });
  await kill();
  gate.dropAnswer.clear();
  await page(PAGE, 'refresh', {});
  expect(await db.reports.count()).toBe(0);
  const told = closings();
  await page(PAGE, 'refresh', {});
  expect(closings()).toBe(told);
});

test('taken back, an alert’s verdict is never heard of; after that another may be given', async () => {
  await ready();
  await closeAs('noise');
  expect(await page(PAGE, 'verdict.undo', { id: idOf(9) })).toEqual({ undone: true, verdicts: [] });
  await closeAs('actionable');
  await page(PAGE, 'refresh', {});
  expect(closings()).toBe(0);
  clock += 6000;
  await page(PAGE, 'refresh', {});
  expect(gate.closed.get(idOf(9))).toBe('actionable');
});

test('a verdict that can still be taken back leaves before a sign-out does', async () => {
  await ready();
  await closeAs('noise');
  await page(PAGE, 'sign-out', {});
  expect(gate.closed.get(idOf(9))).toBe('noise');
});

test('a decision found more than ten minutes late is asked for again', async () => {
  await ready(itemOf(1));
  await decideOn(1, { releaseNow: false });
  await kill();
  clock += 11 * 60_000;
  await page(PAGE, 'refresh', {});
  expect(gate.decisions.size).toBe(0);
  const { view } = await panel(PANEL, 'item.get', { proposalId: idOf(1) });
  expect(view?.local?.state).toBe('needs-confirming');
});

test('approve and send: released once, for exactly what was approved', async () => {
  await ready(itemOf(1));
  await decideOn(1);
  expect(await redeem()).toEqual({
    released: true,
    dispatchId: dispatchOf(clearanceOf(idOf(1))),
  });
  expect(await redeem()).toMatchObject({ released: false, refusal: 'already-sent' });
  const dispatchId = dispatchOf(clearanceOf(idOf(1)));
  await content(GMAIL, 'send.result', { dispatchId, outcome: 'executed' });
  await page(PAGE, 'refresh', {});
  expect(gate.bodies.at(-1)).toMatchObject({ body: { outcome: 'executed' } });
  expect(await db.reports.count()).toBe(0);
});

test.each([
  ['another text', { composeDigest: 'c'.repeat(64) }],
  ['another tail', { tailDigest: 'c'.repeat(64) }],
])('%s is changed, and the gate is not even asked', async (_, change) => {
  await ready(itemOf(1));
  await decideOn(1);
  expect(await redeem(change)).toMatchObject({ refusal: 'changed' });
  expect(redemptions()).toBe(0);
});

test('without an approval, offline, or for the gate to send: stopped', async () => {
  const mail = itemOf(2);
  const byGate = { ...mail, content: { ...mail.content, delivery: 'gate' } } as typeof mail;
  await ready(itemOf(1), byGate);
  expect(await redeem()).toMatchObject({ refusal: 'not-approved' });
  expect(await redeem({ proposalId: idOf(2) })).toMatchObject({ refusal: 'gate-sends' });
  expect(await redeem({ proposalId: idOf(9) })).toMatchObject({ refusal: 'not-approved' });
  await decideOn(1);
  await settle(1);
  online = false;
  expect(await redeem()).toMatchObject({ refusal: 'offline' });
  expect(redemptions()).toBe(0);
});

test('an approval in its undo window releases nothing', async () => {
  await ready(itemOf(1));
  await decideOn(1, { releaseNow: false });
  expect(await redeem()).toMatchObject({ refusal: 'not-approved' });
});

test('a lost answer to a redemption is unknown, reported as not executed, never a second yes', async () => {
  await ready(itemOf(1));
  await decideOn(1);
  await settle(1);
  const path = `/v1/clearances/${clearanceOf(idOf(1))}/redeem`;
  gate.dropAnswer.add(path);
  expect(await redeem()).toMatchObject({ refusal: 'unknown' });
  gate.dropAnswer.clear();
  await page(PAGE, 'refresh', {});
  expect(gate.bodies.at(-1)).toMatchObject({ body: { outcome: 'not_executed' } });
  expect(await redeem()).toMatchObject({ released: false });
  expect(gate.redeemed.size).toBe(1);
});

test('a worker killed while it asked finds out and reports', async () => {
  await ready(itemOf(1));
  await decideOn(1);
  await settle(1);
  const clearanceId = clearanceOf(idOf(1));
  await kill();
  await db.redemptions.put({ clearanceId, proposalId: idOf(1), state: 'asked', at: clock });
  gate.dispatches.push({
    ...{ id: dispatchOf(clearanceId), clearanceId, proposalId: idOf(1), state: 'claimed' },
    ...{ executor: `gmail-compose:${DEVICE}`, createdAt: '2026-11-22T12:00:00.000Z' },
  });
  await page(PAGE, 'refresh', {});
  expect(gate.bodies.at(-1)).toMatchObject({ body: { outcome: 'not_executed' } });
  expect(await db.redemptions.count()).toBe(0);
});

test('a send under way when the browser died is unknown at once, when only the worker died it waits', async () => {
  await ready(itemOf(1));
  await decideOn(1);
  await worker.rise();
  await redeem();
  await kill();
  clock += 1000;
  await worker.rise();
  await page(PAGE, 'refresh', {});
  expect(gate.bodies.at(-1)).not.toMatchObject({ body: { outcome: 'unknown' } });
  await kill();
  memory.clear();
  await worker.rise();
  await page(PAGE, 'refresh', {});
  expect(gate.bodies.at(-1)).toMatchObject({ body: { outcome: 'unknown' } });
});

test('a page sees its own mailbox, and no text; an unknown account sees nothing', async () => {
  const other = itemOf(2, { placement: { host: 'gmail', account: 'other@northwind.example' } });
  await ready(itemOf(1), other);
  const { entries } = await content(GMAIL, 'page.opened', { host: 'gmail', account: ACCOUNT });
  expect(entries.map(({ proposalId }) => proposalId)).toEqual([idOf(1)]);
  expect((await content(GMAIL, 'page.opened', { host: 'gmail' })).entries).toEqual([]);
  expect(await panel(PANEL, 'item.get', { proposalId: idOf(2) })).toEqual({});
  expect(await decideOn(2)).toMatchObject({ saved: false });
});

test('a page gets the index of no other inbox than its own, whatever it calls itself', async () => {
  await ready(itemOf(1));
  const asked = { host: 'outlook', account: ACCOUNT } as const;
  await expect(content(GMAIL, 'page.opened', asked)).rejects.toThrow(/not a page of this inbox/);
});

test('a nonce is good once, in its own tab, for the document it was made for', async () => {
  await content(GMAIL, 'page.opened', { host: 'gmail', account: ACCOUNT });
  const hello = (from: MessageSender, nonce: string) => panel(from, 'panel.hello', { nonce });
  await expect(panel(PANEL, 'panel.ping', {})).rejects.toThrow(/not admitted/);
  const { nonce } = await content(GMAIL, 'panel.nonce', {});
  expect(await hello({ ...PANEL, tabId: 8 }, nonce)).toMatchObject({ admitted: false });
  expect(await hello(PANEL, nonce)).toMatchObject({ admitted: false });
  const second = (await content(GMAIL, 'panel.nonce', {})).nonce;
  const both = await Promise.all([
    hello(PANEL, second),
    hello({ ...PANEL, documentId: 'doc-2' }, second),
  ]);
  expect(both.map(({ admitted: ok }) => ok)).toEqual([true, false]);
  expect(await panel(PANEL, 'panel.ping', {})).toEqual({});
  const third = (await content(GMAIL, 'panel.nonce', {})).nonce;
  const next = { ...GMAIL, documentId: 'doc-next' };
  await content(next, 'page.opened', { host: 'gmail', account: ACCOUNT });
  expect(await hello(PANEL, third)).toMatchObject({ admitted: false });
  await expect(panel(PANEL, 'panel.ping', {})).rejects.toThrow(/not admitted/);
});

test('a token that ended is renewed; a revoked device stops asking', async () => {
  await ready(itemOf(1));
  clock += 3_600_000;
  await page(PAGE, 'refresh', {});
  expect(gate.tokens).toBe(2);
  gate.revoked = true;
  await page(PAGE, 'refresh', {});
  expect(await page(PAGE, 'status', {})).toMatchObject({ connection: 'revoked' });
  const asked = gate.asked.length;
  await page(PAGE, 'refresh', {});
  expect(gate.asked).toHaveLength(asked);
});

test('a resync replaces the queue with what is there now', async () => {
  await ready(itemOf(1), itemOf(2), itemOf(3));
  gate.feed.splice(0, 3, { op: 'upsert', item: itemOf(4) });
  gate.resyncOnce = true;
  await page(PAGE, 'refresh', {});
  expect(await page(PAGE, 'status', {})).toMatchObject({ pending: 1 });
  expect(await panel(PANEL, 'item.get', { proposalId: idOf(1) })).toEqual({});
});

/** A signed head as the gate gives it; its signature is the gate's affair. */
const headOf = (seq: number, change: object = {}) => {
  const claims = {
    ...{ iss: 'https://gate.example', workspace: WORKSPACE, seq, hash: 'c'.repeat(64) },
    ...{ at: `2026-11-22T08:00:0${seq}.000Z`, ...change },
  };
  const part = (value: object) => btoa(JSON.stringify(value)).replaceAll('=', '');
  return `${part({ alg: 'ES256' })}.${part(claims)}.c2ln`;
};
const lost = async () => (await page(PAGE, 'status', {})).spaces[0]?.historyLost;

test('the last head of the audit chain goes along with the next sync, also after a kill', async () => {
  gate.audit = { head: headOf(2) };
  await ready(itemOf(1));
  gate.heads.length = 0;
  await kill();
  await page(PAGE, 'refresh', {});
  expect(new Set(gate.heads)).toEqual(new Set([headOf(2)]));
  // An older one, of another process of the gate, or none: what is known stays. Nor another workspace's.
  for (const audit of [
    { head: headOf(1) },
    undefined,
    { head: headOf(9, { workspace: idOf(0xbbbb) }) },
    { head: 'no.head.atall' },
  ]) {
    gate.audit = audit;
    await page(PAGE, 'refresh', {});
    await page(PAGE, 'refresh', {});
    expect(gate.heads.at(-1)).toBe(headOf(2));
  }
  gate.audit = { head: headOf(3) };
  await page(PAGE, 'refresh', {});
  await page(PAGE, 'refresh', {});
  expect(gate.heads.at(-1)).toBe(headOf(3));
  expect(await lost()).toBeUndefined();
});

test('a history that lost what this device saw is an alarm that stays, with the proof', async () => {
  gate.audit = { head: headOf(5) };
  await ready(itemOf(1));
  gate.audit = { head: headOf(4, { hash: 'd'.repeat(64) }), forked: true };
  await page(PAGE, 'refresh', {});
  const alarm = {
    head: headOf(5),
    seenAt: '2026-11-22T08:00:05.000Z',
    foundAt: new Date(clock).toISOString(),
  };
  expect(await lost()).toEqual(alarm);
  // It goes on with the chain that is there now, and does not forget.
  gate.audit = { head: headOf(6, { hash: 'd'.repeat(64) }) };
  clock += 1000;
  await page(PAGE, 'refresh', {});
  expect(gate.heads.at(-1)).toBe(headOf(4, { hash: 'd'.repeat(64) }));
  await kill();
  expect(await lost()).toEqual(alarm);
  await page(PAGE, 'sign-out', {});
  expect(await lost()).toBeUndefined();
});

test('a gate that calls it forked where nothing was sent raises no alarm', async () => {
  gate.audit = { head: headOf(1), forked: true };
  await pairUp();
  await vi.waitFor(() => expect(gate.heads).toEqual([null]));
  gate.audit = { head: headOf(2) };
  await page(PAGE, 'refresh', {});
  expect(await lost()).toBeUndefined();
});

test('what another person answers for waits for nobody here, and is not decided here', async () => {
  const ownership = { mine: false, message: 'Ana answers for this.' };
  await ready(
    itemOf(1, { ownership }),
    itemOf(2, { ownership: { mine: true, message: 'Yours.' } }),
  );
  expect(await page(PAGE, 'status', {})).toMatchObject({ pending: 1 });
  const { next } = await panel(PANEL, 'item.neighbours', { count: 3 });
  expect(next.map(({ item }) => item.proposalId)).toEqual([idOf(2)]);
  const { view } = await panel(PANEL, 'item.get', { proposalId: idOf(1) });
  expect(view?.item.ownership).toEqual(ownership);
  expect(await decideOn(1)).toMatchObject({ saved: false, detail: 'Ana answers for this.' });
  expect(await decideOn(2)).toMatchObject({ saved: true });
});

test('one decision that the gate cannot read does not hold up the others', async () => {
  await ready(itemOf(1), itemOf(2));
  await decideOn(1);
  await settle(1);
  gate.refuse.set('/v1/decisions', 'invalid-request');
  await decideOn(2);
  expect((await settle(2)).view?.local?.state).toBe('conflict');
});

test('pairing again keeps what was not sent, unsigned and to be confirmed', async () => {
  await ready(itemOf(1));
  await decideOn(1, { releaseNow: false });
  expect(await pairUp()).toEqual({ paired: true });
  const { view } = await panel(PANEL, 'item.get', { proposalId: idOf(1) });
  expect(view?.local?.state).toBe('needs-confirming');
  expect(await db.outbox.filter(({ jws }) => jws !== undefined).count()).toBe(0);
});

test('sign-out sends what was decided, and leaves nothing', async () => {
  await ready(itemOf(1));
  await decideOn(1, { releaseNow: false });
  await page(PAGE, 'sign-out', {});
  expect(gate.decisions.size).toBe(1);
  expect(gate.asked).toContain('DELETE /v1/device');
  for (const table of db.tables) expect(await table.count(), table.name).toBe(0);
});

test('a token renewed while signing out does not bring the pairing back', async () => {
  await ready(itemOf(1));
  const pairing = await getMeta(db, 'pairing');
  if (pairing === undefined) throw new Error('not paired');
  await putMeta(db, 'pairing', { ...pairing, renewAt: 0 });
  await Promise.all([page(PAGE, 'connection.test', {}), page(PAGE, 'sign-out', {})]);
  expect(await getMeta(db, 'pairing')).toBeUndefined();
});
