import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contentDigest } from '../../../src/core/digest/content.ts';
import { createStore } from '../../../src/gate/store/index.ts';
import { freshDatabase, type TestDatabase } from '../../support/pg.ts';
import {
  approved,
  clearanceOf,
  decide,
  decisionOn,
  enrol,
  mail,
  revisionOf,
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

const pending = async (change = {}) =>
  (await at.store.proposals.submit(await revisionOf(at, change))).proposalId;
const stateOf = async (proposalId: string) =>
  (
    await at.store.proposals.current({
      workspaceId: at.workspaceId,
      proposalId,
    })
  )?.state;

describe('one decision wins', () => {
  it('of many at the same moment, with one clearance', async () => {
    const proposalId = await pending();
    const answers = await Promise.all(
      Array.from({ length: 8 }, async (_, index) => {
        const decision = await decisionOn(at, {
          proposalId,
          action: index % 2 === 0 ? 'approve' : 'reject',
        });
        const clearance = await clearanceOf(at, {
          proposalId,
          content: mail(),
          decision: decision.id,
        });
        return decide(at, {
          decision,
          ...(index % 2 === 0 ? { clearance } : {}),
        });
      }),
    );
    expect(answers.filter(({ status }) => status === 'accepted')).toHaveLength(1);
    for (const answer of answers.filter(({ status }) => status !== 'accepted')) {
      expect(answer.conflict).toBe('already_decided');
      expect(answer.detail).toMatch(/^You have (approved|rejected) this already\.$/);
    }
  });

  it('and is one decision, however often it is sent', async () => {
    const proposalId = await pending();
    const decision = await decisionOn(at, { proposalId, action: 'reject' });
    const answers = await Promise.all(Array.from({ length: 6 }, () => decide(at, { decision })));
    expect(answers.map(({ status }) => status).sort()).toEqual([
      'accepted',
      ...Array.from({ length: 5 }, () => 'duplicate'),
    ]);
    expect(
      await at.store.decisions.answered({
        workspaceId: at.workspaceId,
        decisionId: decision.id,
      }),
    ).toEqual({ id: decision.id, status: 'duplicate' });
  });

  it('and not another one under its id', async () => {
    const proposalId = await pending();
    const decision = await decisionOn(at, { proposalId, action: 'reject' });
    await decide(at, { decision });
    const other = await decide(at, {
      decision: { ...decision, proposalId: await pending() },
    });
    expect(other).toMatchObject({ status: 'conflict', conflict: 'invalid' });
  });
});

describe('a decision is refused with its reason', () => {
  it('when the proposal is unknown or of another workspace', async () => {
    const decision = await decisionOn(at, { proposalId: randomUUID() });
    expect(await decide(at, { decision })).toMatchObject({
      conflict: 'not_found',
    });
    const elsewhere = await scene(at.store);
    const theirs = await decisionOn(elsewhere, { proposalId: await pending() });
    expect(await decide(elsewhere, { decision: theirs })).toMatchObject({
      conflict: 'not_found',
    });
  });

  it('when a newer revision came, which also voids what was approved', async () => {
    const { proposalId, revision, clearance } = await approved(at);
    const content = mail({ subject: 'Hello again' });
    const second = await revisionOf(at, {
      content,
      proposalId,
      externalId: revision.input.externalId,
    });
    const answer = await at.store.proposals.revise(second);
    expect(answer).toMatchObject({ revision: 2, state: 'pending' });
    expect(
      await at.store.clearances.get({
        workspaceId: at.workspaceId,
        clearanceId: clearance.id,
      }),
    ).toMatchObject({ state: 'void' });
    expect(await decide(at, { decision: await decisionOn(at, { proposalId }) })).toMatchObject({
      conflict: 'superseded',
    });
  });

  it('when it was withdrawn, or expired', async () => {
    const withdrawn = await pending();
    await at.store.proposals.withdraw({
      workspaceId: at.workspaceId,
      agentId: at.agentId,
      proposalId: withdrawn,
    });
    expect(
      await decide(at, {
        decision: await decisionOn(at, { proposalId: withdrawn }),
      }),
    ).toMatchObject({ conflict: 'withdrawn' });

    const revision = await revisionOf(at);
    revision.input.expiresAt = new Date(Date.now() - 1000).toISOString();
    const { proposalId } = await at.store.proposals.submit(revision);
    const decision = await decisionOn(at, { proposalId });
    expect(await decide(at, { decision })).toMatchObject({
      conflict: 'expired',
    });
    expect(await at.store.proposals.expireDue()).toBeGreaterThan(0);
    expect(await stateOf(proposalId)).toBe('expired');
    // The first answer stays the answer.
    expect(await decide(at, { decision })).toMatchObject({
      conflict: 'expired',
    });
  });

  it('when what was approved is not what is there', async () => {
    const proposalId = await pending();
    const decision = await decisionOn(at, {
      proposalId,
      on: mail({ subject: 'Another' }),
    });
    expect(await decide(at, { decision })).toMatchObject({
      conflict: 'digest_mismatch',
    });
    const lying = await decisionOn(at, {
      proposalId,
      content: mail({ subject: 'Another' }),
    });
    lying.contentDigest = await contentDigest(mail());
    expect(await decide(at, { decision: lying })).toMatchObject({
      conflict: 'digest_mismatch',
    });
    expect(await stateOf(proposalId)).toBe('pending');
  });

  it("when it lies in another rep's mailbox", async () => {
    const { workspaceId } = at;
    const other = await enrol(at.store, {
      workspaceId,
      role: 'rep',
      mailboxes: ['eve@seller.example'],
    });
    const decision = await decisionOn(at, { proposalId: await pending() });
    expect(await decide(at, { decision, identity: other })).toMatchObject({
      conflict: 'not_yours',
    });
  });
});

describe('what a decision does', () => {
  it('escalates once; then only a manager decides', async () => {
    const proposalId = await pending();
    const manager = await enrol(at.store, {
      workspaceId: at.workspaceId,
      role: 'manager',
      mailboxes: [],
    });
    const escalate = await decisionOn(at, { proposalId, action: 'escalate' });
    expect(await decide(at, { decision: escalate })).toMatchObject({
      status: 'accepted',
    });
    const again = await decisionOn(at, { proposalId, action: 'reject' });
    expect(await decide(at, { decision: again })).toMatchObject({
      conflict: 'not_yours',
    });
    const last = await decisionOn(at, { proposalId, action: 'reject' });
    expect(await decide(at, { decision: last, identity: manager })).toMatchObject({
      status: 'accepted',
    });
    const report = await at.store.proposals.report({
      workspaceId: at.workspaceId,
      proposalId,
    });
    expect(report).toMatchObject({
      state: 'rejected',
      decision: { id: last.id },
    });
  });

  it('gives the edited content to the dispatcher, bytes of attachments too', async () => {
    const bytes = Buffer.from([0, 1, 2, 255]);
    const attachment = {
      name: 'a.bin',
      mediaType: 'application/octet-stream',
      size: 4,
      sha256: 'ed51ffe47e30c9da6475d74b5ba9bf19b1a8d68a80f54e5c1f0c7f2bf3a4d2a1',
    };
    const { createHash } = await import('node:crypto');
    attachment.sha256 = createHash('sha256').update(bytes).digest('hex');
    const content = mail({
      attachments: [{ ...attachment, content: bytes.toString('base64') }],
    });
    const proposalId = await pending({ content });
    const edited = mail({
      attachments: [attachment],
      body: '<p>Edited\u00a0é \u{1f600}</p>',
    });
    const decision = await decisionOn(at, {
      proposalId,
      action: 'approve_edited',
      content: edited,
    });
    const clearance = await clearanceOf(at, {
      proposalId,
      content: edited,
      decision: decision.id,
    });
    expect(await decide(at, { decision, clearance })).toMatchObject({
      status: 'accepted',
    });
    const work = await at.store.dispatches.work({
      workspaceId: at.workspaceId,
      dispatchId: clearance.dispatchId ?? '',
    });
    expect(work?.content).toEqual({
      ...edited,
      attachments: [{ ...attachment, content: bytes.toString('base64') }],
    });
    expect(work?.contentDigest).toBe(await contentDigest(edited));
  });

  it('reopens for a new decision when its clearance ran out unused', async () => {
    const { proposalId } = await approved(at, { seconds: -1 });
    expect(await stateOf(proposalId)).toBe('approved');
    await at.store.proposals.expireDue();
    expect(await stateOf(proposalId)).toBe('pending');
    const decision = await decisionOn(at, { proposalId });
    const clearance = await clearanceOf(at, {
      proposalId,
      content: mail(),
      decision: decision.id,
    });
    expect(await decide(at, { decision, clearance })).toMatchObject({
      status: 'accepted',
    });
  });

  it('counts in the track record of its confidence', async () => {
    const ask = () =>
      at.store.proposals.trackRecord({
        workspaceId: at.workspaceId,
        workflowId: at.workflowId,
        modelVersion: '1',
        confidence: 0.22,
      });
    expect(await ask()).toEqual({ n: 0, right: 0 });
    for (const action of ['approve', 'reject'] as const) {
      const proposalId = await pending({ confidence: 0.21 });
      const decision = await decisionOn(at, { proposalId, action });
      const clearance = await clearanceOf(at, {
        proposalId,
        content: mail(),
        decision: decision.id,
      });
      await decide(at, {
        decision,
        ...(action === 'approve' ? { clearance } : {}),
      });
    }
    expect(await ask()).toEqual({ n: 2, right: 1 });
  });
});
