import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Content } from '../../../src/core/schema/content.ts';
import { KINDS } from '../../../src/core/schema/kind.ts';
import type { Standing } from '../../../src/core/schema/standing.ts';
import { DEFAULT_POLICY } from '../../../src/core/schema/workflow.ts';
import { hubSpotExecutor } from '../../../src/gate/connectors/hubspot/index.ts';
import { SAMPLES } from '../../core/review/samples.ts';
import { hubSpotDouble } from '../connectors/systems/hubspot.ts';
import { Device, proposal, submit, type Team, type TestGate, team, testGate } from './harness.ts';

/*
 * What a reviewer is told of the record as it is now: read by the gate's own connector, so that a
 * value before which no longer holds is a conflict on screen, not a failure after the approval.
 */
let gate: TestGate;
let acme: Team;
let rep: Device;
let hub: Awaited<ReturnType<typeof hubSpotDouble>>;
const TOKEN = 'token-hub-1234';
const RECORD = { system: 'HubSpot', object: 'deal', id: '42' };
const update: Content = {
  kind: 'record.update',
  record: RECORD,
  changes: [
    { field: 'amount', before: 31_200, after: 28_000 },
    { field: 'dealstage', before: 'Evaluation', after: 'Negotiation' },
    { field: 'country', before: null, after: 'Spain' },
  ],
};

beforeAll(async () => {
  hub = await hubSpotDouble({ token: TOKEN });
  gate = await testGate();
  gate.deps.systems = new Set(['gate:hubspot']);
  gate.deps.executors = [hubSpotExecutor({ baseUrl: hub.url, token: TOKEN })];
  acme = await team(gate.store);
  const { workspaceId } = acme;
  await gate.store.workflows.putWorkflow({
    workspaceId,
    workflow: {
      ...{ id: 'work', name: 'Work', pattern: 'pre-approval', owner: 'o@acme.example' },
      ...{ kinds: [...KINDS], policy: DEFAULT_POLICY },
    },
  });
  rep = await Device.paired(gate, workspaceId);
});
afterAll(async () => {
  await gate.close();
  await hub.stop();
});
beforeEach(() => hub.records.clear());

async function standingOf(content: Content, device = rep): Promise<Standing> {
  const { id } = await submit(gate, acme, proposal({ workflowId: 'work', content }));
  const answer = await device.send('GET', `/v1/proposals/${id}/standing`);
  expect(answer.status).toBe(200);
  return (await answer.json()) as Standing;
}
/** Another digest, so that nobody's reading of before is shown again. */
let count = 0;
const fresh = (): Content => {
  count += 1;
  return { ...update, record: { ...RECORD, label: `Deal ${count}` } } as Content;
};

describe('a record', () => {
  it('that nobody can read is said to be that, with the reason and without the token', async () => {
    const { fields, unread } = await standingOf(fresh());
    expect(fields).toEqual([]);
    expect(unread).toMatch(/^HubSpot: .*not found/i);
    expect(unread).not.toContain(TOKEN);
  });

  it('that was changed meanwhile says which field, and what it holds', async () => {
    hub.records.set('deals/42', { amount: '30000', dealstage: 'Evaluation', country: 'Spain' });
    const before = hub.effects();
    const { fields, unread } = await standingOf(fresh());
    expect(unread).toBeUndefined();
    expect(fields).toEqual([
      { field: 'amount', state: 'changed', current: '30000' },
      { field: 'dealstage', state: 'as-before', current: 'Evaluation' },
      { field: 'country', state: 'done', current: 'Spain' },
    ]);
    expect(hub.effects()).toBe(before);
  });

  it('is read once for all who look at the same moment', async () => {
    hub.records.set('deals/42', { amount: '31200', dealstage: 'Evaluation', country: null });
    const { id } = await submit(gate, acme, proposal({ workflowId: 'work', content: fresh() }));
    const look = () => rep.send('GET', `/v1/proposals/${id}/standing`);
    expect((await look()).status).toBe(200);
    hub.records.clear();
    expect(((await (await look()).json()) as Standing).fields).toHaveLength(3);
  });

  it('of a system that is not connected is not spoken of', async () => {
    expect(await standingOf(SAMPLES['price.quote'])).toMatchObject({ fields: [], suppressed: [] });
  });

  it('is nobody’s business who may not review it', async () => {
    const content = { ...SAMPLES['meeting.schedule'], calendar: 'somebody@acme.example' };
    const { id } = await submit(gate, acme, proposal({ workflowId: 'work', content }));
    expect((await rep.send('GET', `/v1/proposals/${id}/standing`)).status).toBe(404);
  });
});

it('people on the suppression list are named, where an entry lets this kind pass', async () => {
  const { workspaceId } = acme;
  await gate.store.conduct.suppress({
    ...{ workspaceId, by: 'test' },
    entries: [
      {
        ...{ id: gate.deps.newId(), scope: 'account', value: 'hubspot:contact:7004' },
        ...{ reason: 'bounce', source: 'test' },
      },
    ],
  });
  expect((await standingOf(SAMPLES['call.task'])).suppressed).toEqual([
    { scope: 'account', value: 'hubspot:contact:7004', reason: 'bounce' },
  ]);
  expect((await standingOf(SAMPLES['message.social'])).suppressed).toEqual([]);
});
