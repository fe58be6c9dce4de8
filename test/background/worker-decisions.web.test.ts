import { expect, test } from 'vitest';
import { idOf, itemOf } from '../store/item.ts';
import { PAGE, PANEL } from './worker-ports.ts';
import { decideOn, gate, kill, later, page, panel, ready, settle } from './worker-stage.ts';

test('a decision inside its undo window has left nothing, and undo leaves no trace', async () => {
  await ready(itemOf(1));
  expect(await decideOn(1, { releaseNow: false })).toMatchObject({ saved: true });
  await page(PAGE, 'refresh', {});
  expect(gate.asked).not.toContain('POST /v1/decisions');
  expect(await panel(PANEL, 'undo', { decisionId: idOf(0xd01) })).toEqual({ undone: true });
  later(60_000);
  await page(PAGE, 'refresh', {});
  expect(gate.decisions.size).toBe(0);
});

test('saved, killed, and sent by the next worker; the answer lost, it is the same decision', async () => {
  await ready(itemOf(1));
  await decideOn(1, { releaseNow: false });
  await kill();
  later(11_000);
  gate.dropAnswer.add('/v1/decisions');
  await page(PAGE, 'refresh', {});
  expect(await page(PAGE, 'status', {})).toMatchObject({ outbox: 1, connection: 'offline' });
  gate.dropAnswer.clear();
  await page(PAGE, 'refresh', {});
  expect(gate.decisions.size).toBe(1);
  expect((await settle(1)).view?.local?.state).toBe('accepted');
  expect(await page(PAGE, 'status', {})).toMatchObject({ outbox: 0, connection: 'polling' });
});

test('a decision found more than ten minutes late is asked for again', async () => {
  await ready(itemOf(1));
  await decideOn(1, { releaseNow: false });
  await kill();
  later(11 * 60_000);
  await page(PAGE, 'refresh', {});
  expect(gate.decisions.size).toBe(0);
  const { view } = await panel(PANEL, 'item.get', { proposalId: idOf(1) });
  expect(view?.local?.state).toBe('needs-confirming');
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
