import { expect, test } from 'vitest';
import { getMeta, putMeta } from '../../src/store/meta.ts';
import { idOf, itemOf } from '../store/item.ts';
import { PAGE, PANEL } from './worker-ports.ts';
import { db, decideOn, gate, later, page, pairUp, panel, ready } from './worker-stage.ts';

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

test('a token that ended is renewed; a revoked device stops asking', async () => {
  await ready(itemOf(1));
  later(3_600_000);
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
