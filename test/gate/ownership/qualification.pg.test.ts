import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CalibrationItem, CalibrationTask } from '../../../src/protocol/ownership.ts';
import { call, Device, type Team, type TestGate, team, testGate } from '../http/harness.ts';
import { feedOf, price, prices, quote, say } from './scene.ts';

let gate: TestGate;
let acme: Team;
let rep: Device;
let boss: Device;
beforeAll(async () => {
  gate = await testGate();
  acme = await team(gate.store);
  rep = await Device.paired(gate, acme.workspaceId);
  boss = await Device.paired(gate, acme.workspaceId, { role: 'manager' });
  const body = prices({ requireQualification: ['high'] });
  await boss.send('PUT', '/v1/workflows/prices', { body });
});
afterAll(() => gate.close());

const SET = '/v1/workflows/prices/calibration';
const item = (index: number): CalibrationItem => ({
  ...{ id: `i${index}`, content: price(index + 1), claims: [], flags: [] },
  answer: index % 2 === 0 ? { action: 'approve' } : { action: 'reject', reason: 'offer' },
});
const items = Array.from({ length: 10 }, (_, index) => item(index));
const put = (list: unknown[], device = boss) =>
  device.send('PUT', SET, { body: { tier: 'high', items: list } });
const next = async (device: Device) => {
  const answer = await device.send('GET', `${SET}/next?tier=high`);
  return { status: answer.status, task: (await answer.json()) as CalibrationTask };
};
const answer = async (device: Device, answers: object[], version = 1) => {
  const body = { tier: 'high', version, answers };
  const got = await device.send('POST', `${SET}/answers`, { body });
  return { status: got.status, body: (await got.json()) as Record<string, unknown> };
};
const right = (id: string) => ({ itemId: id, ...items.find((each) => each.id === id)?.answer });

/** Takes the whole set one item at a time, as a person does; `wrong` of them wrongly. */
async function take(device: Device, wrong = 0) {
  for (let done = 0; ; done += 1) {
    const { task } = await next(device);
    if (!task.item) throw new Error('nothing left');
    const given = right(task.item.id);
    const flipped = {
      itemId: task.item.id,
      action: given.action === 'approve' ? 'reject' : 'approve',
    };
    const { body } = await answer(device, [done < wrong ? flipped : given], task.version);
    if (body.result) return body.result as { passed: boolean; right: number; againAt?: string };
  }
}

describe('a tier that asks for a qualification', () => {
  it('shows and takes nothing from anyone who is not qualified', async () => {
    const made = await quote(gate, acme);
    for (const device of [rep, boss]) {
      expect((await feedOf(device)).of(made.id)).toBeUndefined();
      expect(await say(device, acme, made)).toMatchObject({
        conflict: 'not_yours',
        detail: expect.stringContaining('qualified'),
      });
    }
  });

  it('refuses sets that nobody could pass, or anybody', async () => {
    expect((await next(rep)).status).toBe(404);
    expect((await put(items, rep)).status).toBe(403);
    const { key } = acme;
    expect((await call(gate, 'GET', `${SET}/next?tier=high`, { key })).status).toBe(403);
    for (const bad of [
      items.slice(0, 8),
      items.map((each) => ({ ...each, answer: { action: 'approve' } })),
      items.map((each) => ({ ...each, id: 'same' })),
      items.map((each) => ({ ...each, content: { ...each.content, kind: 'lead.score' } })),
    ]) {
      expect((await put(bad)).status).toBe(422);
    }
    const good = await put(items);
    expect(await good.json()).toEqual({ tier: 'high', version: 1, items: 10, needed: 10 });
  });

  it('never shows an answer, and counts the first of each item', async () => {
    const { task } = await next(rep);
    expect(task).toMatchObject({ answered: 0, of: 10, version: 1 });
    expect(JSON.stringify(task)).not.toContain('answer":');
    expect((await answer(rep, [{ itemId: 'i99', action: 'approve' }])).status).toBe(422);
    expect((await answer(rep, [right('i0')], 2)).status).toBe(409);
    expect((await answer(rep, [right('i0')])).body).toEqual({ answered: 1, of: 10 });
    expect((await answer(rep, [{ itemId: 'i0', action: 'reject' }])).body).toEqual({
      answered: 1,
      of: 10,
    });
  });

  it('qualifies who passes: feed, decision and the list; a new version does not move the run', async () => {
    const made = await quote(gate, acme);
    const place = (await feedOf(rep)).cursor;
    expect((await put([...items].reverse())).status).toBe(200);
    const result = await take(rep);
    expect(result).toMatchObject({ passed: true, right: 10 });
    const feed = await feedOf(rep, place);
    expect(feed.resynced).toBe(true);
    expect(feed.of(made.id)?.ownership).toMatchObject({ mine: true });
    expect((await say(rep, acme, made)).status).toBe('accepted');
    const list = await rep.send('GET', '/v1/qualifications');
    expect(await list.json()).toMatchObject({
      qualifications: [
        {
          workflowId: 'prices',
          tier: 'high',
          basis: { by: 'calibration', version: 1, right: 10, n: 10 },
        },
      ],
    });
  });

  it('has who fails wait before the next time', async () => {
    const result = await take(boss, 2);
    expect(result).toMatchObject({ passed: false, right: 8, againAt: expect.any(String) });
    expect((await next(boss)).status).toBe(409);
    expect((await answer(boss, [right('i1')], 2)).status).toBe(409);
    const made = await quote(gate, acme);
    expect((await say(boss, acme, made)).conflict).toBe('not_yours');
  });

  it('is renewed or ended by the measured catch rate', async () => {
    const { workspaceId } = acme;
    const me = (await (await rep.send('GET', '/v1/me')).json()) as { reviewer: { id: string } };
    const renew = (caught: number, planted: number) =>
      gate.store.ownership.renewQualification({
        ...{ workspaceId, reviewerId: me.reviewer.id, workflowId: 'prices', tier: 'high' as const },
        ...{ caught, planted, id: gate.deps.newId(), by: 'gate:measure' },
      });
    expect(await renew(2, 3)).toMatchObject({ outcome: 'unchanged' });
    expect(await renew(30, 30)).toMatchObject({ outcome: 'renewed' });
    const list = await rep.send('GET', '/v1/qualifications');
    expect(await list.json()).toMatchObject({
      qualifications: [{ basis: { by: 'catch-rate', caught: 30, planted: 30 } }],
    });
    expect(await renew(3, 30)).toMatchObject({ outcome: 'revoked' });
    expect(await renew(30, 30)).toBeNull();
    const made = await quote(gate, acme);
    expect((await say(rep, acme, made)).conflict).toBe('not_yours');
  });
});
