import { expect, test } from 'vitest';
import { idOf } from '../store/item.ts';
import { PAGE } from './worker-ports.ts';
import { clock, db, gate, kill, later, page, ready } from './worker-stage.ts';

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
  later(5999);
  await page(PAGE, 'refresh', {});
  expect(closings()).toBe(0);
  later(1);
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
  later(6000);
  await page(PAGE, 'refresh', {});
  expect(gate.closed.get(idOf(9))).toBe('actionable');
});

test('a verdict that can still be taken back leaves before a sign-out does', async () => {
  await ready();
  await closeAs('noise');
  await page(PAGE, 'sign-out', {});
  expect(gate.closed.get(idOf(9))).toBe('noise');
});
