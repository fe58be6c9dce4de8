import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OversightMap } from '../../../src/core/schema/oversight-map.ts';
import {
  DEFAULT_POLICY,
  type Policy,
  type WorkflowInput,
} from '../../../src/core/schema/workflow.ts';
import { enrich, type TestGate, testGate } from '../http/harness.ts';
import { AUTONOMY, decideMany, decideOn, nextDay, propose, stage } from '../lanes/stage.ts';

let gate: TestGate;
let at: Awaited<ReturnType<typeof stage>>;
let sql: pg.Client;
beforeAll(async () => {
  gate = await testGate();
  at = await stage(gate, {}, { policy: { stage: 'observer' } });
  sql = new pg.Client({ connectionString: gate.databaseUrl });
  await sql.connect();
  await sql.query("select set_config('gate.workspace', $1, false)", [at.team.workspaceId]);
});
afterAll(async () => {
  await sql.end();
  await gate.close();
});

const workflow = (policy: Partial<Policy>, version: number): WorkflowInput => ({
  ...{ id: 'earning', name: 'Earning', owner: 'boss@acme.example' },
  ...{ pattern: 'exception-handling', kinds: ['email.draft', 'contact.enrich', 'price.quote'] },
  policy: { ...DEFAULT_POLICY, autonomy: AUTONOMY, ...policy, version },
  executorUrl: 'https://executor.example/hook',
});
const put = async (policy: Partial<Policy>, version: number) => {
  const body = workflow(policy, version);
  const answer = await at.manager.send('PUT', '/v1/workflows/earning', { body });
  const { errors } = (await answer.json()) as { errors?: { path: string; message: string }[] };
  return { status: answer.status, why: errors?.map(({ message }) => message).join(' ') ?? '' };
};
const refused = (text: string) =>
  expect(sql.query(text, [at.team.workspaceId])).rejects.toMatchObject({
    code: expect.stringMatching(/^CS0(01|16)$/),
  });
const lanes = async () => {
  const { rows } = await sql.query(
    'select open, held is not null as held from lanes where workspace_id = $1',
    [at.team.workspaceId],
  );
  return rows;
};

it('an observer runs nothing, whatever its policy would let through', async () => {
  const easy = { autonomy: undefined, confidenceLine: 0 };
  expect((await put({ ...easy, stage: 'observer' }, 2)).status).toBe(200);
  const made = await propose(at, { content: enrich() });
  expect(made).toMatchObject({ lane: 'human', trigger: { code: 'stage' } });
  // whoever writes the clearance
  await refused(
    `insert into clearances (workspace_id, id, proposal_id, revision, workflow_id, executor,
       content_digest, policy_version, jws, state, expires_at)
     select workspace_id, gen_random_uuid(), proposal_id, revision, 'earning', 'gate:webhook',
       content_digest, 2, 'x', 'open', now() + interval '1 day' from revisions
     where workspace_id = $1 and proposal_id = '${made.id}'`,
  );
  await decideOn(at, at.rep, made);
});

it('stands on the oversight map with its stage', async () => {
  const answer = await at.manager.send('GET', '/v1/map');
  const { workflows } = (await answer.json()) as OversightMap;
  expect(workflows.find(({ id }) => id === 'earning')?.stage).toBe('observer');
});

it('goes up on what was measured only, by the gate and by the database', async () => {
  expect((await put({ stage: 'planner' }, 3)).why).toContain('1 of 60 decisions');
  const version = `jsonb_set(policy || '{"version": 3}', '{stage}', '"planner"')`;
  await refused(
    `update workflows set policy = ${version} where workspace_id = $1 and id = 'earning'`,
  );
  await refused(
    `update workflows set policy = policy - 'stage' || '{"version": 3}'
     where workspace_id = $1 and id = 'earning'`,
  );
  expect((await put({ stage: 'observer' }, 3)).status).toBe(200);
  await decideMany(at, 62);
  expect((await put({ stage: 'adopter' }, 4)).why).toContain('no lane’s bound holds');
  expect((await put({ stage: 'planner' }, 4)).status).toBe(200);
});

it('a planner’s lane is found to hold, and opens nothing', async () => {
  await nextDay(at);
  expect(await lanes()).toEqual([{ open: false, held: true }]);
  const made = await propose(at);
  expect(made).toMatchObject({ lane: 'human', trigger: { code: 'lane-closed' } });
  expect(made.trigger).toMatchObject({ message: expect.stringContaining('planner') });
  await decideOn(at, at.rep, made);
  await refused('update lanes set open = true, threshold = 0, bound = 0.1 where workspace_id = $1');
});

it('an adopter’s lane opens by its verdict, not by the promotion; a step down takes back what waits', async () => {
  expect((await put({ stage: 'adopter' }, 5)).status).toBe(200);
  expect(await lanes()).toEqual([{ open: false, held: true }]);
  expect((await propose(at)).lane).toBe('human');
  await nextDay(at);
  expect(await lanes()).toEqual([{ open: true, held: true }]);
  const runs = await propose(at);
  expect(runs).toMatchObject({ lane: 'auto', state: 'approved' });
  expect((await put({ stage: 'planner' }, 6)).status).toBe(200);
  const { workspaceId } = at.team;
  const now = await gate.store.proposals.current({ workspaceId, proposalId: runs.id });
  expect(now).toMatchObject({ state: 'pending' });
  expect((await propose(at)).lane).toBe('human');
  // Back again it has what it had, and waits for the verdict again.
  expect((await put({ stage: 'adopter' }, 7)).status).toBe(200);
  expect((await propose(at)).lane).toBe('human');
});
