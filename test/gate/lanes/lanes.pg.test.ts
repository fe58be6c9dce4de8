import { describe, expect, it } from 'vitest';
import { withClient } from '../../support/pg-as.ts';
import { email, proposal } from '../http/harness.ts';
import { current, gate, lanes, only, opened } from './lanes-stage.ts';
import { decideMany, decideOn, execute, feedOf, nextDay, propose, stage } from './stage.ts';

describe('a lane', () => {
  it('sends whatever a buyer sees to a person until its bound holds, and says how far it is', async () => {
    const at = await stage(gate);
    const first = await propose(at, { confidence: 1 });
    expect(first).toMatchObject({ lane: 'human', trigger: { code: 'lane-closed' } });
    await decideMany(at, 12);
    await decideOn(at, at.rep, first);
    await nextDay(at);
    expect(await only(at)).toMatchObject({
      open: false,
      verdict: { reason: 'too_few_labels', labels: 13, wait: 7 },
    });
    expect((await propose(at, { confidence: 1 })).lane).toBe('human');
  });

  it('opens on its bound, and what it lets through is drawn for audits before it is cleared', async () => {
    const at = await opened();
    const lane = await only(at);
    expect(lane).toMatchObject({ open: true, threshold: 0, verdict: { reason: 'bound_holds' } });
    expect(lane.bound).toBeLessThanOrEqual(0.2);
    const made = await propose(at);
    expect(made).toMatchObject({ lane: 'auto', state: 'approved', trigger: { code: 'open-lane' } });
    const { rows } = await withClient({ url: gate.databaseUrl, ...at.team }, (sql) =>
      sql.query('select inclusion, drawn, stratum, tier from lane_passes where proposal_id = $1', [
        made.id,
      ]),
    );
    expect(rows).toEqual([{ inclusion: 1, drawn: true, stratum: '0 novel', tier: 'auto' }]);
  });

  it('stays closed where too many of what people saw were defective', async () => {
    const at = await stage(gate);
    await decideMany(at, 25, 6);
    await nextDay(at);
    expect(await only(at)).toMatchObject({ open: false, threshold: null });
  });

  it('knows nothing of another model version, prompt version or model', async () => {
    const at = await opened();
    for (const agent of [
      { model: 'writer', modelVersion: '2' },
      { model: 'other', modelVersion: '1' },
      { model: 'writer', modelVersion: '1', promptVersion: 'b' },
    ])
      expect(await propose(at, { agent, confidence: 1 })).toMatchObject({
        lane: 'human',
        trigger: { code: 'lane-closed' },
      });
    expect((await propose(at)).lane).toBe('auto');
  });

  it('gives way where the buyer is in another’s territory, or may be, and the card says whose it is', async () => {
    const mara = { name: 'DACH', owner: 'Mara Vogt', countries: ['DE', 'AT', 'CH'] };
    const at = await stage(gate, { exceptions: [{ rule: 'territory', territories: [mara] }] });
    const buyer = (country?: string) => ({
      context: { company: 'Halden GmbH', ...(country === undefined ? {} : { buyer: { country } }) },
    });
    for (let n = 0; n < 25; n += 1) await decideOn(at, at.rep, await propose(at, buyer('France')));
    await nextDay(at);
    const inside = await propose(at, buyer('Germany'));
    const message = expect.stringMatching(
      /^Halden GmbH is in the territory DACH of Mara Vogt; .* would act\.$/,
    );
    expect(inside).toMatchObject({ lane: 'human', trigger: { code: 'exception', message } });
    const { items } = await feedOf(at.rep);
    expect(items.get(inside.id)).toMatchObject({
      trigger: { message },
      context: { buyer: { country: 'Germany' } },
    });
    expect(await propose(at, buyer())).toMatchObject({
      trigger: { message: expect.stringMatching(/nobody says its country/) },
    });
    expect((await propose(at, buyer('France'))).lane).toBe('auto');
  });

  it('never lets a price, a flagged one, or an agent’s second try through', async () => {
    const at = await opened();
    const flags = [
      { code: 'agent.unsure', origin: 'agent' as const, severity: 'high' as const, message: 'Hm.' },
    ];
    expect((await propose(at, { flags })).lane).toBe('human');
    const price = await propose(at, {
      content: {
        ...{ kind: 'price.quote', deal: { system: 'HubSpot', object: 'deal', id: '1' } },
        lines: [
          { item: 'Seat', quantity: 1, unitPrice: { minor: 100, currency: 'EUR' }, discount: 0 },
        ],
        ...{ total: { minor: 100, currency: 'EUR' }, validUntil: '2027-01-01T00:00:00Z' },
      },
    });
    expect(price).toMatchObject({ lane: 'human', trigger: { code: 'kind-needs-person' } });
    const first = await propose(at, { flags });
    const second = await gate.app.request(`/v1/proposals/${first.id}`, {
      method: 'PUT',
      headers: {
        authorization: `Bearer ${at.team.key}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(proposal({ workflowId: at.workflowId, confidence: 1 })),
    });
    expect(await second.json()).toMatchObject({ lane: 'human', trigger: { code: 'exception' } });
  });

  it('is closed at once by a manager: what it had cleared and nobody took goes to people', async () => {
    const at = await opened();
    const waiting = await propose(at);
    const gone = await propose(at);
    await execute(at, gone.id);
    const refused = await at.rep.send('POST', `/v1/workflows/${at.workflowId}/lanes/close`, {
      body: { reason: 'A customer called.' },
    });
    expect(refused.status).toBe(403);
    const answer = await at.manager.send('POST', `/v1/workflows/${at.workflowId}/lanes/close`, {
      body: { reason: 'A customer called.' },
    });
    expect(await answer.json()).toEqual({ closed: 1, recalled: 1 });
    expect(await current(at, waiting.id)).toMatchObject({ state: 'pending', lane: 'human' });
    expect(await current(at, gone.id)).toMatchObject({ state: 'executed' });
    const { items } = await feedOf(at.rep);
    expect(items.get(waiting.id)?.trigger.code).toBe('lane-closed');
    expect((await propose(at)).lane).toBe('human');
    await nextDay(at, 2);
    expect(await only(at)).toMatchObject({
      open: false,
      round: 2,
      breach: { by: 'person', why: 'A customer called.' },
      verdict: { reason: 'breach', labels: 0 },
    });
  });

  it('closes by another rule in the policy until a bound holds under that rule', async () => {
    const at = await opened();
    const workspaceId = at.team.workspaceId;
    const workflow = await gate.store.workflows.getWorkflow({ workspaceId, id: at.workflowId });
    if (!workflow?.policy.autonomy) throw new Error('no autonomy');
    const { state: _state, ...input } = workflow;
    const [rule] = workflow.policy.autonomy.lanes;
    if (!rule) throw new Error('no rule');
    const autonomy = { ...workflow.policy.autonomy, lanes: [{ ...rule, delta: 0.3 }] };
    await gate.store.workflows.putWorkflow({
      workspaceId,
      workflow: { ...input, policy: { ...input.policy, version: 2, autonomy } },
    });
    expect((await propose(at)).lane).toBe('human');
    await nextDay(at, 2);
    expect(await only(at)).toMatchObject({ open: false, round: 3 });
  });

  it('counts a proposal once, by its first version, whatever revisions follow', async () => {
    const at = await stage(gate);
    const made = await propose(at);
    await decideOn(at, at.rep, made, { action: 'reject', reason: { code: 'tone' } });
    for (const subject of ['Second', 'Third']) {
      const again = await gate.app.request(`/v1/proposals/${made.id}`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${at.team.key}`, 'content-type': 'application/json' },
        body: JSON.stringify(
          proposal({
            workflowId: at.workflowId,
            content: {
              ...{ kind: 'email.draft', delivery: 'gate', from: { email: 'rep@acme.example' } },
              ...{ to: [{ email: 'ana@once.example' }], cc: [], bcc: [], attachments: [] },
              ...{ subject, body: '<p>Hello.</p>' },
            },
          }),
        ),
      });
      const revised = (await again.json()) as typeof made;
      await decideOn(at, at.rep, revised);
    }
    await nextDay(at);
    await nextDay(at, 2);
    const { rows } = await withClient({ url: gate.databaseUrl, ...at.team }, (sql) =>
      sql.query('select outcome, source from labels'),
    );
    expect(rows).toEqual([{ outcome: 'defect', source: 'decision' }]);
  });

  it('waits for a day’s last decision, and counts what is overdue as a defect', async () => {
    const at = await stage(gate);
    await decideMany(at, 5);
    await propose(at);
    expect(await nextDay(at)).toMatchObject({ settled: 0 });
    expect((await lanes(at)).lanes).toEqual([]);
    await nextDay(at, 5);
    const { rows } = await withClient({ url: gate.databaseUrl, ...at.team }, (sql) =>
      sql.query('select outcome, source, count(*)::int as n from labels group by 1, 2 order by n'),
    );
    expect(rows).toEqual([
      { outcome: 'defect', source: 'overdue', n: 1 },
      { outcome: 'right', source: 'decision', n: 5 },
    ]);
  });
});

describe('a constrained lane', () => {
  it('runs inside its own cap, which is counted by the database, and its segments', async () => {
    const at = await opened({
      lanes: [
        {
          ...{ tier: 'constrained', alpha: 0.2, delta: 0.2, grid: [0.9, 0.5, 0] },
          ...{ firstLabels: 10, chooseAt: 20, noticedOnly: true },
          limits: { dailyCap: 2, segments: ['smb'] },
        },
      ],
      segments: { smb: ['intro'] },
    });
    expect((await propose(at)).lane).toBe('human');
    expect((await propose(at, { template: 'other' })).lane).toBe('human');
    const made = await Promise.all([1, 2, 3, 4].map(() => propose(at, { template: 'intro' })));
    expect(made.map(({ lane }) => lane).sort()).toEqual([
      ...['constrained', 'constrained', 'human', 'human'],
    ]);
    const last = await propose(at, { template: 'intro' });
    expect(last.trigger).toMatchObject({ code: 'lane-closed' });
    const { rows } = await withClient({ url: gate.databaseUrl, ...at.team }, (sql) =>
      sql.query('select used from lanes'),
    );
    expect(rows).toEqual([{ used: 2 }]);
  });
});

it('says what a confidence has been worth by the labels: an edit of taste was right', async () => {
  const at = await stage(gate);
  const content = email({ to: [{ email: 'taste@buyer.example', name: 'Ana' }] });
  const made = await propose(at, { content });
  await decideOn(at, at.rep, made, {
    ...{ action: 'approve_edited', reason: { code: 'tone' } },
    content: { ...content, subject: 'Another subject' },
  });
  await decideMany(at, 3, 1);
  const before = await propose(at);
  const worthOf = async () => (await feedOf(at.rep)).items.get(before.id)?.trackRecord;
  expect(await worthOf()).toEqual({ n: 4, right: 2 });
  expect(await decideOn(at, at.rep, before)).toMatchObject({ status: 'accepted' });
  await nextDay(at);
  expect(await worthOf()).toEqual({ n: 5, right: 4 });
});
