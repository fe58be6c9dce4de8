import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Attention } from '../../../src/core/schema/decision.ts';
import { DEFAULT_POLICY } from '../../../src/core/schema/workflow.ts';
import { createStore } from '../../../src/gate/store/index.ts';
import type { RecallRequest } from '../../../src/protocol/levers.ts';
import { freshDatabase, type TestDatabase } from '../../support/pg.ts';
import {
  clearanceOf,
  decide,
  decisionOn,
  enrol,
  MAILBOX,
  mail,
  revisionOf,
  type Scene,
  scene,
} from '../store/scene.ts';

let database: TestDatabase;
let at: Scene;
beforeAll(async () => {
  database = await freshDatabase();
});
beforeEach(async () => {
  at = await scene(createStore(database.url));
});
afterAll(async () => {
  await database.drop();
});

const REASON = 'They were away from the screen.';
const UNREAD: Attention = { activeMs: 10, unseenWords: 200, flagsSeen: true, evidenceOpened: 0 };

async function approval(attention?: Attention, identity = at.rep) {
  const content = mail();
  const { proposalId } = await at.store.proposals.submit(await revisionOf(at, { content }));
  const decision = await decisionOn(at, {
    ...{ proposalId, on: content },
    ...(attention ? { attention } : {}),
  });
  const clearance = await clearanceOf(at, { proposalId, content, decision: decision.id });
  const answer = await decide(at, { decision, clearance, identity });
  expect(answer.status).toBe('accepted');
  return { proposalId, decision, clearance };
}
type Made = Awaited<ReturnType<typeof approval>>;
const redeem = ({ clearance }: Made) =>
  at.store.clearances.redeem({
    ...{ workspaceId: at.workspaceId, clearanceId: clearance.id, executor: 'gate:smtp' },
    ...{ contentDigest: clearance.claims.contentDigest, claimedBy: 'one' },
  });
const recall = (change: Partial<RecallRequest> = {}) =>
  at.store.levers.recall({
    ...{ workspaceId: at.workspaceId, id: randomUUID(), by: 'reviewer:boss' },
    request: {
      ...{ reviewer: at.rep.reviewer.email, reason: REASON },
      ...{ since: new Date(Date.now() - 3_600_000).toISOString(), ...change },
    },
  });
const itemOf = (proposalId: string) => at.store.feed.item({ identity: at.rep, proposalId });

describe('a recall', () => {
  it('queues approvals again with the reason, and voids their clearances', async () => {
    const made = await approval();
    expect(await recall()).toMatchObject({ recalled: [made.proposalId], gone: [] });
    expect(await itemOf(made.proposalId)).toMatchObject({
      state: 'pending',
      recalled: { reason: REASON },
    });
    expect((await itemOf(made.proposalId))?.decision).toBeUndefined();
    await expect(redeem(made)).rejects.toMatchObject({ code: 'clearance-void' });
  });

  it('lists what has gone already and leaves it', async () => {
    const made = await approval();
    await redeem(made);
    expect(await recall()).toMatchObject({
      recalled: [],
      gone: [{ proposalId: made.proposalId, state: 'dispatching' }],
    });
    expect(await itemOf(made.proposalId)).toMatchObject({ state: 'dispatching' });
  });

  it('takes only what that person approved, since then, and only the unread where asked', async () => {
    const read = await approval();
    const unread = await approval(UNREAD);
    const other = await enrol(at.store, {
      ...{ workspaceId: at.workspaceId, role: 'rep', mailboxes: [MAILBOX] },
    });
    const theirs = await approval(UNREAD, other);
    expect(await recall({ since: new Date(Date.now() + 60_000).toISOString() })).toMatchObject({
      recalled: [],
    });
    expect(await recall({ unreadOnly: true })).toMatchObject({ recalled: [unread.proposalId] });
    expect(await itemOf(read.proposalId)).toMatchObject({ state: 'approved' });
    expect(await itemOf(theirs.proposalId)).toMatchObject({ state: 'approved' });
  });

  it('is decided anew like anything that waits, and then says nothing of the recall', async () => {
    const { proposalId } = await approval();
    await recall();
    const decision = await decisionOn(at, { proposalId, on: mail() });
    const clearance = await clearanceOf(at, { proposalId, content: mail(), decision: decision.id });
    expect(await decide(at, { decision, clearance })).toMatchObject({ status: 'accepted' });
    const item = await itemOf(proposalId);
    expect(item).toMatchObject({ state: 'approved', decision: { id: decision.id } });
    expect(item?.recalled).toBeUndefined();
  });

  it('of somebody unknown is null, and changes nothing', async () => {
    const { proposalId } = await approval();
    expect(await recall({ reviewer: 'nobody@seller.example' })).toBeNull();
    expect(await itemOf(proposalId)).toMatchObject({ state: 'approved' });
  });

  it('against redemptions at the same moment: each is recalled or gone, never both', async () => {
    const made = await Promise.all(Array.from({ length: 20 }, () => approval()));
    const redeemed: string[] = [];
    const [answer] = await Promise.all([
      recall(),
      ...made.map((each) =>
        redeem(each).then(
          () => redeemed.push(each.proposalId),
          (error: { code?: string }) => expect(error.code).toBe('clearance-void'),
        ),
      ),
    ]);
    const recalled = answer?.recalled ?? [];
    expect(new Set([...recalled, ...redeemed]).size).toBe(20);
    expect(recalled.length + redeemed.length).toBe(20);
    for (const proposalId of recalled)
      expect(await itemOf(proposalId)).toMatchObject({ state: 'pending' });
    for (const proposalId of redeemed)
      expect(await itemOf(proposalId)).toMatchObject({ state: 'dispatching' });
  });
});

describe('by rule', () => {
  const byRule = async (recallUnread: boolean) => {
    const { workspaceId, store } = at;
    const workflow = await store.workflows.getWorkflow({ workspaceId, id: at.workflowId });
    if (!workflow) throw new Error('no workflow');
    const { state: _state, pauseReason: _reason, ...input } = workflow;
    const policy = { ...DEFAULT_POLICY, version: workflow.policy.version + 1 };
    await store.workflows.putWorkflow({
      workspaceId,
      workflow: { ...input, policy: { ...policy, fatigue: { recallUnread } } },
    });
  };
  const look = () => at.store.levers.recallUnread({ newId: () => randomUUID() });

  it('recalls what was not read of somebody who surely read less than half, and nothing twice', async () => {
    await byRule(true);
    const unread = [await approval(UNREAD), await approval(UNREAD), await approval(UNREAD)];
    expect(await look()).toBe(0);
    unread.push(await approval(UNREAD));
    expect(await look()).toBe(4);
    for (const { proposalId } of unread)
      expect(await itemOf(proposalId)).toMatchObject({
        state: 'pending',
        recalled: { reason: 'the review was not deliberate' },
      });
    expect(await look()).toBe(0);
  });

  it('leaves what was read, and whoever reads', async () => {
    await byRule(true);
    const read = await approval();
    for (let n = 0; n < 9; n += 1) await approval(UNREAD);
    expect(await look()).toBe(9);
    expect(await itemOf(read.proposalId)).toMatchObject({ state: 'approved' });
  });

  it('does nothing where the policy does not say so', async () => {
    await byRule(false);
    for (let n = 0; n < 6; n += 1) await approval(UNREAD);
    expect(await look()).toBe(0);
  });
});

describe('a reviewer’s own reading', () => {
  it('is counted by day, also how many blind looks were changed, and is nobody else’s', async () => {
    await approval();
    await approval(UNREAD);
    const first = { action: 'reject' as const, reason: 'tone' as const, attention: UNREAD };
    const { proposalId } = await at.store.proposals.submit(await revisionOf(at));
    const decision = await decisionOn(at, { proposalId, action: 'escalate', firstLook: first });
    await decide(at, { decision });
    const { workspaceId } = at;
    const own = await at.store.levers.reading({
      ...{ workspaceId, reviewerId: at.rep.reviewer.id, days: 30 },
    });
    expect(own.days).toMatchObject([{ decisions: 3, deliberate: 2, blind: 1, changed: 1 }]);
    const boss = await enrol(at.store, { workspaceId, role: 'manager', mailboxes: [] });
    const theirs = await at.store.levers.reading({
      ...{ workspaceId, reviewerId: boss.reviewer.id, days: 30 },
    });
    expect(theirs.days).toEqual([]);
    // Neither the agent nor other reviewers hear of the first look.
    const report = await at.store.proposals.report({ workspaceId, proposalId });
    expect(JSON.stringify([report, await itemOf(proposalId)])).not.toMatch(/firstLook|tone/);
  });
});
