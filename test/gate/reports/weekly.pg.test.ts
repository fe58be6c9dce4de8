import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Workflow } from '../../../src/core/schema/workflow.ts';
import type { WeeklyActionAnswer, WeeklyAnswer, WeeklyRow } from '../../../src/protocol/weekly.ts';
import { linesOf, textOf } from '../audit/record.ts';
import {
  call,
  Device,
  decision,
  email,
  proposal,
  signed,
  submit,
  type Team,
  type TestGate,
  team,
  testGate,
} from '../http/harness.ts';
import {
  AUTONOMY,
  decideMany,
  decideOn,
  execute,
  nextDay,
  propose,
  stage,
} from '../lanes/stage.ts';

const DAY = 86_400_000;
const REASON = 'Two customers said that it reads like a machine';

let gate: TestGate;
beforeAll(async () => {
  gate = await testGate();
});
afterAll(() => gate.close());

async function review(manager: Device, until?: number): Promise<WeeklyAnswer> {
  const query = until === undefined ? '' : `?until=${new Date(until).toISOString()}`;
  const answer = await manager.send('GET', `/v1/weekly${query}`);
  expect(answer.status).toBe(200);
  return (await answer.json()) as WeeklyAnswer;
}
const act = (device: Device, body: object) => device.send('POST', '/v1/weekly/actions', { body });
async function done(device: Device, body: object): Promise<WeeklyActionAnswer> {
  const answer = await act(device, body);
  expect(answer.status, await answer.clone().text()).toBe(201);
  return (await answer.json()) as WeeklyActionAnswer;
}
const workflowOf = async ({ workspaceId }: Team, id: string): Promise<Workflow> => {
  const found = await gate.store.workflows.getWorkflow({ workspaceId, id });
  if (!found) throw new Error('no workflow');
  return found;
};
const rowOf = ({ rows }: WeeklyAnswer, by: WeeklyRow['by'], name: string): WeeklyRow => {
  const row = rows.find((each) => each.by === by && each.name === name);
  if (!row) throw new Error(`no row ${by} ${name}`);
  return row;
};

describe('what a week shows', () => {
  it('counts decisions of the last seven days, and mail whose seven days to be answered are over', async () => {
    const at = await stage(gate);
    const sent: string[] = [];
    for (let nth = 0; nth < 4; nth += 1) {
      const made = await propose(at, { template: 'intro-v1' });
      const change =
        nth < 1 ? { action: 'reject' as const, reason: { code: 'tone' as const } } : {};
      expect((await decideOn(at, at.rep, made, change))?.status).toBe('accepted');
      if (nth > 0) {
        await execute(at, made.id);
        sent.push(made.id);
      }
    }
    const signals = sent.slice(0, 2).map((proposalId, nth) => ({
      ...{ id: randomUUID(), proposalId, at: new Date().toISOString() },
      ...(nth === 0 ? { type: 'reply' } : { type: 'reply', replyType: 'out-of-office' }),
    }));
    signals.push({
      ...{ id: randomUUID(), proposalId: sent[2] ?? '', at: new Date().toISOString() },
      type: 'unsubscribe',
    });
    const told = await call(gate, 'POST', '/v1/signals', { key: at.team.key, body: { signals } });
    expect(told.status).toBe(200);

    const now = await review(at.manager);
    const row = rowOf(now, 'template', 'intro-v1');
    expect(row.now.override).toMatchObject({ hits: 1, n: 4, share: 0.25 });
    // Sent just now: nothing is said of answers that had no time to come.
    expect(row.now.reply).toMatchObject({ n: 0, share: null });
    expect(row.changes).toEqual([]);

    const later = await review(at.manager, Date.now() + 8 * DAY);
    const matured = rowOf(later, 'template', 'intro-v1');
    expect(matured.now.reply).toMatchObject({ hits: 1, n: 3 });
    expect(matured.now.optOut).toMatchObject({ hits: 1, n: 3 });
    expect(matured.now.override.n).toBe(0);
    expect(matured.last.override).toMatchObject({ hits: 1, n: 4 });
    expect(rowOf(later, 'model-version', '1').now.reply).toEqual(matured.now.reply);
  });

  it('is empty for a workspace where nothing happened, and for managers only', async () => {
    const quiet = await team(gate.store, 'Quiet');
    const manager = await Device.paired(gate, quiet.workspaceId, { role: 'manager' });
    const rep = await Device.paired(gate, quiet.workspaceId);
    expect(await review(manager)).toMatchObject({ rows: [], notes: [] });
    expect((await rep.send('GET', '/v1/weekly')).status).toBe(403);
  });

  it('shows a segment as its templates together', async () => {
    const at = await stage(gate, { segments: { dach: ['de-v1', 'at-v1'] } });
    for (const template of ['de-v1', 'at-v1', 'us-v1'])
      await decideOn(at, at.rep, await propose(at, { template }));
    const now = await review(at.manager);
    expect(rowOf(now, 'segment', 'dach').now.override.n).toBe(2);
    expect(
      now.rows
        .filter(({ by }) => by === 'template')
        .map(({ name }) => name)
        .sort(),
    ).toEqual([...['at-v1', 'de-v1', 'us-v1']]);
  });
});

describe('a weekly review', () => {
  it('retires a template, tightens a filter, promotes a workflow, and the log says who, what and why', async () => {
    const limits = { dailyCap: 4 };
    const [auto] = AUTONOMY.lanes;
    if (!auto) throw new Error('no lane');
    const at = await stage(gate, {
      lanes: [{ ...auto, tier: 'constrained', limits }],
    });
    const { manager, team: acme, workflowId } = at;
    const every = async () => ({
      ...{ workflowId, reason: REASON },
      policyVersion: (await workflowOf(acme, workflowId)).policy.version,
    });

    // Retire: what waits is withdrawn, and nothing more is taken from it.
    const waits = await propose(at, { template: 'intro-v3' });
    const other = await propose(at, { template: 'intro-v4' });
    const retired = await done(manager, {
      act: 'retire',
      template: 'intro-v3',
      ...(await every()),
    });
    expect(retired).toMatchObject({ stopped: 1, underWay: 0 });
    const state = async (id: string) =>
      (await gate.store.proposals.current({ workspaceId: acme.workspaceId, proposalId: id }))
        ?.state;
    expect([await state(waits.id), await state(other.id)]).toEqual(['withdrawn', 'pending']);
    const again = await call(gate, 'POST', '/v1/proposals', {
      key: acme.key,
      body: proposal({ workflowId, template: 'intro-v3' }),
    });
    expect(again.status).toBe(422);
    expect(await again.json()).toMatchObject({
      errors: [
        {
          path: '/template',
          message: 'intro-v3 was retired by a person: nothing is taken from it any more',
        },
      ],
    });
    // Nor as a revision of something else.
    const revised = await call(gate, 'PUT', `/v1/proposals/${other.id}`, {
      key: acme.key,
      body: proposal({ workflowId, template: 'intro-v3' }),
    });
    expect(revised.status).toBe(422);

    expect((await decideOn(at, at.rep, other))?.status).toBe('accepted');

    // Promote: not before its lane's bound holds, and it says how far that is.
    await decideMany(at, 5);
    await nextDay(at);
    const early = await act(manager, { act: 'promote', ...(await every()) });
    expect(early.status).toBe(422);
    expect(JSON.stringify(await early.json())).toMatch(/of 20 labels that the first look needs/);
    const [waiting] = (await review(manager)).workflows.filter(({ id }) => id === workflowId);
    expect(waiting?.promotion).toMatchObject({ may: false });
    expect(waiting?.promotion.wait).toBeGreaterThan(0);
    await decideMany(at, 25);
    await nextDay(at, 2);
    const promoted = await done(manager, { act: 'promote', ...(await every()) });
    expect(promoted.note.detail).toMatchObject({ from: 4, to: 8 });
    expect((await workflowOf(acme, workflowId)).policy.autonomy?.lanes[0]?.limits?.dailyCap).toBe(
      8,
    );
    // Under another limit the lane is judged anew before anything runs in it.
    expect((await propose(at)).lane).toBe('human');
    await nextDay(at, 2);
    expect((await propose(at)).lane).toBe('constrained');

    // Tighten: the kind goes to a person again, whatever its lane has earned.
    await done(manager, { act: 'tighten', kind: 'email.draft', ...(await every()) });
    expect(await propose(at)).toMatchObject({
      lane: 'human',
      trigger: { code: 'kind-needs-person' },
    });
    await done(manager, { act: 'tighten', confidenceLine: 0.97, ...(await every()) });

    const { notes } = await review(manager);
    expect(notes.map(({ act: what, by, reason }) => [what, by, reason])).toEqual(
      ['tighten', 'tighten', 'promote', 'retire'].map((what) => [what, 'Rae Rep', REASON]),
    );

    // The audit log has the same: who by id, what in plain, why to be opened.
    await manager.send('GET', `/v1/report?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z`);
    const lines = linesOf(await textOf(gate.deps.audit.lines(acme.workspaceId)));
    const logged = lines.flatMap((line) =>
      line.type === 'row' && line.row.subject === 'weekly-review' ? [line] : [],
    );
    const identity = await gate.store.people.deviceById(manager.deviceId);
    expect(logged).toHaveLength(4);
    for (const { row, opening } of logged) {
      expect(row.actor).toBe(`reviewer:${identity?.reviewer.id}`);
      expect(opening?.text).toContain(REASON);
      expect(JSON.stringify(row)).not.toContain(REASON);
    }
    expect(logged[0]?.row.data).toMatchObject({
      ...{ act: 'retire', workflow_id: workflowId },
      detail: { template: 'intro-v3', stopped: 1, policyVersion: 2 },
    });
  });

  it('does nothing where the policy has changed since the person looked', async () => {
    const at = await stage(gate);
    const body = { act: 'retire', template: 'a', workflowId: at.workflowId, reason: REASON };
    await done(at.manager, { ...body, policyVersion: 1 });
    const stale = await act(at.manager, { ...body, template: 'b', policyVersion: 1 });
    expect(stale.status).toBe(409);
    expect((await workflowOf(at.team, at.workflowId)).policy.retiredTemplates).toEqual(['a']);
    expect((await review(at.manager)).notes).toHaveLength(1);
  });

  it('of two at once one wins, and what lost left nothing behind', async () => {
    const at = await stage(gate);
    await propose(at, { template: 'a' });
    await propose(at, { template: 'b' });
    const both = await Promise.all(
      ['a', 'b'].map((template) =>
        act(at.manager, {
          ...{ act: 'retire', template, workflowId: at.workflowId },
          ...{ reason: REASON, policyVersion: 1 },
        }),
      ),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    const { notes } = await review(at.manager);
    expect(notes).toHaveLength(1);
    expect(notes[0]?.detail).toMatchObject({ stopped: 1 });
    expect((await workflowOf(at.team, at.workflowId)).policy.version).toBe(2);
  });

  it('is for managers, of their own workflows, with a reason and one thing at a time', async () => {
    const at = await stage(gate);
    const body = {
      ...{ act: 'tighten', workflowId: at.workflowId },
      ...{ policyVersion: 1, reason: REASON, confidenceLine: 0.99 },
    };
    expect((await act(at.rep, body)).status).toBe(403);
    const other = await team(gate.store, 'Elsewhere');
    const theirs = await Device.paired(gate, other.workspaceId, { role: 'manager' });
    expect((await act(theirs, body)).status).toBe(404);
    for (const wrong of [
      { ...body, reason: '' },
      { ...body, kind: 'email.draft' },
      { ...body, confidenceLine: 0.1 },
      { ...body, act: 'loosen' },
    ])
      expect((await act(at.manager, wrong)).status).toBe(422);
  });

  it('retires a template for an agent that proposes at that moment too', async () => {
    const at = await stage(gate);
    const racing = Array.from({ length: 8 }, () =>
      call(gate, 'POST', '/v1/proposals', {
        key: at.team.key,
        body: proposal({
          ...{ workflowId: at.workflowId, template: 'racing' },
          content: email({ to: [{ email: `${randomUUID()}@buyer.example` }] }),
        }),
      }),
    );
    const body = { workflowId: at.workflowId, template: 'racing', reason: REASON };
    const [, ...answers] = await Promise.all([
      done(at.manager, { act: 'retire', ...body, policyVersion: 1 }),
      ...racing,
    ]);
    // Whatever came in before was withdrawn with it; whatever came after was refused.
    for (const answer of answers) {
      expect([201, 422]).toContain(answer.status);
      if (answer.status !== 201) continue;
      const { id: proposalId } = (await answer.json()) as { id: string };
      const found = await gate.store.proposals.current({
        ...{ workspaceId: at.team.workspaceId, proposalId },
      });
      expect(found?.state).toBe('withdrawn');
    }
    expect(await signed(at.rep, await decision(at.team, await submit(gate, at.team)))).toBeTruthy();
  });
});
