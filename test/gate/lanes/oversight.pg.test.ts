import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Health, WorkflowHealth } from '../../../src/core/schema/health.ts';
import { withClient } from '../../support/pg-as.ts';
import { type Device, type TestGate, testGate } from '../http/harness.ts';
import { decideOn, execute, feedOf, propose, type Stage, stage } from './stage.ts';

let gate: TestGate;
let at: Stage;
beforeAll(async () => {
  gate = await testGate();
});
afterAll(() => gate.close());
beforeEach(async () => {
  at = await stage(gate);
});

async function healthOf(device: Device): Promise<WorkflowHealth> {
  const health = (await (await device.send('GET', '/v1/oversight')).json()) as Health;
  const found = health.workflows.find(({ id }) => id === at.workflowId);
  if (!found) throw new Error('the workflow is not in it');
  return found;
}
const attention = (activeMs: number) => ({
  attention: { activeMs, unseenWords: 10, flagsSeen: true, evidenceOpened: 0 },
});

it('knows nothing of a workflow where nothing has happened, and says so', async () => {
  expect(await healthOf(at.manager)).toMatchObject({
    ...{ state: 'running', lanes: { human: 0, constrained: 0, auto: 0 } },
    ...{ waiting: { items: 0, hours: null }, reading: { judged: 0, low: 0, high: 1 } },
    ...{ afterwards: { looked: 0, wrong: 0, reported: 0 } },
  });
});

it('counts what waits, at the pace of who decides, and what was read', async () => {
  const first = await propose(at);
  await propose(at);
  await decideOn(at, at.rep, await propose(at), attention(60_000));
  await decideOn(at, at.rep, await propose(at), attention(120_000));
  const { waiting, lanes, reading } = await healthOf(at.manager);
  expect(lanes).toEqual({ human: 4, constrained: 0, auto: 0 });
  // Two wait, at a minute and a half each.
  expect(waiting).toMatchObject({ items: 2, hours: (2 * 1.5) / 60 });
  const oldest = await feedOf(at.manager);
  expect(waiting.oldestAt).toBe(oldest.items.get(first.id)?.createdAt);
  expect(reading).toMatchObject({ judged: 2, deliberate: 2 });
});

it('says what was wrong afterwards, once, by whom it was found', async () => {
  const ids: string[] = [];
  for (let n = 0; n < 3; n += 1) {
    const made = await propose(at);
    await decideOn(at, at.rep, made);
    await execute(at, made.id);
    ids.push(made.id);
  }
  await at.rep.send('POST', `/v1/proposals/${ids[0]}/defects`, { body: { foundBy: 'prospect' } });
  const body = { n: 3, from: new Date(Date.now() - 86_400_000).toISOString() };
  const drawn = (await (await at.manager.send('POST', '/v1/spot-checks', { body })).json()) as {
    items: { lookId: string }[];
  };
  const feed = await feedOf(at.manager);
  for (const [index, { lookId }] of drawn.items.entries()) {
    const item = feed.items.get(lookId);
    if (!item) throw new Error('the look is not in the feed');
    const { revision, contentDigest } = item;
    const change = index === 0 ? ({ action: 'reject', reason: { code: 'tone' } } as const) : {};
    await decideOn(at, at.manager, { id: lookId, revision, contentDigest }, change);
  }
  expect((await healthOf(at.manager)).afterwards).toEqual({ looked: 3, wrong: 1, reported: 1 });
});

it('shows the brake that is nearest to its line, and one that has tripped', async () => {
  const made = await propose(at);
  await decideOn(at, at.rep, made);
  await execute(at, made.id);
  await gate.store.brakes.tend();
  const before = await healthOf(at.manager);
  expect(before.brakes.watching).toBeGreaterThan(0);
  expect(before.brakes).toMatchObject({ tripped: 0, nearest: { tripped: false } });
  expect(before.brakes.nearest?.sentence).not.toMatch(/over its|under its/);
  const trip = JSON.stringify({ trip: { at: Date.now(), level: 999, send: 1 } });
  await withClient({ url: gate.databaseUrl, ...at.team }, (sql) =>
    sql.query(
      `update brakes set state = state || $1 where id = (select b.id from brakes b
         join brake_scopes s on s.id = b.scope_id where s.name = $2 limit 1)`,
      [trip, at.workflowId],
    ),
  );
  expect((await healthOf(at.manager)).brakes).toMatchObject({
    ...{ tripped: 1, nearest: { tripped: true, near: 1 } },
  });
});

it('is a manager’s', async () => {
  expect((await at.rep.send('GET', '/v1/oversight')).status).toBe(403);
});
