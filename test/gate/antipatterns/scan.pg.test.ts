import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Signal } from '../../../src/core/schema/signal.ts';
import type { ScanAnswer } from '../../../src/protocol/scan.ts';
import { Device, type TestGate, testGate } from '../http/harness.ts';
import { propose, type Stage, stage } from '../lanes/stage.ts';

let gate: TestGate;
let at: Stage;
beforeAll(async () => {
  gate = await testGate();
});
beforeEach(async () => {
  at = await stage(gate);
});
afterAll(async () => {
  expect(gate.logged).toEqual([]);
  await gate.close();
});

const answerOf = async (answer: Response): Promise<ScanAnswer> => {
  expect(answer.status).toBe(200);
  return (await answer.json()) as ScanAnswer;
};
const scan = async () => answerOf(await at.manager.send('GET', '/v1/structural-scan'));
const upload = (body: unknown, device = at.manager) =>
  device.send('POST', '/v1/structural-scan', { body });
const signals = (...given: Partial<Signal>[]) =>
  gate.store.signals.add({
    ...{ workspaceId: at.team.workspaceId, source: `agent:${at.team.agentId}` },
    signals: given.map((one) => ({
      ...{ id: randomUUID(), type: 'sent', at: new Date().toISOString(), ...one },
    })),
  });

describe('of the gate’s own data', () => {
  it('a workspace in order is silent', async () => {
    await signals({ proposalId: (await propose(at)).id });
    await Device.paired(gate, at.team.workspaceId, { role: 'manager', email: 'boss@acme.example' });
    expect(await scan()).toMatchObject({ risks: [], inventory: null });
  });

  it('an agent that tells of sends which no clearance let out is named', async () => {
    await signals({}, {});
    const { risks } = await scan();
    expect(risks).toMatchObject([
      {
        ...{ code: 'no-approval-path', severity: 'high', subject: 'Writer', source: 'gate' },
        on: [{ kind: 'agent', id: at.team.agentId }],
      },
    ]);
    expect(risks[0]?.evidence[0]).toEqual({ label: 'Sends in 30 days', value: '2' });
  });

  it('one that wrote to somebody who had opted out has a list of its own', async () => {
    const person = 'Bob@Buyer.example';
    await signals({ type: 'unsubscribe', person, at: new Date(Date.now() - 60_000).toISOString() });
    await signals({ person });
    expect((await scan()).risks.map(({ code }) => code)).toEqual([
      ...['no-approval-path', 'own-suppression'],
    ]);
  });

  it('a workflow whose owner nobody is has no review hours', async () => {
    await propose(at);
    expect((await scan()).risks).toMatchObject([
      { code: 'nobody-reviews', subject: 'Earning', severity: 'medium' },
    ]);
  });
});

describe('of an inventory', () => {
  const CSV = 'type,name,approval\nagent,Poster,none\nagent,Writer,countersign\nrobot,X,none\n';

  it('planted risks are found, bad rows told, and nothing is kept', async () => {
    const found = await answerOf(await upload({ csv: CSV }));
    expect(found.risks).toMatchObject([{ code: 'no-approval-path', subject: 'Poster', line: 2 }]);
    expect(found.inventory).toMatchObject({
      ...{ rows: 3, read: 2, faulty: 1, ignored: [] },
      faults: [{ line: 4, column: 'type' }],
    });
    expect((await scan()).risks).toEqual([]);
  });

  it('is the same as a CSV, and as rows', async () => {
    const text = await at.manager.send('POST', '/v1/structural-scan/csv', {
      ...{ raw: CSV, headers: { 'content-type': 'text/csv' } },
    });
    expect((await answerOf(text)).risks).toHaveLength(1);
    const rows = [{ type: 'agent', name: 'Poster', approval: 'none' }];
    expect((await answerOf(await upload({ rows }))).risks).toHaveLength(1);
  });

  it('is a manager’s', async () => {
    expect((await at.rep.send('GET', '/v1/structural-scan')).status).toBe(403);
    expect((await upload({ csv: CSV }, at.rep)).status).toBe(403);
    expect((await upload({ sheet: CSV })).status).toBe(422);
  });
});
