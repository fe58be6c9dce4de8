import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Attention } from '../../../src/core/schema/decision.ts';
import { tellAntiPatterns } from '../../../src/gate/dispatch/antipatterns.ts';
import type { AntiPatternsAnswer } from '../../../src/protocol/antipatterns.ts';
import { type Device, type TestGate, testGate } from '../http/harness.ts';
import { AUTONOMY, decideOn, propose, type Stage, stage } from '../lanes/stage.ts';

let gate: TestGate;
let at: Stage;
beforeAll(async () => {
  gate = await testGate();
});
beforeEach(async () => {
  at = await stage(gate, {}, { policy: { fatigue: { batchSize: 20 } } });
});
afterAll(async () => {
  expect(gate.logged).toEqual([]);
  await gate.close();
});

const UNREAD: Attention = { activeMs: 900, unseenWords: 200, flagsSeen: true, evidenceOpened: 0 };
const READ: Attention = { ...UNREAD, activeMs: 60_000 };

const approveMany = async (count: number, attention: Attention, by: Device = at.rep) => {
  for (let index = 0; index < count; index += 1) {
    const answer = await decideOn(at, by, await propose(at, { confidence: 0.4 }), { attention });
    expect(answer?.status).toBe('accepted');
  }
};
const look = async (device = at.manager): Promise<AntiPatternsAnswer> =>
  (await device.send('GET', '/v1/antipatterns')).json() as Promise<AntiPatternsAnswer>;
const keys = async (): Promise<string[]> => (await look()).findings.map(({ key }) => key);
const fix = (body: unknown, device = at.manager) =>
  device.send('POST', '/v1/antipatterns/fixes', { body });
const policyNow = async () => {
  const ref = { workspaceId: at.team.workspaceId, id: at.workflowId };
  return (await gate.store.workflows.getWorkflow(ref))?.policy;
};
const REASON = 'We read too fast on Fridays.';

describe('rubber-stamping', () => {
  it('is found, mended by one click as a new version, and counted anew from then on', async () => {
    await approveMany(20, UNREAD);
    const [found] = (await look()).findings;
    expect(found).toMatchObject({ pattern: 'A1', cost: { items: 20 }, workflowId: 'earning' });
    const [batches] = found?.fixes ?? [];
    expect(batches).toMatchObject({ kind: 'smaller-batches', basedOn: 1 });
    const body = { finding: found?.key, fix: batches?.id, basedOn: 1, reason: REASON };
    const answer = await fix(body);
    expect(answer.status).toBe(201);
    expect(await answer.json()).toEqual({ version: 2 });
    expect(await policyNow()).toMatchObject({
      version: 2,
      fatigue: { batchSize: 10, blindShare: 0.2 },
    });
    const after = await look();
    expect(after.findings).toEqual([]);
    expect(after.fixes).toMatchObject([{ finding: found?.key, reason: REASON, version: 2 }]);
    // Mended once: a second press finds nothing, and changes nothing.
    expect((await fix(body)).status).toBe(404);
    await approveMany(20, UNREAD);
    expect(await keys()).toEqual([found?.key]);
  });

  it('is not found where people read', async () => {
    await approveMany(20, READ);
    expect(await keys()).toEqual([]);
  });

  it('takes back what was approved unread and has not left', async () => {
    await approveMany(20, UNREAD);
    const [found] = (await look()).findings;
    const recall = found?.fixes.find(({ kind }) => kind === 'recall-unread');
    const answer = await fix({ finding: found?.key, fix: recall?.id, reason: REASON });
    expect(await answer.json()).toEqual({ recalled: 20, gone: 0 });
  });

  it('a policy that is another by now is a conflict, and stays as it is', async () => {
    await approveMany(20, UNREAD);
    const [found] = (await look()).findings;
    const id = found?.fixes[0]?.id;
    for (const basedOn of [undefined, 7]) {
      const answer = await fix({ finding: found?.key, fix: id, reason: REASON, basedOn });
      expect(answer.status).toBe(409);
    }
    expect(await policyNow()).toMatchObject({ version: 1 });
    expect((await look()).fixes).toEqual([]);
  });
});

describe('who may', () => {
  it('a rep neither sees nor mends; a reason is asked for', async () => {
    expect((await at.rep.send('GET', '/v1/antipatterns')).status).toBe(403);
    const body = { finding: 'x', fix: 'y', reason: REASON };
    expect((await fix(body, at.rep)).status).toBe(403);
    expect((await fix({ ...body, reason: '' })).status).toBe(422);
    expect((await fix(body)).status).toBe(404);
  });

  it('what is kept is fenced, never changed, and on record without the reason', async () => {
    await approveMany(20, UNREAD);
    const [found] = (await look()).findings;
    const id = found?.fixes[0]?.id;
    await fix({ finding: found?.key, fix: id, basedOn: 1, reason: REASON });
    const client = new pg.Client({ connectionString: gate.databaseUrl });
    await client.connect();
    try {
      expect((await client.query('select from antipattern_fixes')).rowCount).toBe(0);
      await client.query(`select set_config('gate.workspace', $1, false)`, [at.team.workspaceId]);
      await expect(client.query('delete from antipattern_fixes')).rejects.toThrow(
        /permission denied|never changed/,
      );
      const { rows } = await client.query<{ data: object }>(
        `select data from audit_log where subject = 'antipattern'`,
      );
      expect(rows).toHaveLength(1);
      expect(rows[0]?.data).toMatchObject({ fix: 'smaller-batches', version: 2 });
      expect(JSON.stringify(rows)).not.toContain(REASON);
    } finally {
      await client.end();
    }
  });
});

describe('alerts', () => {
  const alerts = async (state?: 'open' | 'closed') => {
    const { workspaceId } = at.team;
    const all = await gate.store.alerts.list({ workspaceId, limit: 20, ...(state && { state }) });
    return all.filter(({ kind }) => kind === 'anti-pattern');
  };
  const tell = () => tellAntiPatterns({ store: gate.store, now: () => Date.now() });

  it('tells the owner once, without a name, and closes as worth it when it is mended', async () => {
    await approveMany(20, UNREAD);
    await Promise.all([tell(), tell()]);
    await tell();
    const [one, ...others] = await alerts();
    expect(others).toEqual([]);
    expect(one).toMatchObject({ times: 1, owner: 'boss@acme.example', detail: { pattern: 'A1' } });
    expect(JSON.stringify(one)).not.toContain('rep@');
    const [found] = (await look()).findings;
    const id = found?.fixes[0]?.id;
    await fix({ finding: found?.key, fix: id, basedOn: 1, reason: REASON });
    expect(await alerts('closed')).toMatchObject([{ verdict: 'actionable', note: REASON }]);
    await tell();
    expect(await alerts('open')).toEqual([]);
  });

  it('what a person closed is not said again at once', async () => {
    await approveMany(20, UNREAD);
    await tell();
    const [one] = await alerts();
    const { workspaceId } = at.team;
    const by = at.rep.deviceId;
    await gate.store.alerts.close({ workspaceId, id: one?.id ?? '', by, verdict: 'noise' });
    await tell();
    expect(await alerts('open')).toEqual([]);
  });

  it('ends by itself when its cause is gone, and then counts neither way', async () => {
    await approveMany(20, UNREAD);
    await tell();
    await approveMany(60, READ);
    await tell();
    expect(await alerts('open')).toEqual([]);
    const [one] = await alerts('closed');
    expect(one?.verdict).toBeUndefined();
    expect(await gate.store.alerts.verdicts(at.team.workspaceId)).toEqual({
      ...{ actionable: 0, noise: 0 },
    });
  });
});

describe('exceptions without detection', () => {
  it('everything scores 0.92: found, and audits are forced', async () => {
    at = await stage(gate, { ...AUTONOMY, audit: [{ from: 0, known: 0.01, novel: 0.02 }] });
    for (let index = 0; index < 110; index += 1) await propose(at, { confidence: 0.92 });
    const found = (await look()).findings.find(({ pattern }) => pattern === 'A4');
    expect(found?.sentence).toMatch(/^Everything scores 0\.92/);
    const forced = found?.fixes.find(({ kind }) => kind === 'force-audits');
    const body = { finding: found?.key, fix: forced?.id, basedOn: 1, reason: REASON };
    expect((await fix(body)).status).toBe(201);
    expect((await policyNow())?.autonomy?.audit).toEqual([{ from: 0, known: 0.25, novel: 0.25 }]);
    expect(await keys()).toEqual([]);
  });
});

describe('approval cascades', () => {
  it('work that is handed on each time is found; one approver ends it', async () => {
    for (let index = 0; index < 20; index += 1) {
      const made = await propose(at, { confidence: 0.4 });
      await decideOn(at, at.rep, made, { action: 'escalate', attention: READ });
      const answer = await decideOn(at, at.manager, made, { attention: READ });
      expect(answer?.status).toBe('accepted');
    }
    const found = (await look()).findings.find(({ pattern }) => pattern === 'A5');
    expect(found).toMatchObject({ key: 'A5:hands:earning', cost: { items: 20 } });
    expect(found?.cost.hours).toBeGreaterThan(0);
    const [one] = found?.fixes ?? [];
    await fix({ finding: found?.key, fix: one?.id, basedOn: 1, reason: REASON });
    expect((await policyNow())?.ownership).toMatchObject({
      ...{ low: { approver: one?.person }, high: { approver: one?.person } },
    });
    expect(await keys()).toEqual([]);
  });
});
