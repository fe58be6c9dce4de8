import { expect, test } from 'vitest';
import { idOf, itemOf } from '../store/item.ts';
import { clearanceOf, DEVICE, dispatchOf } from './gate-double.ts';
import { GMAIL, PAGE } from './worker-ports.ts';
import {
  clock,
  content,
  db,
  decideOn,
  gate,
  goOffline,
  kill,
  later,
  memory,
  page,
  ready,
  redeem,
  settle,
  worker,
} from './worker-stage.ts';

const redemptions = () => gate.asked.filter((one) => one.endsWith('/redeem')).length;

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
  goOffline();
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
  later(1000);
  await worker.rise();
  await page(PAGE, 'refresh', {});
  expect(gate.bodies.at(-1)).not.toMatchObject({ body: { outcome: 'unknown' } });
  await kill();
  memory.clear();
  await worker.rise();
  await page(PAGE, 'refresh', {});
  expect(gate.bodies.at(-1)).toMatchObject({ body: { outcome: 'unknown' } });
});
