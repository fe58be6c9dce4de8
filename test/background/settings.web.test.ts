import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createWorker, type Worker } from '../../src/background/worker.ts';
import { GAP_MS } from '../../src/core/notices/notices.ts';
import { MessageError, type Payload, sender } from '../../src/messages/channel.ts';
import { DIRECTIONS } from '../../src/messages/directions.ts';
import { type PagesToWorker, pagesToWorker } from '../../src/messages/pages-to-worker.ts';
import { Store } from '../../src/store/db.ts';
import { everythingKept } from '../../src/store/export.ts';
import { getMeta, putMeta } from '../../src/store/meta.ts';
import { forgetOver } from '../../src/store/retention.ts';
import { idOf, itemOf } from '../store/item.ts';
import { BrowserDouble } from './browser-double.ts';
import { GateDouble } from './gate-double.ts';
import { PAGE, quietPorts } from './worker-ports.ts';

const CUSTOM = {
  ...{ name: 'acme-crm', label: 'Acme CRM', host: 'crm.acme.example' },
  ...{ pattern: '/{type}/{id}' },
};
const ACME = 'https://crm.acme.example/*';
const CLOSE = 'https://app.close.com/*';

let db: Store;
let gate: GateDouble;
let browser: BrowserDouble;
let worker: Worker;
let memory: Map<string, unknown>;
let clock: number;

function start(): Worker {
  return createWorker({
    ...quietPorts(memory),
    ...{ db, ...browser.ports },
    fetch: (input, init) => gate.fetch(input, init),
    now: () => clock,
    activeTabId: async () => null,
  });
}

const ask = <N extends keyof PagesToWorker & string>(name: N, payload: Payload<PagesToWorker, N>) =>
  sender({
    to: DIRECTIONS.pagesToWorker,
    map: pagesToWorker,
    transport: async (envelope) => await worker.onMessage(envelope, PAGE),
  })(name, payload);
const pairUp = (gateUrl = 'https://gate.example') =>
  ask('pair', { gateUrl, code: 'GOOD-CODE', device: 'Laptop' });
const site = async (name: string) =>
  (await ask('sites', {})).sites.find((one) => one.name === name);
const scripts = () => [...browser.scripts.keys()];

beforeEach(() => {
  clock = Date.now();
  memory = new Map();
  gate = new GateDouble();
  browser = new BrowserDouble();
  db = new Store(`settings-${crypto.randomUUID()}`);
  worker = start();
});
afterEach(async () => {
  await ask('sign-out', {});
});

describe('a policy', () => {
  test('locks what it sets, and the worker refuses a page that changes it all the same', async () => {
    browser.managed = { theme: 'dark', keys: { approve: 'y' }, retentionDays: 'ten' };
    await worker.onPolicy();
    expect(await ask('settings.get', {})).toMatchObject({
      ...{ theme: 'dark', keys: { approve: 'y' }, locked: ['theme'], lockedKeys: ['approve'] },
      faults: [{ name: 'retentionDays' }],
    });
    await expect(ask('settings.put', { theme: 'light' })).rejects.toThrow(MessageError);
    await expect(ask('settings.put', { keys: { approve: 'q' } })).rejects.toThrow('organisation');
    await expect(ask('settings.put', { keys: { edit: 'y' } })).rejects.toThrow('already');
    await ask('settings.put', { language: 'de', keys: { edit: 'q' } });
    expect(await ask('settings.get', {})).toMatchObject({
      ...{ theme: 'dark', language: 'de', keys: { approve: 'y', edit: 'q' } },
    });
  });

  test('that is lifted gives the person back what was theirs', async () => {
    await ask('settings.put', { theme: 'light' });
    browser.managed = { theme: 'dark' };
    await worker.onPolicy();
    expect((await ask('settings.get', {})).theme).toBe('dark');
    browser.managed = {};
    await worker.onPolicy();
    expect((await ask('settings.get', {})).theme).toBe('light');
  });

  test('lets this browser be paired with its gate alone, and stops talking to another', async () => {
    browser.managed = { gateAddress: 'https://gate.example/' };
    await worker.onPolicy();
    const told = await pairUp('https://other.example');
    expect(told).toMatchObject({ paired: false });
    expect(told.detail).toContain('https://gate.example');
    expect(gate.asked).toEqual([]);
    expect(await pairUp('https://gate.example')).toEqual({ paired: true });

    browser.managed = { gateAddress: 'https://moved.example' };
    await worker.onPolicy();
    await ask('refresh', {});
    const before = gate.asked.length;
    await ask('refresh', {});
    expect(gate.asked.length).toBe(before);
    expect(await ask('status', {})).toMatchObject({
      connection: 'offline',
      spaces: [{ problem: expect.stringContaining('https://moved.example') }],
    });
  });

  test('of allowed sites takes back one that was on', async () => {
    browser.granted.add(CLOSE);
    await ask('site.on', { name: 'close' });
    expect(scripts()).toEqual(['site:close']);
    browser.managed = { allowedSites: ['hubspot'] };
    await worker.onPolicy();
    expect(scripts()).toEqual([]);
    expect(browser.granted.size).toBe(0);
    expect(await site('close')).toMatchObject({ on: false, allowed: false });
    await expect(ask('site.on', { name: 'close' })).rejects.toThrow('does not allow');
    // Granted by other means: not used.
    browser.granted.add(CLOSE);
    await worker.onGranted([CLOSE]);
    expect(scripts()).toEqual([]);
  });
});

describe('a site', () => {
  test('the browser was not asked for stays off', async () => {
    await expect(ask('site.on', { name: 'close' })).rejects.toThrow('not been asked');
    await expect(ask('site.on', { name: 'nowhere' })).rejects.toThrow('no site');
    expect(scripts()).toEqual([]);
  });

  test('is on by the browser’s word alone, when the page that asked is gone; in open tabs once', async () => {
    browser.granted.add(CLOSE);
    await worker.onGranted([CLOSE]);
    await ask('site.on', { name: 'close' });
    expect(browser.scripts.get('site:close')).toEqual({
      ...{ id: 'site:close', js: ['content/record.js'], matches: [CLOSE] },
    });
    expect(browser.ran).toEqual([[8, 'content/record.js']]);
  });

  test('a grant of every site turns none on', async () => {
    browser.granted.add('https://*/*');
    await worker.onGranted(['https://*/*']);
    expect(scripts()).toEqual([]);
    expect((await ask('sites', {})).sites.filter(({ on }) => on)).toEqual([]);
  });

  test('that an update has cleared is registered anew, also in open tabs; one taken back is off', async () => {
    browser.granted.add(CLOSE);
    await worker.onGranted([CLOSE]);
    browser.scripts.clear();
    worker = start();
    await worker.onBegin('install');
    expect(scripts()).toEqual(['site:close']);
    expect(browser.ran).toHaveLength(2);
    browser.granted.clear();
    await worker.onTakenBack();
    expect(scripts()).toEqual([]);
    browser.granted.add(CLOSE);
    await worker.onBegin('start');
    expect(await site('close')).toMatchObject({ on: false });
  });

  test('turned off is given back to the browser; sign-out gives all back', async () => {
    browser.granted.add(CLOSE);
    await worker.onGranted([CLOSE]);
    await ask('site.off', { name: 'close' });
    expect([scripts(), [...browser.granted]]).toEqual([[], []]);
    browser.granted.add(CLOSE);
    await worker.onGranted([CLOSE]);
    await ask('sign-out', {});
    expect([scripts(), [...browser.granted]]).toEqual([[], []]);
  });

  test('of the person’s own is refused where it is another’s, and works where it is not', async () => {
    const on = (change: object) => ask('settings.put', { customSites: [{ ...CUSTOM, ...change }] });
    await expect(on({ host: 'app.hubspot.com' })).rejects.toThrow('known already');
    await expect(on({ host: '*.co.uk' })).rejects.toThrow('Anyone');
    await expect(on({ pattern: '/x' })).rejects.toThrow('{id}');
    await on({});
    expect(await site('acme-crm')).toMatchObject({ custom: true, on: false, origins: [ACME] });
    browser.granted.add(ACME);
    await ask('site.on', { name: 'acme-crm' });
    expect(browser.scripts.get('site:acme-crm')?.matches).toEqual([ACME]);
    await ask('settings.put', { customSites: [] });
    expect(scripts()).toEqual([]);
  });
});

test('what was set up before pairing stays, what another person had does not', async () => {
  await ask('settings.put', { theme: 'dark' });
  browser.granted.add(CLOSE);
  await worker.onGranted([CLOSE]);
  await pairUp();
  expect((await ask('settings.get', {})).theme).toBe('dark');
  expect(scripts()).toEqual(['site:close']);
  const before = await getMeta(db, 'pairing');
  if (before === undefined) throw new Error('not paired');
  const { reviewer } = before;
  await putMeta(db, 'pairing', { ...before, reviewer: { ...reviewer, id: idOf(99) } });
  expect(await pairUp()).toEqual({ paired: true });
  expect((await ask('settings.get', {})).theme).toBe('auto');
  expect(scripts()).toEqual([]);
});

describe('what is kept', () => {
  const old = '2026-01-01T00:00:00.000Z';
  const ended = (n: number, state: 'executed' | 'unknown' | 'pending' | 'approved') => ({
    ...itemOf(n),
    ...{ state, createdAt: old, proposalId: idOf(n) },
  });

  test('what is over goes after its days; what waits or may leave stays, however old', async () => {
    for (const [n, state] of (['executed', 'unknown', 'pending', 'approved'] as const).entries()) {
      gate.upsert(ended(n + 1, state));
    }
    await pairUp();
    await ask('refresh', {});
    expect(await db.items.count()).toBe(4);
    await ask('settings.put', { retentionDays: 30 });
    const left = (await db.items.toArray()).map(({ item }) => item.state).sort();
    expect(left).toEqual(['approved', 'pending', 'unknown']);
    expect(await db.entries.count()).toBe(3);
    expect(await forgetOver(db, Date.parse(old))).toBe(0);
  });

  test('the days begin with the end: what is old and ended lately stays until it is over for as long', async () => {
    const at = '2026-03-01T00:00:00.000Z';
    const by = { id: idOf(70), action: 'approve', by: 'Ana', at };
    for (let n = 1; n <= 450; n += 1) gate.upsert(ended(n, 'executed'));
    gate.upsert({ ...ended(451, 'executed'), expiresAt: at });
    gate.upsert({ ...ended(452, 'executed'), decision: by });
    await pairUp();
    await ask('refresh', {});
    expect(await forgetOver(db, Date.parse(at))).toBe(450);
    expect((await db.items.toArray()).map(({ proposalId }) => proposalId).sort()).toEqual(
      [idOf(451), idOf(452)].sort(),
    );
    expect(await forgetOver(db, Date.parse(at) + 1000)).toBe(2);
  });

  test('the export has it all, but nothing that could act as the person', async () => {
    gate.upsert(itemOf(1));
    await pairUp();
    await ask('refresh', {});
    const token = (await getMeta(db, 'pairing'))?.accessToken ?? '';
    const text = JSON.stringify(await everythingKept(db));
    expect(text).toContain(idOf(1));
    expect(token.length).toBeGreaterThan(0);
    expect(text).not.toContain(token);
    expect(text).not.toMatch(/"jws"|accessToken|"d":/);
  });

  test('diagnostics say nothing that anybody wrote', async () => {
    const secret = 'CANARY';
    const item = itemOf(1);
    gate.upsert({ ...item, workflow: { ...item.workflow, name: secret } });
    await pairUp('https://canary.example');
    await ask('refresh', {});
    await putMeta(db, 'connection', {
      ...{ state: 'offline', problem: secret, failures: 3, notBefore: clock + 60_000 },
    });
    await ask('settings.put', {
      customSites: [{ ...CUSTOM, name: 'canary', label: secret, host: 'crm.canary.example' }],
      keys: { approve: 'y' },
    });
    browser.granted.add('https://crm.canary.example/*');
    await ask('site.on', { name: 'canary' });
    browser.managed = { [secret]: secret };
    await worker.onPolicy();
    const told = await ask('diagnostics', {});
    expect(JSON.stringify(told)).not.toMatch(/canary/i);
    expect(told).toMatchObject({
      spaces: [
        {
          connection: { state: 'offline', gate: 'https' },
          queue: { items: 1, waiting: 1 },
        },
      ],
      settings: { ownKeys: 1, faults: 1 },
      sites: { on: [], custom: 1, scripts: 1 },
      storage: 4096,
    });
  });
});

describe('a notification', () => {
  const arrives = async (n: number, tier: 'high' | 'low') => {
    gate.upsert({ ...itemOf(n), tier });
    await ask('refresh', {});
  };
  const said = async (count: number) => {
    await vi.waitFor(() => expect(browser.announced).toHaveLength(count));
    return browser.announced.at(-1);
  };

  test('says how many wait, once for each that comes, and goes when nothing does', async () => {
    await pairUp();
    await ask('settings.put', { notify: 'all' });
    await arrives(1, 'low');
    expect(await said(1)).toEqual({ waiting: 1, high: 0 });
    clock += GAP_MS;
    await arrives(2, 'high');
    expect(await said(2)).toEqual({ waiting: 2, high: 1 });
    worker = start();
    await ask('refresh', {});
    gate.feed.push({ op: 'remove', proposalId: idOf(1) }, { op: 'remove', proposalId: idOf(2) });
    await ask('refresh', {});
    expect(await said(3)).toBeNull();
  });

  test('of high risk alone, where that was chosen; and none where it is off or not allowed', async () => {
    await pairUp();
    await arrives(1, 'low');
    await ask('settings.put', { notify: 'high' });
    await arrives(2, 'low');
    await arrives(3, 'high');
    expect(await said(1)).toEqual({ waiting: 3, high: 1 });
    browser.mayNotify = false;
    await arrives(4, 'high');
    await ask('settings.put', { notify: 'off' });
    expect(await said(2)).toBeNull();
  });
});
