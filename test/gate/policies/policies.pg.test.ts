import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PolicySimulation } from '../../../src/core/policies/effect.ts';
import {
  DEFAULT_POLICY,
  type Policy,
  type WorkflowInput,
} from '../../../src/core/schema/workflow.ts';
import { type Device, type TestGate, testGate } from '../http/harness.ts';
import { AUTONOMY, decideMany, decideOn, nextDay, propose, stage } from '../lanes/stage.ts';

let gate: TestGate;
let at: Awaited<ReturnType<typeof stage>>;
let sql: pg.Client;
beforeAll(async () => {
  gate = await testGate();
  at = await stage(gate);
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
const post = (what: string, body: unknown, device: Device = at.manager, id = 'earning') =>
  device.send('POST', `/v1/workflows/${id}/policy/${what}`, { body });
const simulated = async (policy: Partial<Policy>, more: object = {}) => {
  const answer = await post('simulate', { workflow: workflow(policy, 2), ...more });
  expect(answer.status).toBe(200);
  return (await answer.json()) as PolicySimulation;
};
type Faults = { errors?: { path: string; message: string }[] };

describe('simulating a policy', () => {
  it('says what a policy would have done, and changes nothing', async () => {
    await decideMany(at, 30, 1);
    const waiting = await propose(at);
    const now = await simulated({});
    expect(now.was).toEqual({ proposals: 31, toPeople: 31 });
    expect(now.draft).toMatchObject({ proposals: 31, toPeople: 31, withoutPerson: 0 });
    expect(now.draft.causes).toEqual([{ code: 'lane-closed', count: 31 }]);
    expect(now.draft.defects).toBeNull();
    // The evidence for a lane is there; it opens when the day is over, not because somebody asks.
    expect(now.earned).toMatchObject({ toPeople: 0, withoutPerson: 31 });
    expect(now.earned?.defects).toMatchObject({ method: 'lanes', level: 0.8 });
    expect(now.lanes).toEqual([expect.objectContaining({ tier: 'auto', open: true })]);
    const named = {
      ...AUTONOMY,
      exceptions: [{ rule: 'first-touch' as const }],
    };
    const strict = await simulated({ autonomy: named });
    expect(strict.earned).toBeNull();
    expect(strict.draft.causes).toEqual([{ code: 'exception', count: 31 }]);
    const mara = { name: 'Everywhere', owner: 'Mara Vogt', countries: ['DE'] };
    const cut = await simulated({
      autonomy: { ...AUTONOMY, exceptions: [{ rule: 'territory' as const, territories: [mara] }] },
    });
    expect(cut.draft.causes).toEqual([{ code: 'exception', count: 31 }]);
    const still = await propose(at);
    expect(still.lane).toBe('human');
    await decideOn(at, at.rep, still);
    const { rows } = await sql.query(
      `select count(*)::int as n from workflow_versions where workflow_id = 'earning'`,
    );
    expect(rows[0].n).toBe(1);
    await decideOn(at, at.rep, waiting);
  });

  it('routes what a lane that stands let through, with the bound that it holds', async () => {
    await nextDay(at);
    expect((await propose(at)).lane).toBe('auto');
    const same = await simulated({ dueHours: 4 });
    expect(same.draft.withoutPerson).toBe(same.draft.proposals);
    expect(same.draft.defects).toMatchObject({ method: 'lanes', level: 0.8, found: 1 });
    expect(same.draft.defects?.upper).toBeLessThanOrEqual(0.2);
    expect(same.earned).toBeNull();
    // Another rule begins with nothing known: that is what happens at once.
    const [lane] = AUTONOMY.lanes;
    if (!lane) throw new Error('no lane');
    const other = await simulated({
      autonomy: { ...AUTONOMY, lanes: [{ ...lane, alpha: 0.25 }] },
    });
    expect(other.draft.withoutPerson).toBe(0);
    expect(other.earned?.withoutPerson).toBeGreaterThan(0);
  });

  it('says what it leaves out, and what several tries cost', async () => {
    const { missing } = await simulated({ requireOptOut: true });
    expect(missing.join(' ')).toContain('the opt-out line');
    const line = { autonomy: undefined, alwaysPerson: ['price.quote' as const] };
    const once = await simulated(line);
    expect(once.draft.causes).toEqual([{ code: 'buyer-facing', count: once.draft.proposals }]);
    const often = await simulated({}, { tries: 5 });
    expect(often.draft.next.high).toBeGreaterThanOrEqual(once.current.next.high);
  });

  it.each([
    ['a path of another workflow', { ...workflow({}, 2), id: 'other' }, 422, '/workflow/id'],
    [
      'a territory that names nothing',
      workflow(
        {
          autonomy: {
            ...AUTONOMY,
            exceptions: [{ rule: 'territory', territories: [{ name: 'All', owner: 'Mara' }] }],
          },
        },
        2,
      ),
      422,
      '/workflow/policy/autonomy/exceptions/0/territories/0',
    ],
    ['what no policy may say', workflow({ alwaysPerson: [] }, 2), 422, '/policy/alwaysPerson'],
    [
      'a number out of range',
      workflow({ confidenceLine: 2 }, 2),
      422,
      '/workflow/policy/confidenceLine',
    ],
  ] as [string, WorkflowInput, number, string][])('refuses %s with its path', async (...row) => {
    const [, body, status, path] = row;
    const answer = await post('simulate', { workflow: body });
    expect(answer.status).toBe(status);
    const { errors = [] } = (await answer.json()) as Faults;
    expect(errors.map((fault) => fault.path)).toContain(path);
  });

  it('knows no workflow that isn’t there, and is not for reps', async () => {
    const other = { ...workflow({}, 2), id: 'nothing' };
    expect((await post('simulate', { workflow: other }, at.manager, 'nothing')).status).toBe(404);
    expect((await post('simulate', { workflow: workflow({}, 2) }, at.rep)).status).toBe(403);
  });
});

describe('what the picker is told', () => {
  type Facts = {
    stage: string;
    steps: unknown[];
    earned: boolean;
    measured: Record<string, { value: number; low: number; high: number; n: number }>;
  };
  it('is measured where there is enough, with interval and n, and left out where there isn’t', async () => {
    const answer = await at.manager.send('GET', '/v1/workflows/earning/policy/facts');
    const { stage: now, steps, earned, measured } = (await answer.json()) as Facts;
    expect({ now, steps, earned }).toEqual({ now: 'adopter', steps: [], earned: true });
    // 32 were decided, one of them rejected
    expect(measured.rate).toMatchObject({ n: 32 });
    expect(measured.rate?.low).toBeLessThan(1 / 32);
    expect(measured.rate?.high).toBeGreaterThan(1 / 32);
    expect(measured.volume).toMatchObject({ n: 33, value: 33 / 30 });
    expect(Object.keys(measured)).not.toContain('knowHours');
    expect(Object.keys(measured)).not.toContain('cost');
  });

  it('is a manager’s, of a workflow that is there', async () => {
    expect((await at.rep.send('GET', '/v1/workflows/earning/policy/facts')).status).toBe(403);
    expect((await at.manager.send('GET', '/v1/workflows/nothing/policy/facts')).status).toBe(404);
  });
});

describe('publishing', () => {
  type Versions = {
    versions: { version: number; name?: string; reason?: string; rolledBackTo?: number }[];
  };
  const versions = async () => {
    const answer = await at.rep.send('GET', '/v1/workflows/earning/versions');
    return ((await answer.json()) as Versions).versions;
  };
  const publish = (policy: Partial<Policy>, version: number, reason = 'Too many wait too long.') =>
    post('publish', { workflow: workflow(policy, version), reason });

  it('keeps the reason with the version, and tells who was second', async () => {
    expect((await publish({ dueHours: 2 }, 2)).status).toBe(200);
    const late = await publish({ dueHours: 3 }, 2, 'I did not know of the other.');
    expect(late.status).toBe(409);
    expect((await publish({ dueHours: 3 }, 3, 'no')).status).toBe(422);
    const [newest] = await versions();
    expect(newest).toMatchObject({ version: 2, reason: 'Too many wait too long.' });
    expect(newest?.name).toBeTruthy();
    const { rows } = await sql.query(
      `select l.was, l.became, p.clear from audit_log l left join audit_private p
         on p.workspace_id = l.workspace_id and p.audit_id = l.id
       where l.workspace_id = $1 and l.subject = 'policy' and l.became = '2'`,
      [at.team.workspaceId],
    );
    expect(rows).toEqual([
      { was: '1', became: '2', clear: expect.stringContaining('Too many wait') },
    ]);
  });

  it('rolls back to what an older version said, as a new version, for who saw the newest', async () => {
    const back = { to: 1, from: 2, reason: 'Two hours were too few.' };
    expect((await post('rollback', { ...back, from: 1 })).status).toBe(422);
    expect((await post('rollback', back, at.rep)).status).toBe(403);
    const done = await post('rollback', back);
    expect(done.status).toBe(200);
    const { workflow: put } = (await done.json()) as { workflow: WorkflowInput };
    expect(put.policy).toMatchObject({ version: 3, dueHours: 8 });
    // Sent again it is the same; to somebody who hasn't seen the newest it says so.
    expect((await post('rollback', back)).status).toBe(200);
    expect((await publish({ dueHours: 5 }, 4)).status).toBe(200);
    expect((await post('rollback', { ...back, from: 3 })).status).toBe(409);
    expect((await post('rollback', { ...back, to: 9, from: 10 })).status).toBe(404);
    const [newest, before] = await versions();
    expect(newest?.rolledBackTo).toBeUndefined();
    expect(before).toMatchObject({ version: 3, rolledBackTo: 1, reason: back.reason });
  });

  it('can’t be said to roll back what it doesn’t', async () => {
    await sql.query("begin; select set_config('gate.rolled_back_to', '1', true)");
    await expect(
      sql.query(
        `update workflows set policy = policy || '{"dueHours": 99, "version": 5}' where id = 'earning'`,
      ),
    ).rejects.toMatchObject({ code: 'CS001' });
    await sql.query('rollback');
  });
});
