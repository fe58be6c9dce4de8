import { afterAll, beforeAll, expect, it } from 'vitest';
import { MetricsAnswer } from '../../../src/protocol/metrics.ts';
import { withClient } from '../../support/pg-as.ts';
import { type Device, type TestGate, testGate } from '../http/harness.ts';
import { decideMany, decideOn, execute, propose, type Stage, stage } from '../lanes/stage.ts';

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

it('has in M1 and M3 what was said to be wrong after it left, by who said so first', async () => {
  const before = await metrics();
  const sent: string[] = [];
  for (let n = 0; n < 4; n += 1) {
    const made = await propose(at);
    await decideOn(at, at.rep, made);
    await execute(at, made.id);
    sent.push(made.id);
  }
  const [mine, theirs, looked] = sent;
  const wrong = (device: Device, id: string | undefined, body = {}) =>
    device.send('POST', `/v1/proposals/${id}/defects`, { body });
  expect((await wrong(at.rep, mine)).status).toBe(200);
  // Who says it second has not found it, and who says it twice has said it once.
  expect((await wrong(at.manager, mine)).status).toBe(200);
  expect((await wrong(at.rep, mine)).status).toBe(200);
  await wrong(at.manager, theirs, { foundBy: 'prospect' });
  await wrong(at.manager, looked);
  const answer = await metrics();
  expect(answer.found.by).toEqual([
    { who: 'auditor', n: 1 },
    { who: 'prospect', n: 1 },
    { who: 'rep', n: 1 },
  ]);
  expect(answer.found.outside).toBe(before.found.outside + 3);
  const first = (answers: MetricsAnswer) => total(answers, 'found-first')?.n ?? 0;
  expect(first(answer)).toBe(first(before) + 3);
  // One workflow, model version and template: one cause, found with the first report.
  expect(answer.detection).toMatchObject({ n: 1 });
  const rows = await withClient({ url: gate.databaseUrl, ...at.team }, async (sql) => {
    const { rows: found } = await sql.query<{ who: string; hours: number }>(
      `select facts ->> 'foundBy' as who, extract(epoch from received_at - (select min(finished_at)
         from dispatches where state = 'executed')) / 3600 as hours
       from signals where type = 'defect_reported' order by received_at`,
    );
    return found;
  });
  expect(rows.map(({ who }) => who)).toEqual(['rep', 'auditor', 'prospect', 'auditor']);
  expect(answer.detection.value).toBeCloseTo(Number(rows[0]?.hours), 6);
});

it('is a manager’s, and refuses what is no period', async () => {
  expect((await at.rep.send('GET', '/v1/metrics')).status).toBe(403);
  for (const query of ['?weeks=0', '?weeks=105', '?weeks=x', '?by=person'])
    expect((await at.manager.send('GET', `/v1/metrics${query}`)).status).toBe(422);
  expect((await metrics('?weeks=104')).weeks).toHaveLength(104);
});
