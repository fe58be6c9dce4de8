import { afterAll, beforeAll, expect, it } from 'vitest';
import { MetricsAnswer } from '../../../src/protocol/metrics.ts';
import { type TestGate, testGate } from '../http/harness.ts';
import { decideMany, propose, type Stage, stage } from '../lanes/stage.ts';

let gate: TestGate;
let at: Stage;
beforeAll(async () => {
  gate = await testGate();
  at = await stage(gate);
}, 60_000);
afterAll(() => gate.close());

const metrics = async (query = ''): Promise<MetricsAnswer> => {
  const response = await at.manager.send('GET', `/v1/metrics${query}`);
  expect(response.status).toBe(200);
  return MetricsAnswer.parse(await response.json());
};
const total = (answer: MetricsAnswer, measure: string) =>
  answer.series.find((one) => one.measure === measure)?.total;

it('says that nothing is known yet, of a workspace without a past', async () => {
  const answer = await metrics();
  expect(answer.weeks).toHaveLength(13);
  expect(answer.groups).toEqual([{ id: '', name: '' }]);
  expect(total(answer, 'read')).toEqual({ n: 0, value: null, low: null, high: null });
  expect(answer.agreement.alpha).toBeNull();
  expect(answer.outcomes).toEqual([]);
  expect(await metrics('?by=template')).toMatchObject({ groups: [], series: [] });
});

it('has a decision in its figures at once', async () => {
  await decideMany(at, 3, 1);
  await propose(at);
  const answer = await metrics('?by=workflow');
  expect(answer.groups).toEqual([
    { id: at.workflowId, name: 'Earning', workflowId: at.workflowId },
  ]);
  expect(total(answer, 'override-human')).toMatchObject({ n: 3, value: 1 / 3 });
  expect(total(answer, 'override')).toMatchObject({ n: 3, value: 1 / 3 });
  expect(total(answer, 'reached')).toMatchObject({ n: 4, value: 1 });
  expect(answer.backlog[0]).toMatchObject({ workflowId: at.workflowId, items: 1 });
  expect(answer.backlog.slice(1).every(({ items }) => items === 0)).toBe(true);
  expect(answer.reasons).toEqual([{ code: 'wrong_fact', n: 1 }]);
  await decideMany(at, 1);
  expect(total(await metrics(), 'override-human')).toMatchObject({ n: 4, value: 1 / 4 });
});

it('is a manager’s, and refuses what is no period', async () => {
  expect((await at.rep.send('GET', '/v1/metrics')).status).toBe(403);
  for (const query of ['?weeks=0', '?weeks=105', '?weeks=x', '?by=person'])
    expect((await at.manager.send('GET', `/v1/metrics${query}`)).status).toBe(422);
  expect((await metrics('?weeks=104')).weeks).toHaveLength(104);
});
