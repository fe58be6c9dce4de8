import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStore } from '../../../src/gate/store/index.ts';
import { freshDatabase, type TestDatabase } from '../../support/pg.ts';
import {
  approved,
  clearanceOf,
  decide,
  decisionOn,
  enrol,
  MAILBOX,
  mail,
  type Scene,
  scene,
} from './scene.ts';

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

const OLD = 'c'.repeat(64);
const NEW = 'd'.repeat(64);
const executor = () => `gmail-compose:${at.rep.deviceId}`;
const content = mail({ delivery: 'compose' });
const edited = mail({ delivery: 'compose', body: '<p>Hello Bob, again</p>' });

const waiting = () =>
  approved(at, { content, executor: executor(), dispatch: false, composeDigest: OLD });

/** The same mail approved as it is now. */
async function anew(proposalId: string, identity = at.rep) {
  const decision = await decisionOn(at, {
    proposalId,
    action: 'approve_edited',
    content: edited,
    composeDigest: NEW,
  });
  const clearance = await clearanceOf(at, {
    proposalId,
    content: edited,
    decision: decision.id,
    executor: `gmail-compose:${identity.deviceId}`,
    dispatch: false,
    composeDigest: NEW,
  });
  return { clearance, answer: await decide(at, { decision, clearance, identity }) };
}
const redeem = (clearanceId: string, digests: { contentDigest: string; composeDigest: string }) =>
  at.store.clearances.redeem({
    workspaceId: at.workspaceId,
    clearanceId,
    executor: executor() as `gmail-compose:${string}`,
    dispatchId: randomUUID(),
    ...digests,
  });

describe('an approval that waits for its own reviewer to send', () => {
  it('is not given anew by another reviewer', async () => {
    const made = await waiting();
    const other = await enrol(at.store, {
      workspaceId: at.workspaceId,
      role: 'rep',
      mailboxes: [MAILBOX],
    });
    const { answer } = await anew(made.proposalId, other);
    expect(answer).toMatchObject({ status: 'conflict', conflict: 'already_decided' });
  });

  it('is not given anew once it is redeemed', async () => {
    const made = await waiting();
    const { contentDigest } = made.clearance.claims;
    await redeem(made.clearance.id, { contentDigest, composeDigest: OLD });
    const { answer } = await anew(made.proposalId);
    expect(answer).toMatchObject({ status: 'conflict', conflict: 'already_decided' });
  });

  it('is given anew: the old clearance is void, the new one is good once', async () => {
    const made = await waiting();
    const { answer, clearance } = await anew(made.proposalId);
    expect(answer.status).toBe('accepted');
    const { contentDigest } = made.clearance.claims;
    await expect(
      redeem(made.clearance.id, { contentDigest, composeDigest: OLD }),
    ).rejects.toMatchObject({ code: 'clearance-void' });
    const digests = { contentDigest: clearance.claims.contentDigest, composeDigest: NEW };
    await redeem(clearance.id, digests);
    await expect(redeem(clearance.id, digests)).rejects.toMatchObject({
      code: 'clearance-redeemed',
    });
  });

  it('may be taken back by a rejection', async () => {
    const made = await waiting();
    const decision = await decisionOn(at, {
      proposalId: made.proposalId,
      action: 'reject',
      on: content,
      reason: { code: 'timing' },
    });
    expect((await decide(at, { decision })).status).toBe('accepted');
    const { proposalId } = made;
    const current = await at.store.proposals.current({ workspaceId: at.workspaceId, proposalId });
    expect(current?.state).toBe('rejected');
  });

  it('either is redeemed or given anew, never both, when the two race', async () => {
    for (let round = 0; round < 8; round += 1) {
      const made = await waiting();
      const { contentDigest } = made.clearance.claims;
      const [redeemed, decided] = await Promise.allSettled([
        redeem(made.clearance.id, { contentDigest, composeDigest: OLD }),
        anew(made.proposalId),
      ]);
      const accepted = decided.status === 'fulfilled' && decided.value.answer.status === 'accepted';
      expect([redeemed.status === 'fulfilled', accepted].filter(Boolean)).toHaveLength(1);
    }
  });
});
