import { describe, expect, test } from 'vitest';
import { Store } from '../../src/store/db.ts';
import { deviceKey } from '../../src/store/keys.ts';
import { getMeta, putMeta } from '../../src/store/meta.ts';
import { spaceIds } from '../../src/store/spaces.ts';
import { idOf, itemOf, WORKSPACE } from '../store/item.ts';
import { DEVICE, GateDouble } from './gate-double.ts';
import {
  both,
  browser,
  cleared,
  databases,
  db,
  decided,
  decideOn,
  FIRST,
  gates,
  kill,
  later,
  OTHER,
  page,
  pairUp,
  panel,
  refresh,
  SECOND,
  status,
  worker,
} from './spaces-stage.ts';
import { PAGE, QUEUE } from './worker-ports.ts';

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
  later(11_000);
  await refresh();
  expect(decided(gates.first)).toEqual([idOf(0xd01)]);
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
    later(11_000);
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
    later(11_000);
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
