import { decodeJwt, decodeProtectedHeader } from 'jose';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Badge } from '../../src/background/badge.ts';
import { createWorker, type Worker } from '../../src/background/worker.ts';
import type { MessageMap, Payload, Reply } from '../../src/messages/channel.ts';
import { sender } from '../../src/messages/channel.ts';
import { contentToWorker } from '../../src/messages/content-to-worker.ts';
import { DIRECTIONS } from '../../src/messages/directions.ts';
import { pagesToWorker } from '../../src/messages/pages-to-worker.ts';
import { panelToWorker } from '../../src/messages/panel-to-worker.ts';
import type { MessageSender } from '../../src/platform/runtime.ts';
import { Store } from '../../src/store/db.ts';
import { everythingKept } from '../../src/store/export.ts';
import { deviceKey } from '../../src/store/keys.ts';
import { getMeta, putMeta } from '../../src/store/meta.ts';
import { spaceIds } from '../../src/store/spaces.ts';
import { ACCOUNT, idOf, itemOf, WORKSPACE } from '../store/item.ts';
import { BrowserDouble } from './browser-double.ts';
import { clearanceOf, DEVICE, dispatchOf, GateDouble } from './gate-double.ts';

const ORIGIN = 'chrome-extension://self';
const PAGE: MessageSender = { id: 'self', url: `${ORIGIN}/src/pages/options/index.html` };
const QUEUE: MessageSender = { id: 'self', url: `${ORIGIN}/src/pages/queue/index.html` };
const GMAIL: MessageSender = {
  ...{ id: 'self', url: 'https://mail.google.com/mail/u/0/', tabId: 7, frameId: 0 },
  documentId: 'doc-gmail',
};
const SALESLOFT: MessageSender = {
  ...{ id: 'self', url: 'https://app.salesloft.com/app/people/4711', tabId: 9, frameId: 0 },
  ...{ documentId: 'doc-crm', tabUrl: 'https://app.salesloft.com/app/people/4711' },
};
const PANEL: MessageSender = {
  ...{ id: 'self', url: `${ORIGIN}/src/pages/panel/index.html`, tabId: 7, frameId: 3 },
  documentId: 'doc-panel',
};
const D = 'a'.repeat(64);
const T = 'b'.repeat(64);
/** Of the second workspace, at the second gate. */
const OTHER = idOf(0xbbbb);
const FIRST = 'https://gate.example';
const SECOND = 'https://other.example';

let db: Store;
let gates: { first: GateDouble; second: GateDouble };
let worker: Worker;
let browser: BrowserDouble;
let badge: Badge | undefined;
let memory: Map<string, unknown>;
let clock: number;
let network: { alive: boolean };
let cleared: number;

function start(): Worker {
  const mine = network;
  const never = () => new Promise<never>(() => undefined);
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
    speak: { toPages: async () => undefined, toTab: async () => undefined },
    fetch: async (input, init) => {
      if (!mine.alive) return never();
      const gate = String(input).startsWith(FIRST) ? gates.first : gates.second;
      const response = await gate.fetch(input, init);
      return mine.alive ? response : never();
    },
    now: () => clock,
    random: () => 0.5,
    online: () => true,
    openSocket: (url) => new WebSocket(url),
    setBadge: async (next) => {
      badge = next;
    },
    activeTabId: async () => 7,
    stayAwake: async () => undefined,
    repeatAlarm: async () => undefined,
    onceAlarm: async () => undefined,
    clearBrowser: async () => {
      cleared += 1;
    },
    ...browser.ports,
  });
}

function asks<M extends MessageMap>(to: string, map: M) {
  return <N extends keyof M & string>(
    from: MessageSender,
    name: N,
    payload: Payload<M, N>,
  ): Promise<Reply<M, N>> =>
    sender({ to, map, transport: async (envelope) => await worker.onMessage(envelope, from) })(
      name,
      payload,
    );
}
const page = asks(DIRECTIONS.pagesToWorker, pagesToWorker);
const panel = asks(DIRECTIONS.panelToWorker, panelToWorker);
const content = asks(DIRECTIONS.contentToWorker, contentToWorker);

/** Ends the worker as the browser does, wherever it is. */
function kill(): void {
  network.alive = false;
  network = { alive: true };
  worker = start();
}

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

const pairUp = (gateUrl: string, space?: string) =>
  page(PAGE, 'pair', {
    ...{ gateUrl, code: 'GOOD-CODE', device: 'Laptop' },
    ...(space === undefined ? {} : { space }),
  });
const status = () => page(PAGE, 'status', {});
const refresh = () => page(PAGE, 'refresh', {});
const other = (n: number, change: Partial<ReturnType<typeof itemOf>> = {}) =>
  itemOf(n, { workspaceId: OTHER, ...change });

/** Both are paired, with item 1 of the first's and item 2 of the second's. */
async function both(): Promise<{ second: string }> {
  gates.first.upsert(itemOf(1));
  gates.second.upsert(other(2));
  expect(await pairUp(FIRST)).toEqual({ paired: true });
  expect(await pairUp(SECOND)).toEqual({ paired: true });
  await refresh();
  const [, second] = await spaceIds(db);
  if (second === undefined) throw new Error('there is no second space');
  return { second };
}
async function admitted(): Promise<void> {
  await content(GMAIL, 'page.opened', { host: 'gmail', account: ACCOUNT });
  const { nonce } = await content(GMAIL, 'panel.nonce', {});
  await panel(PANEL, 'panel.hello', { nonce });
}
const decideOn = (
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
const decided = (gate: GateDouble) => [...gate.decisions.keys()];
/** The compact JWSs that a gate was sent. */
const sent = (gate: GateDouble): string[] =>
  gate.bodies.flatMap(({ path, body }) =>
    path === '/v1/decisions' ? (body as { decisions: string[] }).decisions : [],
  );
const databases = async () =>
  (await indexedDB.databases()).flatMap(({ name }) => (name?.startsWith(db.name) ? [name] : []));

describe('two workspaces at two gates', () => {
  test('their queues are one, each item with its workspace’s name; alone none is named', async () => {
    gates.first.upsert(itemOf(1));
    await pairUp(FIRST);
    await refresh();
    const alone = await panel(QUEUE, 'item.get', { proposalId: idOf(1) });
    expect(alone.view?.item.proposalId).toBe(idOf(1));
    expect(alone.view?.space).toBeUndefined();
    gates.second.upsert(other(2));
    gates.second.upsert(other(3, { tier: 'high' }));
    await pairUp(SECOND);
    await refresh();
    await admitted();
    const { next, pending } = await panel(PANEL, 'item.neighbours', { count: 5 });
    expect(next.map(({ item, space }) => [item.proposalId, space?.name])).toEqual([
      [idOf(3), 'Brightloop'],
      [idOf(1), 'Northwind'],
      [idOf(2), 'Brightloop'],
    ]);
    expect(pending).toBe(3);
    const after = await panel(PANEL, 'item.neighbours', { proposalId: idOf(1), count: 5 });
    expect(after.next.map(({ item }) => item.proposalId)).toEqual([idOf(2)]);
    expect(after.previous.map(({ item }) => item.proposalId)).toEqual([idOf(3)]);
    const { views } = await panel(PANEL, 'items.ahead', { known: [idOf(1)], count: 5 });
    expect(views.map(({ item }) => item.proposalId).sort()).toEqual([idOf(2), idOf(3)]);
    expect(await status()).toMatchObject({
      ...{ connection: 'polling', pending: 3, outbox: 0 },
      spaces: [
        { workspace: { name: 'Northwind' }, pending: 1 },
        { workspace: { name: 'Brightloop' }, pending: 2 },
      ],
    });
    await vi.waitFor(() => expect(badge?.text).toBe('3'));
    const { entries } = await content(GMAIL, 'page.opened', { host: 'gmail', account: ACCOUNT });
    expect(entries.map(({ proposalId }) => proposalId).sort()).toEqual([1, 2, 3].map(idOf));
  });

  test('each decision goes to the gate that its item came from, signed by that gate’s key, and to no other', async () => {
    const { second } = await both();
    await decideOn(1);
    await decideOn(2, { releaseNow: false });
    clock += 11_000;
    await refresh();
    expect(decided(gates.first)).toEqual([idOf(0xd01)]);
    expect(decided(gates.second)).toEqual([idOf(0xd02)]);
    const spaces = [db, new Store(second)];
    const keys = await Promise.all(spaces.map(async (one) => (await deviceKey(one))?.jkt));
    const signed = [gates.first, gates.second].map((gate) => sent(gate)[0] ?? '');
    expect(signed.map((jws) => decodeProtectedHeader(jws).kid)).toEqual(keys);
    expect(new Set(keys).size).toBe(2);
    expect(signed.map((jws) => decodeJwt(jws).workspaceId)).toEqual([WORKSPACE, OTHER]);
    spaces[1]?.close();
  });

  test('an item that was shown as one workspace’s is decided there or not at all', async () => {
    const { second } = await both();
    expect(await decideOn(1, { space: second })).toMatchObject({ saved: false });
    expect(await decideOn(2, { space: db.name })).toMatchObject({ saved: false });
    await expect(decideOn(2, { space: 'gone' })).rejects.toThrow('no such connection');
    expect(await decideOn(2, { space: second })).toMatchObject({ saved: true });
    await refresh();
    expect([decided(gates.first), decided(gates.second)]).toEqual([[], [idOf(0xd02)]]);
  });

  test('what both gates claim is neither’s: not shown, not guarded as known, not decided, not sent', async () => {
    await both();
    gates.second.upsert(other(1));
    await refresh();
    await admitted();
    await expect(panel(QUEUE, 'item.get', { proposalId: idOf(1) })).rejects.toThrow(
      'Two workspaces claim',
    );
    await expect(decideOn(1)).rejects.toThrow('Two workspaces claim');
    const asked = { proposalId: idOf(1), composeDigest: D, tailDigest: T };
    await expect(content(GMAIL, 'send.redeem', asked)).rejects.toThrow('Two workspaces claim');
    const { entries } = await content(GMAIL, 'page.opened', { host: 'gmail', account: ACCOUNT });
    expect(entries.map(({ proposalId }) => proposalId)).toEqual([idOf(2)]);
    expect([decided(gates.first), decided(gates.second)]).toEqual([[], []]);
  });

  test('clones of one press are one workspace’s: a row of another’s is refused by itself', async () => {
    const { second } = await both();
    const attention = { activeMs: 1, unseenWords: 0, flagsSeen: true, evidenceOpened: 0 };
    const row = (n: number) => ({
      ...{ decisionId: idOf(0xd00 + n), proposalId: idOf(n), revision: 1 },
      ...{ contentDigest: D, attention },
    });
    const { saved, refused } = await panel(QUEUE, 'decide.clones', {
      ...{ batchId: idOf(0xba), space: second, clones: D, action: 'reject' },
      rows: [row(2), row(1)],
    });
    expect(saved).toEqual([]);
    expect(refused.find(({ proposalId }) => proposalId === idOf(1))?.detail).toContain('no longer');
    await refresh();
    expect(decided(gates.first)).toEqual([]);
  });

  test('a send of the second’s mail is released by the second’s gate alone, and its end told there', async () => {
    await both();
    await admitted();
    await decideOn(2, {}, PANEL);
    await panel(PANEL, 'decision.settled', { decisionId: idOf(0xd02), seconds: 5 });
    const told = await content(GMAIL, 'send.redeem', {
      ...{ proposalId: idOf(2), composeDigest: D, tailDigest: T },
    });
    const dispatchId = dispatchOf(clearanceOf(idOf(2)));
    expect(told).toEqual({ released: true, dispatchId });
    await content(GMAIL, 'send.result', { dispatchId, outcome: 'executed' });
    await refresh();
    expect(gates.second.bodies.at(-1)).toMatchObject({ body: { outcome: 'executed' } });
    expect(new Set(gates.first.bodies.map(({ path }) => path))).toEqual(new Set(['/v1/pair']));
    expect(gates.first.redeemed.size).toBe(0);
  });

  test('an undo takes back the one decision, in the workspace that it was made in', async () => {
    await both();
    await decideOn(1, { releaseNow: false });
    await decideOn(2, { releaseNow: false });
    expect(await panel(QUEUE, 'undo', { decisionId: idOf(0xd02) })).toEqual({ undone: true });
    clock += 11_000;
    await refresh();
    expect([decided(gates.first), decided(gates.second)]).toEqual([[idOf(0xd01)], []]);
    expect(await status()).toMatchObject({ pending: 1, spaces: [{ pending: 0 }, { pending: 1 }] });
  });

  test('one gate that is away holds up nothing of the other, and gets its own when it is back', async () => {
    await both();
    for (const path of ['/v1/decisions', '/v1/sync']) gates.first.dropRequest.add(path);
    await decideOn(1);
    await decideOn(2);
    await refresh();
    expect([decided(gates.first), decided(gates.second)]).toEqual([[], [idOf(0xd02)]]);
    expect(await status()).toMatchObject({
      ...{ connection: 'polling', outbox: 1 },
      spaces: [{ connection: 'offline', outbox: 1 }, { connection: 'polling' }],
    });
    await vi.waitFor(() => expect(badge?.title).toContain('Northwind is offline'));
    kill();
    gates.first.dropRequest.clear();
    await refresh();
    expect(decided(gates.first)).toEqual([idOf(0xd01)]);
    expect(sent(gates.second)).toHaveLength(1);
    expect(await status()).toMatchObject({ outbox: 0, connection: 'polling' });
  });

  test('a worker that was killed sends what the one before saved, each where it belongs', async () => {
    await both();
    await decideOn(1, { releaseNow: false });
    await decideOn(2, { releaseNow: false });
    kill();
    clock += 11_000;
    await worker.rise();
    worker.onAlarm();
    await vi.waitFor(() => expect(decided(gates.first)).toEqual([idOf(0xd01)]));
    await vi.waitFor(() => expect(decided(gates.second)).toEqual([idOf(0xd02)]));
  });

  test('one that revoked this device is told by name, and paired again as itself', async () => {
    const { second } = await both();
    gates.second.revoked = true;
    clock += 3_600_000;
    await refresh();
    expect(await status()).toMatchObject({
      ...{ connection: 'polling' },
      spaces: [{ connection: 'polling' }, { connection: 'revoked' }],
    });
    gates.second.revoked = false;
    expect(await pairUp(SECOND, second)).toEqual({ paired: true });
    await refresh();
    expect(await status()).toMatchObject({ spaces: [{}, { id: second, connection: 'polling' }] });
    expect(await spaceIds(db)).toHaveLength(2);
  });

  test('the export holds both, the diagnostics neither’s name; nothing in them could act as the person', async () => {
    const { second } = await both();
    const text = JSON.stringify(await everythingKept(db));
    for (const kept of [idOf(1), idOf(2), 'Northwind', 'Brightloop']) expect(text).toContain(kept);
    expect(text).not.toMatch(/"jws"|accessToken|"d":/);
    const told = await page(PAGE, 'diagnostics', {});
    expect(told.spaces).toHaveLength(2);
    expect(JSON.stringify(told)).not.toMatch(new RegExp(`Northwind|Brightloop|example|${second}`));
  });

  test('each is tested by itself', async () => {
    const { second } = await both();
    gates.first.asked.length = 0;
    const told = await page(PAGE, 'connection.test', { space: second });
    // The double has no route for it: that it was asked, and the other one not, is what counts here.
    expect(told.ok).toBe(false);
    expect(gates.second.asked).toContain('GET /v1/me');
    expect(gates.first.asked).not.toContain('GET /v1/me');
  });
});

describe('pairing', () => {
  test('with the same workspace by another address takes nothing over, and revokes what it made', async () => {
    await both();
    await decideOn(1, { releaseNow: false });
    const false1 = new GateDouble({ device: idOf(0xe0) });
    gates.second = false1;
    const told = await pairUp('https://evil.example');
    expect(told).toMatchObject({ paired: false, detail: expect.stringContaining(FIRST) });
    expect(false1.asked.at(-1)).toBe('DELETE /v1/device');
    expect((await getMeta(db, 'pairing'))?.gateUrl).toBe(FIRST);
    expect(await spaceIds(db)).toHaveLength(2);
    clock += 11_000;
    await refresh();
    expect(decided(gates.first)).toEqual([idOf(0xd01)]);
    expect(decided(false1)).toEqual([]);
  });

  test('of a named connection with what is paired in another is refused', async () => {
    const { second } = await both();
    expect(await pairUp(FIRST, second)).toMatchObject({ paired: false });
    expect((await status()).spaces.map(({ workspace }) => workspace.id)).toEqual([
      WORKSPACE,
      OTHER,
    ]);
  });

  test('again with the same workspace at its own address keeps its place and its decisions', async () => {
    const { second } = await both();
    await decideOn(2, { releaseNow: false });
    expect(await pairUp(SECOND)).toEqual({ paired: true });
    expect(await spaceIds(db)).toEqual([db.name, second]);
    const { view } = await panel(QUEUE, 'item.get', { proposalId: idOf(2) });
    expect(view?.local?.state).toBe('needs-confirming');
    const first = await panel(QUEUE, 'item.get', { proposalId: idOf(1) });
    expect(first.view?.local).toBeUndefined();
  });

  test('that was cut short after the gate’s answer leaves no database and no connection', async () => {
    await both();
    const name = `${db.name}-cut-short`;
    await putMeta(db, 'spaces', [...(await spaceIds(db)).slice(1), name]);
    const orphan = new Store(`${db.name}-orphan`);
    await orphan.open();
    orphan.close();
    kill();
    await worker.rise();
    expect(await spaceIds(db)).toHaveLength(2);
    expect((await databases()).sort()).toEqual((await spaceIds(db)).sort());
    await refresh();
    expect((await status()).spaces).toHaveLength(2);
  });

  test('is only with gates that the organisation allows; one that it no longer does is not talked to', async () => {
    browser.managed = { gateAddress: FIRST, gateAddresses: [`${SECOND}/`] };
    await worker.onPolicy();
    expect((await page(PAGE, 'settings.get', {})).gates).toEqual([FIRST, SECOND]);
    expect(await pairUp('https://third.example')).toMatchObject({ paired: false });
    await both();
    browser.managed = { gateAddresses: [SECOND] };
    await worker.onPolicy();
    await refresh();
    const asked = gates.first.asked.length;
    await refresh();
    expect(gates.first.asked).toHaveLength(asked);
    expect(await status()).toMatchObject({
      spaces: [{ problem: expect.stringContaining(SECOND) }, { connection: 'polling' }],
    });
  });
});

describe('signing out', () => {
  const settings = async () => (await page(PAGE, 'settings.get', {})).theme;

  test('of the second wipes it alone, after its decisions have left', async () => {
    const { second } = await both();
    await page(PAGE, 'settings.put', { theme: 'dark' });
    await decideOn(1, { releaseNow: false });
    await decideOn(2, { releaseNow: false });
    await page(PAGE, 'sign-out', { space: second });
    expect(decided(gates.second)).toEqual([idOf(0xd02)]);
    expect(gates.second.asked).toContain('DELETE /v1/device');
    expect(gates.first.asked).not.toContain('DELETE /v1/device');
    expect(await databases()).toEqual([db.name]);
    expect(await settings()).toBe('dark');
    expect(cleared).toBe(0);
    expect(await panel(QUEUE, 'undo', { decisionId: idOf(0xd01) })).toEqual({ undone: true });
    expect((await status()).spaces).toMatchObject([{ id: db.name, pending: 1 }]);
    const { view } = await panel(QUEUE, 'item.get', { proposalId: idOf(1) });
    expect(view?.space).toBeUndefined();
  });

  test('of the first leaves the second, the settings and the sites; the next one takes its place', async () => {
    const { second } = await both();
    await page(PAGE, 'settings.put', { theme: 'dark' });
    browser.granted.add('https://app.close.com/*');
    await worker.onGranted(['https://app.close.com/*']);
    await decideOn(2, { releaseNow: false });
    await page(PAGE, 'sign-out', { space: db.name });
    expect(gates.first.asked).toContain('DELETE /v1/device');
    expect(gates.second.asked).not.toContain('DELETE /v1/device');
    for (const table of db.tables) {
      if (table.name !== 'meta') expect(await table.count(), table.name).toBe(0);
    }
    const keys = (await db.meta.toCollection().primaryKeys()).sort();
    expect(keys).not.toContain('pairing');
    expect(await settings()).toBe('dark');
    expect([...browser.scripts.keys()]).toEqual(['site:close']);
    expect((await status()).spaces).toMatchObject([{ id: second, outbox: 1 }]);
    kill();
    await worker.rise();
    expect((await status()).spaces).toMatchObject([{ id: second, outbox: 1 }]);
    gates.first = new GateDouble();
    gates.first.upsert(itemOf(1));
    expect(await pairUp(FIRST)).toEqual({ paired: true });
    await refresh();
    expect((await status()).spaces.map(({ id }) => id)).toEqual([db.name, second]);
  });

  test('of one whose gate is away takes no decision of the other along', async () => {
    const { second } = await both();
    gates.second.dropRequest.add('/v1/decisions');
    gates.second.dropRequest.add('/v1/device');
    await decideOn(1, { releaseNow: false });
    await decideOn(2, { releaseNow: false });
    await page(PAGE, 'sign-out', { space: second });
    expect(await databases()).toEqual([db.name]);
    expect(decided(gates.first)).toEqual([]);
    clock += 11_000;
    await refresh();
    expect(decided(gates.first)).toEqual([idOf(0xd01)]);
  });

  test('of the last, or of everything, leaves nothing', async () => {
    await both();
    await page(PAGE, 'settings.put', { theme: 'dark' });
    await page(PAGE, 'sign-out', {});
    for (const gate of [gates.first, gates.second]) {
      expect(gate.asked).toContain('DELETE /v1/device');
    }
    expect(await databases()).toEqual([db.name]);
    for (const table of db.tables) expect(await table.count(), table.name).toBe(0);
    expect(await status()).toEqual({ connection: 'unpaired', pending: 0, outbox: 0, spaces: [] });
    expect(cleared).toBe(1);
  });

  test('of the second, and then of the first, is of everything', async () => {
    const { second } = await both();
    await page(PAGE, 'sign-out', { space: db.name });
    await page(PAGE, 'settings.put', { theme: 'dark' });
    await page(PAGE, 'sign-out', { space: second });
    expect(await databases()).toEqual([db.name]);
    for (const table of db.tables) expect(await table.count(), table.name).toBe(0);
    expect(cleared).toBe(1);
  });
});

describe('on a record whose address names no account', () => {
  const about = (n: number, account: string | undefined, workspaceId = WORKSPACE) =>
    itemOf(n, {
      ...{ workspaceId, kind: 'contact.enrich' },
      content: {
        kind: 'contact.enrich',
        contact: {
          ...{ system: 'salesloft', object: 'person', id: '4711' },
          ...(account === undefined ? {} : { account }),
        },
        changes: [{ field: 'city', before: null, after: 'Rotterdam' }],
      },
    });
  async function waiting(
    first: (string | undefined)[],
    second: (string | undefined)[],
  ): Promise<string[]> {
    browser.granted.add('https://app.salesloft.com/*');
    await page(PAGE, 'site.on', { name: 'salesloft' });
    for (const [n, account] of first.entries()) gates.first.upsert(about(n + 1, account));
    for (const [n, account] of second.entries()) gates.second.upsert(about(n + 11, account, OTHER));
    await pairUp(FIRST);
    await pairUp(SECOND);
    await refresh();
    const asked = { href: SALESLOFT.url ?? '', links: [], panel: false };
    return (await content(SALESLOFT, 'record.opened', asked)).waiting;
  }

  test('the connection that has the record says whose it is', async () => {
    expect(await waiting([], ['north'])).toEqual([idOf(11)]);
  });
  test('both are shown where both work in one account', async () => {
    expect(await waiting(['north'], ['north'])).toEqual([idOf(1), idOf(11)]);
  });
  test.each([
    ['they work in different accounts', ['north'], ['south']],
    ['one does not say in which', ['north'], [undefined]],
    ['neither says in which', [undefined], [undefined]],
  ])('neither is where %s', async (_, first, second) => {
    expect(await waiting(first, second)).toEqual([]);
  });
});

test('a send without a clearance is told to the workspace that lets this person send from the mailbox', async () => {
  await both();
  const pairing = await getMeta(db, 'pairing');
  if (!pairing) throw new Error('not paired');
  const reviewer = { ...pairing.reviewer, mailboxes: ['another@northwind.example'] };
  await putMeta(db, 'pairing', { ...pairing, reviewer });
  await content(GMAIL, 'page.opened', { host: 'gmail', account: ACCOUNT });
  await content(GMAIL, 'send.uncleared', { detail: 'It could not be stopped.' });
  await refresh();
  expect(gates.first.asked).not.toContain('POST /v1/signals');
  expect(gates.second.asked).toContain('POST /v1/signals');
});

test('a profile of before there could be several goes on as it was', async () => {
  // As the version before wrote it: one database, and nothing in it that says so.
  await pairUp(FIRST);
  gates.first.upsert(itemOf(1));
  await refresh();
  await decideOn(1, { releaseNow: false });
  const key = await deviceKey(db);
  expect(await getMeta(db, 'spaces')).toBeUndefined();
  kill();
  await worker.rise();
  expect((await status()).spaces).toMatchObject([{ id: db.name, outbox: 1, pending: 0 }]);
  expect((await deviceKey(db))?.jkt).toBe(key?.jkt);
  expect((await getMeta(db, 'pairing'))?.deviceId).toBe(DEVICE);
  clock += 11_000;
  await refresh();
  expect(decided(gates.first)).toEqual([idOf(0xd01)]);
});

describe('a link to an item that this device does not hold', () => {
  const shown = (item: ReturnType<typeof itemOf>, yours = false) => ({ item, yours });

  test('is asked of its own workspace’s gate alone, and shows it to be read: nothing can be decided on it', async () => {
    const { second } = await both();
    gates.second.shown.set(idOf(8), shown(other(8, { state: 'executed' })));
    const told = await panel(QUEUE, 'item.look', { proposalId: idOf(8), space: second });
    expect(told.view?.item).toMatchObject({ proposalId: idOf(8), state: 'executed' });
    expect(told.view?.space).toEqual({ id: second, name: 'Brightloop' });
    expect(told.view?.became).toEqual({});
    // It syncs all the while; of this item it hears nothing.
    expect(gates.first.asked.filter((path) => path.includes(idOf(8)))).toEqual([]);
    // Having looked gives no right: the worker signs for what it holds, and for nothing else.
    const answer = await decideOn(8, { space: second }).catch((error: Error) => error);
    expect(answer).not.toMatchObject({ saved: true });
    expect(decided(gates.second)).toEqual([]);
    await expect(panel(QUEUE, 'item.get', { proposalId: idOf(8) })).resolves.toEqual({});
  });

  test('is no question for a panel on somebody’s page', async () => {
    await both();
    await admitted();
    gates.first.shown.set(idOf(8), shown(itemOf(8)));
    await expect(panel(PANEL, 'item.look', { proposalId: idOf(8) })).rejects.toThrow('queue');
    expect(gates.first.asked.filter((path) => path.includes(idOf(8)))).toEqual([]);
  });

  test('without its workspace’s name is asked of both; unknown to both, it is unknown', async () => {
    await both();
    const ask = (n: number) => panel(QUEUE, 'item.look', { proposalId: idOf(n) });
    expect(await ask(8)).toEqual({ why: 'unknown' });
    gates.second.shown.set(idOf(8), shown(other(8, { state: 'withdrawn' })));
    expect((await ask(8)).view?.space?.name).toBe('Brightloop');
    gates.first.dropRequest.add(`/v1/proposals/${idOf(9)}`);
    expect(await ask(9)).toMatchObject({ why: 'away' });
  });

  test('that is theirs to decide comes by the feed at once', async () => {
    await both();
    gates.first.upsert(itemOf(8));
    gates.first.shown.set(idOf(8), shown(itemOf(8), true));
    expect(await panel(QUEUE, 'item.look', { proposalId: idOf(8) })).toEqual({ why: 'coming' });
    await vi.waitFor(async () =>
      expect((await panel(QUEUE, 'item.get', { proposalId: idOf(8) })).view).toBeDefined(),
    );
  });
});
