import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RedeemInput } from '../../../src/gate/dispatch/ports.ts';
import { createStore } from '../../../src/gate/store/index.ts';
import { freshDatabase, type TestDatabase } from '../../support/pg.ts';
import { approved, decide, decisionOn, mail, type Scene, scene } from './scene.ts';

let database: TestDatabase;
let at: Scene;
let sql: pg.Pool;
beforeAll(async () => {
  database = await freshDatabase();
  at = await scene(createStore(database.url));
  sql = new pg.Pool({ connectionString: database.adminUrl });
});
afterAll(async () => {
  await sql.end();
  await at.store.close();
  await database.drop();
});

type Made = Awaited<ReturnType<typeof approved>>;
const redemption = (made: Made, change: Partial<RedeemInput> = {}): RedeemInput => ({
  workspaceId: at.workspaceId,
  clearanceId: made.clearance.id,
  executor: 'gate:smtp',
  contentDigest: made.clearance.claims.contentDigest,
  claimedBy: 'process-1',
  ...change,
});
const redeem = (made: Made, change: Partial<RedeemInput> = {}) =>
  at.store.clearances.redeem(redemption(made, change));
const stateOf = async (proposalId: string) =>
  (await at.store.proposals.current({ workspaceId: at.workspaceId, proposalId }))?.state;
const setState = (state: 'running' | 'paused') =>
  at.store.workflows.setWorkflowState({
    workspaceId: at.workspaceId,
    id: at.workflowId,
    state,
    reason: 'a reason',
    by: 'boss',
  });

describe('a redemption is refused', () => {
  it('to all but one of many at the same moment', async () => {
    const made = await approved(at);
    const results = await Promise.allSettled(
      Array.from({ length: 12 }, (_, n) => redeem(made, { claimedBy: `process-${n}` })),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const result of results) {
      if (result.status === 'rejected') {
        expect(result.reason).toMatchObject({ code: 'clearance-redeemed' });
      }
    }
  });

  it('for another digest, executor, workspace or id', async () => {
    const made = await approved(at);
    const elsewhere = await scene(at.store);
    const cases: [Partial<RedeemInput>, string][] = [
      [{ contentDigest: 'f'.repeat(64) }, 'digest-mismatch'],
      [{ executor: 'gate:webhook' }, 'wrong-executor'],
      [{ executor: `gmail-compose:${at.rep.deviceId}` }, 'wrong-executor'],
      [{ workspaceId: elsewhere.workspaceId }, 'not-found'],
      [{ clearanceId: randomUUID() }, 'not-found'],
    ];
    for (const [change, code] of cases) {
      await expect(redeem(made, change), code).rejects.toMatchObject({ code });
    }
    expect(await stateOf(made.proposalId)).toBe('approved');
    await redeem(made);
  });

  it('after its time, when void, and while the workflow is paused', async () => {
    await expect(redeem(await approved(at, { seconds: -1 }))).rejects.toMatchObject({
      code: 'clearance-expired',
    });
    const withdrawn = await approved(at);
    await at.store.proposals.withdraw({
      workspaceId: at.workspaceId,
      agentId: at.agentId,
      proposalId: withdrawn.proposalId,
    });
    await expect(redeem(withdrawn)).rejects.toMatchObject({ code: 'clearance-void' });
    const made = await approved(at);
    await setState('paused');
    await expect(redeem(made)).rejects.toMatchObject({ code: 'workflow-paused' });
    await setState('running');
    await redeem(made);
  });

  it('at a compose that differs by its digest, or leaves it out', async () => {
    const executor = `gmail-compose:${at.rep.deviceId}`;
    const content = mail({ delivery: 'compose' });
    const composeDigest = 'c'.repeat(64);
    const made = await approved(at, { content, executor, dispatch: false, composeDigest });
    const dispatchId = randomUUID();
    const { claimedBy: _gate, ...device } = redemption(made, { executor, dispatchId });
    for (const wrong of [{}, { composeDigest: 'd'.repeat(64) }]) {
      await expect(at.store.clearances.redeem({ ...device, ...wrong })).rejects.toMatchObject({
        code: 'digest-mismatch',
      });
    }
    const answer = await at.store.clearances.redeem({ ...device, composeDigest });
    expect(answer).toMatchObject({ clearanceId: made.clearance.id, dispatchId });
    await expect(
      at.store.clearances.redeem({ ...device, composeDigest, dispatchId: randomUUID() }),
    ).rejects.toMatchObject({ code: 'clearance-redeemed' });
  });
});

it('never claims after a pause has committed, however they race', async () => {
  for (let round = 0; round < 15; round += 1) {
    const many = await Promise.all(Array.from({ length: 6 }, () => approved(at)));
    const claims = many.map((made) =>
      redeem(made).then(
        () => true,
        () => false,
      ),
    );
    const paused = await setState('paused');
    const underWay = new Set(paused?.underWay.map(({ proposalId }) => proposalId));
    const won = await Promise.all(claims);
    // Whoever got through was listed by the pause; whoever was not listed did not get through.
    many.forEach(({ proposalId }, index) => {
      expect(underWay.has(proposalId)).toBe(won[index]);
    });
    for (const [index, made] of many.entries()) {
      if (!won[index]) continue;
      await at.store.dispatches.handingOver({
        workspaceId: at.workspaceId,
        dispatchId: made.clearance.dispatchId ?? '',
        claimedBy: 'process-1',
      });
      await at.store.dispatches.finish({
        workspaceId: at.workspaceId,
        dispatchId: made.clearance.dispatchId ?? '',
        result: { outcome: 'executed' },
      });
    }
    await setState('running');
  }
});

describe('a device', () => {
  const composed = async () => {
    const executor = `gmail-compose:${at.rep.deviceId}`;
    const content = mail({ delivery: 'compose' });
    const made = await approved(at, {
      content,
      executor,
      dispatch: false,
      composeDigest: 'c'.repeat(64),
    });
    const { dispatchId } = await at.store.clearances.redeem({
      workspaceId: at.workspaceId,
      clearanceId: made.clearance.id,
      executor,
      contentDigest: made.clearance.claims.contentDigest,
      composeDigest: 'c'.repeat(64),
      dispatchId: randomUUID(),
    });
    const finish = (
      outcome: 'executed' | 'recalled' | 'not_executed',
      deviceId = at.rep.deviceId,
    ) =>
      at.store.dispatches.finish({
        workspaceId: at.workspaceId,
        dispatchId,
        deviceId,
        result: { outcome },
      });
    return { ...made, dispatchId, finish, content };
  };

  it('reports only its own dispatch, and twice is once', async () => {
    const { finish, proposalId } = await composed();
    expect(await finish('executed', randomUUID())).toBeNull();
    expect(await stateOf(proposalId)).toBe('dispatching');
    expect(await finish('executed')).toMatchObject({ state: 'executed' });
    expect(await finish('executed')).toMatchObject({ state: 'executed' });
    expect(await finish('not_executed')).toBeNull();
    expect(await stateOf(proposalId)).toBe('executed');
  });

  it('asks for a new approval after Undo and after a change at Send', async () => {
    for (const [outcome, state] of [
      ['recalled', 'recalled'],
      ['not_executed', 'pending'],
    ] as const) {
      const made = await composed();
      if (outcome === 'recalled') await made.finish('executed');
      await made.finish(outcome);
      expect(await stateOf(made.proposalId)).toBe(state);
      const decision = await decisionOn(at, { proposalId: made.proposalId, action: 'reject' });
      expect(await decide(at, { decision })).toMatchObject({ status: 'accepted' });
    }
  });

  it('that never reports leaves it unknown, until it does', async () => {
    const { finish, proposalId, dispatchId } = await composed();
    await sql.query(`update dispatches set claimed_at = now() - interval '1 hour' where id = $1`, [
      dispatchId,
    ]);
    await at.store.dispatches.recoverOrphans({ live: 'me' });
    expect(await stateOf(proposalId)).toBe('unknown');
    expect(await finish('executed')).toMatchObject({ state: 'executed' });
    expect(await stateOf(proposalId)).toBe('executed');
  });
});
