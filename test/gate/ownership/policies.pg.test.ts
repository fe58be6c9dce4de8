import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WorkflowInput } from '../../../src/core/schema/workflow.ts';
import { call, Device, type Team, type TestGate, team, testGate } from '../http/harness.ts';
import { FIN, owned, price, prices, quote } from './scene.ts';

let gate: TestGate;
let acme: Team;
let rep: Device;
let boss: Device;
let sql: pg.Client;
beforeAll(async () => {
  gate = await testGate();
  acme = await team(gate.store);
  rep = await Device.paired(gate, acme.workspaceId);
  boss = await Device.paired(gate, acme.workspaceId, { role: 'manager' });
  sql = new pg.Client({ connectionString: gate.databaseUrl });
  await sql.connect();
  await sql.query("select set_config('gate.workspace', $1, false)", [acme.workspaceId]);
});
afterAll(async () => {
  await sql.end();
  await gate.close();
});

const put = (body: unknown, id = 'prices', device = boss) =>
  device.send('PUT', `/v1/workflows/${id}`, { body });
const faults = async (answer: Response) =>
  ((await answer.json()) as { errors?: { path: string; message: string }[] }).errors ?? [];

describe('PUT /v1/workflows/{id}', () => {
  it('is not for reps, agents or another workspace', async () => {
    expect((await put(prices(), 'prices', rep)).status).toBe(403);
    const { key } = acme;
    expect((await call(gate, 'PUT', '/v1/workflows/prices', { key, body: prices() })).status).toBe(
      403,
    );
    const other = await team(gate.store, 'Other');
    const stranger = await Device.paired(gate, other.workspaceId, { role: 'admin' });
    expect((await put(prices({}, 1), 'prices', stranger)).status).toBe(200);
    expect((await boss.send('GET', '/v1/workflows/prices/versions')).status).toBe(404);
  });

  it.each([
    ['a path of another workflow', { ...prices(), id: 'other' }, '/id', 'prices'],
    ['no pattern', { ...prices(), pattern: undefined }, '/pattern', 'Invalid'],
    [
      'a chain of signatures',
      prices({ ownership: { high: { approver: FIN, signOff: ['ceo@acme.example'] } } }),
      '/policy/ownership/high/signOff',
      'one accountable person',
    ],
    ['prices on their own', prices({ alwaysPerson: [] }), '/policy/alwaysPerson', 'binds'],
    [
      'parallel review for comfort',
      prices({ parallelReview: { count: 2, legalReason: 'we like it' } }),
      '/policy/parallelReview/legalReason',
      'legal duty',
    ],
  ] as [string, WorkflowInput, string, string][])(
    'refuses %s, with path and reason',
    async (...row) => {
      const [, body, path, words] = row;
      const answer = await put(body);
      expect(answer.status).toBe(422);
      const found = (await faults(answer)).find((fault) => fault.path === path);
      expect(found?.message).toContain(words);
    },
  );

  it('keeps every version, counts by one, takes the same again, and is audited', async () => {
    expect((await put(prices())).status).toBe(200);
    expect((await put(prices())).status).toBe(200);
    const skipped = await put(prices({ dueHours: 2 }, 3));
    expect(skipped.status).toBe(409);
    expect(await skipped.json()).toMatchObject({
      type: expect.stringContaining('version-conflict'),
      detail: expect.stringContaining('version 2'),
    });
    expect((await put(prices({ dueHours: 2 }))).status).toBe(409);
    expect((await put(prices({ dueHours: 2 }, 2))).status).toBe(200);
    const answer = await rep.send('GET', '/v1/workflows/prices/versions');
    const { versions } = (await answer.json()) as {
      versions: { version: number; by: string; workflow: WorkflowInput }[];
    };
    expect(versions.map(({ version }) => version)).toEqual([2, 1]);
    expect(versions[0]?.by).toMatch(/^reviewer:/);
    expect(versions.map(({ workflow }) => workflow.policy.dueHours)).toEqual([2, 8]);
    const { rows } = await sql.query(
      `select count(*)::int as n from audit_log where workspace_id = $1 and subject = 'workflow'
         and subject_id = 'prices' and became = 'changed'`,
      [acme.workspaceId],
    );
    expect(rows[0].n).toBe(1);
  });

  it('holds for two managers at once: one wins', async () => {
    const other = await Device.paired(gate, acme.workspaceId, { role: 'admin' });
    const [a, b] = await Promise.all([
      put(prices({ dueHours: 3 }, 3)),
      put(prices({ dueHours: 4 }, 3), 'prices', other),
    ]);
    expect([a.status, b.status].sort()).toEqual([200, 409]);
  });
});

describe('whoever writes SQL', () => {
  const refused = (text: string, values: unknown[] = []) =>
    expect(sql.query(text, values)).rejects.toMatchObject({
      code: expect.stringMatching(/^(CS001|CS008|23514|42501)$/),
    });

  it('cannot change a policy without a version, nor an old version', async () => {
    const where = `where workspace_id = '${acme.workspaceId}'`;
    await refused(
      `update workflows set policy = jsonb_set(policy, '{confidenceLine}', '0') ${where}`,
    );
    await refused(`update workflow_versions set version = 99 ${where}`);
    await refused(`delete from workflow_versions ${where}`);
  });

  it('cannot make a price autonomous', async () => {
    await put(prices(owned(), 4));
    const made = await quote(gate, acme);
    expect(made.lane).toBe('human');
    const { workspaceId } = acme;
    await refused(`update proposals set lane = 'auto' where workspace_id = $1 and id = $2`, [
      workspaceId,
      made.id,
    ]);
    const columns = `content, content_digest, submission_digest, tier, trigger, flags, model,
      model_version, confidence, review, due_at`;
    await refused(
      `insert into revisions (workspace_id, proposal_id, revision, lane, ${columns})
       select workspace_id, proposal_id, revision + 1, 'auto', ${columns} from revisions
       where workspace_id = $1 and proposal_id = $2`,
      [workspaceId, made.id],
    );
    await refused(
      `insert into clearances (workspace_id, id, proposal_id, revision, workflow_id, executor,
         content_digest, policy_version, jws, state, expires_at)
       select workspace_id, $3, proposal_id, revision, 'prices', 'gate:webhook', content_digest, 4,
         'x', 'open', now() + interval '1 day' from revisions
       where workspace_id = $1 and proposal_id = $2`,
      [workspaceId, made.id, randomUUID()],
    );
    expect(price().kind).toBe('price.quote');
  });
});
