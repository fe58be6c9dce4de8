import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LaneReport } from '../../../src/protocol/lanes.ts';
import { LaneReport as Schema } from '../../../src/protocol/lanes.ts';
import { type TestGate, testGate } from '../http/harness.ts';
import { decideMany, nextDay, propose, type Stage, stage } from './stage.ts';

let gate: TestGate;
beforeAll(async () => {
  gate = await testGate();
});
afterAll(() => gate.close());

async function reportOf({ manager, workflowId }: Stage): Promise<LaneReport> {
  const answer = await manager.send('GET', `/v1/workflows/${workflowId}/lanes`);
  expect(answer.status).toBe(200);
  return Schema.parse(await answer.json());
}

it('says what is asked of a workflow’s lanes before anything was proposed', async () => {
  const at = await stage(gate, { exceptions: [{ rule: 'price' }] });
  const report = await reportOf(at);
  expect(report).toMatchObject({
    workflow: { id: 'earning', name: 'Earning', state: 'running' },
    rules: {
      lanes: [{ tier: 'auto', alpha: 0.2, delta: 0.2, firstLabels: 10, chooseAt: 20 }],
      ...{ audit: [{ from: 0, known: 1, novel: 1 }], secondLooks: 0, exceptions: 1 },
    },
    ...{ share: null, lanes: [], calibrations: [], changes: [] },
  });
});

it('has no rules where the policy has no lanes, and is nothing where there is no workflow', async () => {
  const at = await stage(gate);
  const { workspaceId } = at.team;
  const workflow = await gate.store.workflows.getWorkflow({ workspaceId, id: at.workflowId });
  if (!workflow) throw new Error('no workflow');
  const { state: _, policy, ...input } = workflow;
  const { autonomy: __, ...bare } = policy;
  await gate.store.workflows.putWorkflow({
    ...{ workspaceId, workflow: { ...input, policy: { ...bare, version: 2 } } },
  });
  expect((await reportOf(at)).rules).toBeNull();
  expect((await at.manager.send('GET', '/v1/workflows/nothing/lanes')).status).toBe(404);
});

it('is a manager’s, and of its own workspace', async () => {
  const [at, other] = [await stage(gate), await stage(gate)];
  await decideMany(other, 3);
  expect((await at.rep.send('GET', '/v1/workflows/earning/lanes')).status).toBe(403);
  expect((await reportOf(at)).share).toBeNull();
});

it('follows a lane from its wait to its bound and to its closing, newest first', async () => {
  const at = await stage(gate);
  await decideMany(at, 12);
  await nextDay(at);
  const waiting = await reportOf(at);
  expect(waiting.lanes).toMatchObject([
    { open: false, verdict: { reason: 'too_few_labels', labels: 12, wait: 8 } },
  ]);
  expect(waiting.share).toMatchObject({ proposals: 12, toPeople: 12, share: 1, against: 'above' });
  expect(waiting.changes).toMatchObject([{ open: false, reason: 'too_few_labels', labels: 12 }]);

  // The same verdict again is no change.
  await decideMany(at, 4);
  await nextDay(at, 2);
  expect((await reportOf(at)).changes).toHaveLength(1);
  await decideMany(at, 9, 1);
  await nextDay(at, 3);
  expect((await propose(at)).lane).toBe('auto');
  const open = await reportOf(at);
  expect(open.lanes).toMatchObject([{ open: true, threshold: 0, used: 0 }]);
  expect(open.changes).toMatchObject([
    { open: true, reason: 'bound_holds', threshold: 0 },
    { open: false, reason: 'too_few_labels' },
  ]);
  // One defect among 25 of one confidence: it says nothing about which.
  expect(open.calibrations).toMatchObject([{ modelVersion: '1', informative: false }]);
  const [step] = open.calibrations[0]?.steps ?? [];
  expect(step).toMatchObject({ n: 25, right: 24 / 25 });
  expect(step?.low).toBeLessThan(24 / 25);

  await at.manager.send('POST', '/v1/workflows/earning/lanes/close', {
    body: { reason: 'A new market.' },
  });
  const closed = await reportOf(at);
  expect(closed.lanes).toMatchObject([
    { open: false, decidedAt: null, breach: { by: 'person', why: 'A new market.' } },
  ]);
});
