import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../../src/gate/http/app.ts';
import {
  call,
  Device,
  decision,
  email,
  enrich,
  proposal,
  signed,
  submit,
  type Team,
  type TestGate,
  team,
  testGate,
} from './harness.ts';

let gate: TestGate;
let ours: Team;
let rep: Device;
let boss: Device;
let stranger: Device;
beforeAll(async () => {
  const plain = await testGate();
  // Connected to HubSpot, and not allowed to call this machine.
  const app = createApp({
    ...plain.deps,
    systems: new Set(['gate:hubspot']),
    loopbackWebhooks: false,
  });
  gate = { ...plain, app };
  ours = await team(gate.store);
  const person = { mailboxes: ['rep@acme.example'] };
  rep = await Device.paired(gate, ours.workspaceId, person);
  boss = await Device.paired(gate, ours.workspaceId, { ...person, role: 'manager' });
  const theirs = await team(gate.store);
  stranger = await Device.paired(gate, theirs.workspaceId, { role: 'manager' });
});
afterAll(() => gate.close());

/** Approves it; the dispatch that it made. */
async function dispatched(input = proposal()) {
  const submitted = await submit(gate, ours, input);
  const [answer] = await boss.decide([await signed(boss, await decision(ours, submitted))]);
  expect(answer).toMatchObject({ status: 'accepted' });
  const { workspaceId } = ours;
  const [dispatch] = await gate.store.dispatches.list({
    workspaceId,
    proposalId: submitted.id,
    limit: 1,
  });
  if (!dispatch) throw new Error('no dispatch');
  return { ...dispatch, contentDigest: submitted.contentDigest };
}

/** As a process leaves it that ended while it handed over. */
async function unknown(input = proposal()) {
  const dispatch = await dispatched(input);
  const ref = { workspaceId: ours.workspaceId, dispatchId: dispatch.id };
  const claimedBy = randomUUID();
  await gate.store.clearances.redeem({
    workspaceId: ours.workspaceId,
    clearanceId: dispatch.clearanceId,
    executor: dispatch.executor,
    contentDigest: dispatch.contentDigest,
    claimedBy,
  });
  await gate.store.dispatches.handingOver({ ...ref, claimedBy });
  await gate.store.dispatches.finish({ ...ref, result: { outcome: 'unknown', detail: 'cut' } });
  return dispatch;
}

describe('an unknown outcome', () => {
  const word = { outcome: 'executed', reason: 'it stands in the Sent folder' };

  it('is settled by managers only, of its workspace, with a reason', async () => {
    const { id } = await unknown();
    const path = `/v1/dispatches/${id}/resolve`;
    expect((await rep.send('POST', path, { body: word })).status).toBe(403);
    expect((await stranger.send('POST', path, { body: word })).status).toBe(404);
    for (const body of [
      { outcome: 'executed' },
      { ...word, outcome: 'unknown' },
      { ...word, x: 1 },
    ])
      expect((await boss.send('POST', path, { body })).status).toBe(422);
    for (let time = 0; time < 2; time += 1) {
      const answer = await boss.send('POST', path, { body: word });
      expect(answer.status).toBe(200);
      expect(await answer.json()).toMatchObject({ dispatch: { id, state: 'executed' } });
    }
    const other = await boss.send('POST', path, { body: { ...word, outcome: 'failed' } });
    expect(other.status).toBe(409);
    expect(await other.json()).toMatchObject({ type: expect.stringContaining('outcome-known') });
  });

  it('is asked about where the executor can tell, and said so where it cannot', async () => {
    const sent = await unknown();
    const no = await boss.send('POST', `/v1/dispatches/${sent.id}/ask`, { body: {} });
    expect(no.status).toBe(409);
    expect(await no.json()).toMatchObject({ type: expect.stringContaining('cannot-ask') });
    const content = enrich();
    const inHubSpot = await unknown(proposal({ workflowId: 'enrich', content, confidence: 0.5 }));
    expect(inHubSpot.executor).toBe('gate:hubspot');
    const path = `/v1/dispatches/${inHubSpot.id}/ask`;
    expect((await rep.send('POST', path, { body: {} })).status).toBe(403);
    expect((await stranger.send('POST', path, { body: {} })).status).toBe(404);
    expect((await boss.send('POST', path, { body: {} })).status).toBe(200);
  });

  it('shows its attempts to reviewers of its workspace', async () => {
    const { id } = await unknown();
    const path = `/v1/dispatches/${id}/attempts`;
    expect((await stranger.send('GET', path)).status).toBe(404);
    expect((await call(gate, 'GET', path, { key: ours.key })).status).toBe(403);
    expect(await (await rep.send('GET', path)).json()).toMatchObject({
      attempts: [{ what: 'execute', attempt: 1, outcome: 'unknown', detail: 'cut' }],
    });
  });
});

describe('deliveries', () => {
  it('are shown by origin only, to their workspace', async () => {
    const { id: proposalId } = await submit(gate, ours);
    const job = {
      workspaceId: ours.workspaceId,
      id: randomUUID(),
      url: 'https://agent.example/hook/secret-path?key=secret-key',
      type: 'proposal.decided',
      data: { proposalId },
    };
    const startedAt = new Date();
    const nextTryAt = new Date(Date.now() + 5000);
    const { record } = gate.store.deliveries;
    const failed = { status: 500, error: 'HTTP 500', nextTryAt, delivered: false };
    await record({ job, attempt: 1, startedAt, ...failed });
    // Two processes had the job: one row.
    await record({ job, attempt: 1, startedAt, ...failed });
    const fine = { status: 200, error: null, nextTryAt: null, delivered: true };
    await record({ job, attempt: 2, startedAt, ...fine });
    const path = `/v1/deliveries?proposalId=${proposalId}`;
    const text = await (await rep.send('GET', path)).text();
    expect(text).not.toContain('secret');
    expect(JSON.parse(text)).toMatchObject({
      deliveries: [
        { attempt: 2, status: 200, delivered: true, origin: 'https://agent.example' },
        { attempt: 1, status: 500, delivered: false, nextTryAt: nextTryAt.toISOString() },
      ],
    });
    expect(await (await stranger.send('GET', path)).json()).toEqual({ deliveries: [] });
    expect((await rep.send('GET', '/v1/deliveries?proposalId=x')).status).toBe(422);
  });
});

describe('an address that would never be called', () => {
  it.each([
    'http://agent.example/hook',
    'http://10.0.0.7/hook',
    'http://127.0.0.1:9/hook',
    'https://localhost/hook',
    'https://[::1]/hook',
    'https://user:password@agent.example/hook',
  ])('is refused when it is given: %s', async (callbackUrl) => {
    const answer = await call(gate, 'POST', '/v1/proposals', {
      key: ours.key,
      body: proposal({ callbackUrl }),
    });
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({ errors: [{ path: '/callbackUrl' }] });
  });

  it('is taken where the settings allow this machine', async () => {
    const app = createApp({ ...gate.deps, loopbackWebhooks: true });
    const input = proposal({ callbackUrl: 'http://127.0.0.1:9/hook' });
    const answer = await call({ app }, 'POST', '/v1/proposals', { key: ours.key, body: input });
    expect(answer.status).toBe(201);
  });
});

describe('work goes', () => {
  it('to its record’s system where that is connected, else to the webhook; mail to neither', async () => {
    const sure = { workflowId: 'enrich', confidence: 0.5 };
    const hub = await dispatched(proposal({ ...sure, content: enrich() }));
    expect(hub.executor).toBe('gate:hubspot');
    const elsewhere = { system: 'salesforce', object: 'contact', id: SALESFORCE };
    const other = { ...enrich(), contact: elsewhere } as ReturnType<typeof enrich>;
    const sf = await dispatched(proposal({ ...sure, content: other }));
    expect(sf.executor).toBe('gate:webhook');
    const mailed = await dispatched(proposal({ content: email() }));
    expect(mailed.executor).toBe('gate:smtp');
  });
});
const SALESFORCE = '003J900000G00dSIAR';

it('shows no other workspace’s attempts, also in SQL without a condition', async () => {
  await unknown();
  const client = new pg.Client({ connectionString: gate.databaseUrl });
  await client.connect();
  try {
    await client.query(`select set_config('gate.workspace', $1, false)`, [randomUUID()]);
    for (const table of ['dispatch_attempts', 'webhook_deliveries'])
      expect((await client.query(`select 1 from ${table}`)).rowCount).toBe(0);
  } finally {
    await client.end();
  }
});
