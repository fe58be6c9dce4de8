import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { agent, call, Device, type TestGate, testGate } from '../http/harness.ts';
import { scene } from '../store/scene.ts';
import { send } from './brake-scene.ts';

let gate: TestGate;
beforeAll(async () => {
  gate = await testGate();
});
afterAll(() => gate.close());

/** A scene's workspace, with a manager's device and an agent's key. */
async function stage() {
  const at = await scene(gate.store);
  const boss = await Device.paired(gate, at.workspaceId, { role: 'manager' });
  const rep = await Device.paired(gate, at.workspaceId);
  const { key } = await agent(gate.store, at.workspaceId);
  return { at, boss, rep, key };
}
const json = async (answer: Response | Promise<Response>, status = 200) => {
  const got = await answer;
  const body = await got.json();
  expect(got.status, JSON.stringify(body)).toBe(status);
  return body as Record<string, never>;
};
const complaints = (key: string, sent: readonly { proposalId: string }[]) =>
  call(gate, 'POST', '/v1/signals', {
    key,
    body: {
      signals: sent.map(({ proposalId }) => ({
        id: `c:${proposalId}`,
        type: 'complaint',
        proposalId,
        at: new Date().toISOString(),
      })),
    },
  });

describe('brakes over HTTP', () => {
  it('trip by signals, are shown with what is known, and run again by a person’s reason', async () => {
    const { at, boss, rep, key } = await stage();
    const sent = await send(at, 10);
    await json(complaints(key, sent.slice(0, 6)));

    const { workflows } = (await json(boss.send('GET', '/v1/workflows'))) as never as {
      workflows: { id: string; state: string; pauseReason: string }[];
    };
    expect(workflows[0]).toMatchObject({ state: 'paused' });
    expect(workflows[0]?.pauseReason).toMatch(/Complaints of .* over its ceiling/);

    const { brakes } = (await json(boss.send('GET', '/v1/brakes'))) as never as {
      brakes: {
        id: string;
        trip?: object;
        known: object;
        line: { signal: string };
        coverage: string;
      }[];
    };
    const [tripped] = brakes;
    expect(tripped?.trip).toBeDefined();
    const detail = (await json(boss.send('GET', `/v1/brakes/${tripped?.id}`))) as never as {
      sent: { event: boolean }[];
      reach: { mean: number; exposed: number };
      known: { since: { sent: number } };
    };
    expect(detail.sent.filter(({ event }) => event)).toHaveLength(6);
    expect(detail.reach.exposed).toBeGreaterThanOrEqual(detail.reach.mean);
    expect(detail.known.since.sent).toBeGreaterThan(0);

    const told = (await json(boss.send('GET', '/v1/alerts?state=open'))) as never as {
      alerts: { id: string; kind: string }[];
      precision: { precision: null; low: number; high: number };
    };
    expect(told.alerts.map(({ kind }) => kind)).toContain('brake-tripped');
    expect(told.precision).toMatchObject({ precision: null, low: 0, high: 1 });
    const synced = async (device: Device) => {
      let path = '/v1/sync';
      for (;;) {
        const page = (await json(device.send('GET', path))) as never as {
          cursor: string;
          more: boolean;
          alerts?: object[];
        };
        if (!page.more) return page.alerts;
        path = `/v1/sync?cursor=${page.cursor}`;
      }
    };
    expect(await synced(boss)).toHaveLength(told.alerts.length);
    expect(await synced(rep)).toBeUndefined();

    await json(
      boss.send('POST', '/v1/workflows/outbound/resume', { body: { reason: 'List cleaned.' } }),
    );
    const after = (await json(boss.send('GET', '/v1/brakes'))) as never as {
      brakes: { trip?: object; restart?: { reason: string } }[];
    };
    expect(after.brakes.filter(({ trip }) => trip)).toEqual([]);
    expect(after.brakes.find(({ restart }) => restart)?.restart?.reason).toBe('List cleaned.');
  });

  it('close an alert as one or the other, once; the same word again is no other', async () => {
    const { at, boss } = await stage();
    const { id } = await gate.store.alerts.raise({
      workspaceId: at.workspaceId,
      alert: { cause: 'x', kind: 'x', urgency: 'tell', title: 'X.', detail: {} },
      by: 'test',
    });
    await json(boss.send('POST', `/v1/alerts/${id}/seen`));
    const close = (verdict: string) =>
      boss.send('POST', `/v1/alerts/${id}/close`, { body: { verdict } });
    await json(close('noise'));
    await json(close('noise'));
    await json(close('actionable'), 409);
    const { precision } = await json(boss.send('GET', '/v1/alerts'));
    expect(precision).toMatchObject({ precision: 0, acknowledged: 1, fatigue: 'likely' });
  });

  it('are a manager’s: a rep and an agent see none of it', async () => {
    const { rep, key, boss } = await stage();
    for (const path of ['/v1/brakes', '/v1/alerts', '/v1/brake-budget']) {
      expect((await rep.send('GET', path)).status, path).toBe(403);
      expect((await call(gate, 'GET', path, { key })).status, path).toBe(403);
    }
    const body = { every: 5000 };
    expect((await boss.send('PUT', '/v1/brake-budget', { body })).status).toBe(403);
  });

  it('take counts by day beside signals, and nothing that is neither', async () => {
    const { at, key } = await stage();
    await send(at, 1);
    const day = new Date().toISOString().slice(0, 10);
    const count = { signal: 'complaint', day, from: 'seller.example', domain: 'gmail.com' };
    const post = (body: unknown) => call(gate, 'POST', '/v1/signals', { key, body });
    expect(await json(post({ daily: [{ ...count, sends: 10, events: 1 }] }))).toEqual({
      accepted: 1,
      duplicates: 0,
    });
    expect(await json(post({ daily: [{ ...count, sends: 10, events: 1 }] }))).toEqual({
      accepted: 0,
      duplicates: 1,
    });
    expect((await post({})).status).toBe(422);
    expect((await post({ daily: [{ ...count, sends: 1, events: 2 }] })).status).toBe(422);
    expect((await post({ daily: [{ ...count, from: 'a b', sends: 1, events: 0 }] })).status).toBe(
      422,
    );
  });

  it('split the budget anew when an administrator changes it', async () => {
    const { at, key } = await stage();
    const admin = await Device.paired(gate, at.workspaceId, { role: 'admin' });
    const sent = await send(at, 2);
    await complaints(key, sent.slice(0, 1));
    await json(admin.send('PUT', '/v1/brake-budget', { body: { every: 50_000 } }));
    const { brakes } = (await json(admin.send('GET', '/v1/brakes'))) as never as {
      brakes: { grant: { every: number } }[];
    };
    expect(brakes.map(({ grant }) => grant.every)).toEqual(brakes.map(() => 50_000 * 14));
    const rebuilt = await gate.store.brakes.rebuild({ workspaceId: at.workspaceId, write: false });
    expect(rebuilt.every(({ same }) => same)).toBe(true);
  });
});
