import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStore } from '../../../src/gate/store/index.ts';
import type { SweepRequest } from '../../../src/protocol/levers.ts';
import { freshDatabase, type TestDatabase } from '../../support/pg.ts';
import {
  clearanceOf,
  decide,
  decisionOn,
  mail,
  revisionOf,
  type Scene,
  scene,
} from '../store/scene.ts';

let database: TestDatabase;
let at: Scene;
beforeAll(async () => {
  database = await freshDatabase();
  at = await scene(createStore(database.url));
});
afterAll(async () => {
  await at.store.close();
  await database.drop();
});

const REASON = 'The template names the wrong product.';
const sweep = (request: Omit<SweepRequest, 'reason'>, id: string = randomUUID()) =>
  at.store.levers.sweep({
    ...{ workspaceId: at.workspaceId, id, by: 'reviewer:boss' },
    request: { ...request, reason: REASON },
  });
const stateOf = async (proposalId: string) =>
  (await at.store.proposals.current({ workspaceId: at.workspaceId, proposalId }))?.state;

async function pending(of: { template?: string; modelVersion?: string; callbackUrl?: string }) {
  const revision = await revisionOf(at);
  const { modelVersion = '1', ...rest } = of;
  const { proposalId } = await at.store.proposals.submit({
    ...revision,
    input: { ...revision.input, agent: { model: 'm', modelVersion }, ...rest },
  });
  const { externalId } = revision.input;
  return { proposalId, externalId, content: revision.content };
}

async function approvedOf(template: string) {
  const { proposalId, content } = await pending({ template });
  const decision = await decisionOn(at, { proposalId, on: content });
  const clearance = await clearanceOf(at, { proposalId, content, decision: decision.id });
  await decide(at, { decision, clearance });
  return { proposalId, content, clearance, decision };
}
const redeem = ({ clearance }: Pick<Awaited<ReturnType<typeof approvedOf>>, 'clearance'>) =>
  at.store.clearances.redeem({
    ...{ workspaceId: at.workspaceId, clearanceId: clearance.id, executor: 'gate:smtp' },
    ...{ contentDigest: clearance.claims.contentDigest, claimedBy: 'one' },
  });

/** As the gate's role, past the code. */
async function sql<Row extends pg.QueryResultRow>(text: string, values: unknown[]): Promise<Row[]> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    await client.query("select set_config('gate.workspace', $1, false)", [at.workspaceId]);
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}

describe('a sweep', () => {
  it('stops what waits and what is approved of one template, and nothing else', async () => {
    const waits = await pending({ template: 'spring' });
    const cleared = await approvedOf('spring');
    const other = await pending({ template: 'autumn' });
    const swept = await sweep({ template: 'spring' });
    expect(swept.stopped.map(({ proposalId, was }) => [proposalId, was]).sort()).toEqual(
      [
        [waits.proposalId, 'pending'],
        [cleared.proposalId, 'approved'],
      ].sort(),
    );
    expect(swept.underWay).toEqual([]);
    expect(await stateOf(other.proposalId)).toBe('pending');
    await expect(redeem(cleared)).rejects.toMatchObject({ code: 'clearance-void' });
  });

  it('tells the agent the reason, by its question and by its callback', async () => {
    const callbackUrl = 'https://agent.example/hook';
    const { proposalId } = await pending({ template: 'told', callbackUrl });
    await sweep({ template: 'told' });
    const { workspaceId } = at;
    expect(await at.store.proposals.report({ workspaceId, proposalId })).toMatchObject({
      state: 'withdrawn',
      withdrawn: { reason: 'swept', detail: REASON },
    });
    const jobs = await sql<{ data: { data: object } }>(
      `select data from pgboss.job where name = 'webhook' and data -> 'data' ->> 'proposalId' = $1`,
      [proposalId],
    );
    expect(jobs).toMatchObject([
      { data: { type: 'proposal.withdrawn', data: { withdrawn: { detail: REASON } } } },
    ]);
  });

  it('lists what had begun to leave, and lets it finish', async () => {
    const gone = await approvedOf('gone');
    const { dispatchId } = await redeem(gone);
    const swept = await sweep({ template: 'gone' });
    expect(swept.stopped).toEqual([]);
    expect(swept.underWay).toMatchObject([{ id: dispatchId, proposalId: gone.proposalId }]);
    expect(await stateOf(gone.proposalId)).toBe('dispatching');
  });

  it('tells who decides later that it was stopped, and why', async () => {
    const { proposalId, content } = await pending({ template: 'late' });
    await sweep({ template: 'late' });
    const decision = await decisionOn(at, { proposalId, on: content, action: 'reject' });
    expect(await decide(at, { decision })).toMatchObject({
      conflict: 'withdrawn',
      detail: expect.stringContaining(REASON),
    });
  });

  it('takes all that is named together: one version of one template', async () => {
    const one = await pending({ template: 'both', modelVersion: '7' });
    const two = await pending({ template: 'both', modelVersion: '8' });
    const swept = await sweep({ template: 'both', modelVersion: '7' });
    expect(swept.stopped).toMatchObject([{ proposalId: one.proposalId }]);
    expect(await stateOf(two.proposalId)).toBe('pending');
  });

  it('is one audit row of its own beside each proposal’s, with the sentence hidden', async () => {
    const { proposalId } = await pending({ template: 'audited' });
    const { id } = await sweep({ template: 'audited' });
    const rows = await sql<{ subject: string; actor: string; data: object }>(
      `select subject, actor, data from audit_log where subject_id = $1
         or proposal_id = $2 and became = 'withdrawn'`,
      [id, proposalId],
    );
    expect(rows.map(({ subject, actor }) => [subject, actor]).sort()).toEqual([
      ['proposal', 'reviewer:boss'],
      ['sweep', 'reviewer:boss'],
    ]);
    expect(JSON.stringify(rows)).not.toContain(REASON);
  });

  it('is all or nothing: its number used before stops nothing', async () => {
    const { id } = await sweep({ template: 'none' });
    const { proposalId } = await pending({ template: 'again' });
    await expect(sweep({ template: 'again' }, id)).rejects.toThrow();
    expect(await stateOf(proposalId)).toBe('pending');
  });

  it('is never changed', async () => {
    const { id } = await sweep({ template: 'kept' });
    await expect(sql('update sweeps set stopped = 9 where id = $1', [id])).rejects.toThrow(
      /permission denied/,
    );
  });
});

describe('against decisions and redemptions at the same moment', () => {
  it('each proposal is either stopped, with nothing left to redeem, or listed, or was decided first', async () => {
    const template = 'raced';
    const cleared = await Promise.all(Array.from({ length: 12 }, () => approvedOf(template)));
    const waiting = await Promise.all(Array.from({ length: 12 }, () => pending({ template })));
    const rejected: string[] = [];
    const redeemed: string[] = [];
    const [swept] = await Promise.all([
      new Promise((resolve) => setTimeout(resolve, 3)).then(() => sweep({ template })),
      ...cleared.map(async (each) => {
        await redeem(each).then(
          () => redeemed.push(each.proposalId),
          (error: { code?: string }) => expect(error.code).toBe('clearance-void'),
        );
      }),
      ...waiting.map(async ({ proposalId, content }) => {
        const decision = await decisionOn(at, { proposalId, on: content, action: 'reject' });
        const answer = await decide(at, { decision });
        if (answer.status === 'accepted') rejected.push(proposalId);
        else expect(answer.conflict).toBe('withdrawn');
      }),
    ]);
    const stopped = swept.stopped.map(({ proposalId }) => proposalId);
    expect(new Set([...stopped, ...rejected, ...redeemed]).size).toBe(24);
    expect(stopped.length + rejected.length + redeemed.length).toBe(24);
    expect(swept.underWay.map(({ proposalId }) => proposalId).sort()).toEqual(redeemed.sort());
    const left = await sql<{ n: number }>(
      `select count(*)::int as n from clearances c
       left join dispatches d on d.workspace_id = c.workspace_id and d.clearance_id = c.id
       where c.proposal_id = any ($1::uuid[]) and (c.state = 'open' or d.state = 'queued')`,
      [stopped],
    );
    expect(left).toEqual([{ n: 0 }]);
  });

  it('a revision that crosses it is stopped with it, or comes after', async () => {
    const template = 'crossed';
    const made = await Promise.all(Array.from({ length: 16 }, () => pending({ template })));
    const revise = async ({ proposalId, externalId }: (typeof made)[number]) => {
      const content = { ...mail(), subject: randomUUID() };
      const next = await revisionOf(at, { content, proposalId, externalId });
      const input = { ...next.input, template };
      return at.store.proposals
        .revise({ ...next, input, submissionDigest: next.contentDigest })
        .then(() => 'revised' as const)
        .catch((error: { code?: string }) => error.code);
    };
    const [swept, ...answers] = await Promise.all([sweep({ template }), ...made.map(revise)]);
    // Nothing reopens what was withdrawn, so a revision either came first or is refused.
    for (const answer of answers) expect(['revised', 'not-open']).toContain(answer);
    expect(swept.stopped).toHaveLength(16);
    for (const { proposalId } of made) expect(await stateOf(proposalId)).toBe('withdrawn');
  });

  it('two sweeps of the same stop each proposal once', async () => {
    const template = 'twice';
    await Promise.all(Array.from({ length: 10 }, () => pending({ template })));
    const [one, two] = await Promise.all([sweep({ template }), sweep({ template })]);
    expect(one.stopped.length + two.stopped.length).toBe(10);
  });
});

it('has a workspace of its own: the same template elsewhere stays', async () => {
  const elsewhere = await scene(at.store);
  const revision = await revisionOf(elsewhere);
  const { proposalId } = await at.store.proposals.submit({
    ...revision,
    input: { ...revision.input, template: 'shared' },
  });
  await pending({ template: 'shared' });
  expect((await sweep({ template: 'shared' })).stopped).toHaveLength(1);
  const { workspaceId } = elsewhere;
  const there = await at.store.proposals.current({ workspaceId, proposalId });
  expect(there?.state).toBe('pending');
});
