import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProposalShown } from '../../../src/protocol/proposals.ts';
import { withClient } from '../../support/pg-as.ts';
import { CFO, FIN, feedOf, owned, prices, quote, say } from '../ownership/scene.ts';
import {
  call,
  Device,
  email,
  proposal,
  submit,
  type Team,
  type TestGate,
  team,
  testGate,
} from './harness.ts';

/*
 * What a link to one item leads to: the item whatever became of it, for whoever may see it, and the same
 * answer for everything else. Nothing is decided by looking.
 */
let gate: TestGate;
let acme: Team;
let rep: Device;
let boss: Device;
let fin: Device;

beforeAll(async () => {
  gate = await testGate();
  acme = await team(gate.store);
  const { workspaceId } = acme;
  await gate.store.workflows.putWorkflow({ workspaceId, workflow: prices(owned()) });
  rep = await Device.paired(gate, workspaceId);
  boss = await Device.paired(gate, workspaceId, { role: 'manager', mailboxes: [] });
  fin = await Device.paired(gate, workspaceId, { email: FIN, mailboxes: [FIN] });
  await Device.paired(gate, workspaceId, { email: CFO, mailboxes: [CFO] });
});
afterAll(() => gate.close());

async function ask(device: Device, id: string): Promise<ProposalShown | number> {
  const answer = await device.send('GET', `/v1/proposals/${id}`);
  return answer.status === 200 ? ((await answer.json()) as ProposalShown) : answer.status;
}
async function shown(device: Device, id: string): Promise<ProposalShown> {
  const answer = await ask(device, id);
  if (typeof answer === 'number') throw new Error(`answered ${answer}`);
  return answer;
}

/** Lets what is cleared leave, as an executor does. */
async function leave(proposalId: string): Promise<void> {
  const { workspaceId } = acme;
  const { dispatches, clearances } = gate.store;
  const [made] = await dispatches.list({ workspaceId, proposalId, limit: 1 });
  if (!made) throw new Error('nothing was cleared');
  const { id: dispatchId, clearanceId, executor } = made;
  const clearance = await clearances.get({ workspaceId, clearanceId });
  if (!clearance) throw new Error('no clearance');
  const claims = JSON.parse(
    Buffer.from(clearance.jws.split('.')[1] ?? '', 'base64url').toString(),
  ) as { contentDigest: string };
  const claimedBy = randomUUID();
  await clearances.redeem({
    ...{ workspaceId, clearanceId, executor, claimedBy },
    contentDigest: claims.contentDigest,
  });
  await dispatches.handingOver({ workspaceId, dispatchId, claimedBy });
  await dispatches.finish({ workspaceId, dispatchId, result: { outcome: 'executed' } });
}

describe('an id that is not one’s own says nothing:', () => {
  it('unknown, of another workspace, of another’s mailbox, malformed', async () => {
    const elsewhere = await team(gate.store, 'Elsewhere');
    const theirs = await submit(gate, elsewhere);
    const other = email({ from: { email: 'other@acme.example' } });
    const notMine = await submit(gate, acme, proposal({ content: other }));
    const detail = async (id: string) => {
      const answer = await rep.send('GET', `/v1/proposals/${id}`);
      expect(answer.status).toBe(404);
      return ((await answer.json()) as { detail: string }).detail;
    };
    const said = await Promise.all([randomUUID(), theirs.id, notMine.id].map(detail));
    expect(new Set(said)).toEqual(new Set(['There is no such proposal.']));
    expect(await ask(boss, theirs.id)).toBe(404);
    expect(await ask(rep, 'not-an-id')).toBe(404);
    // A manager reaches all of their own workspace.
    expect((await shown(boss, notMine.id)).item.proposalId).toBe(notMine.id);
  });

  it('and without a device’s proof there is no answer at all', async () => {
    const { id } = await submit(gate, acme);
    const path = `/v1/proposals/${id}`;
    expect((await call(gate, 'GET', path)).status).toBe(401);
    // Agents ask for the decision; the rest is not theirs to read.
    expect((await call(gate, 'GET', path, { key: acme.key })).status).toBe(403);
  });
});

describe('an item is shown', () => {
  it('open: as the feed has it, and looking decides nothing', async () => {
    const { id } = await submit(gate, acme);
    const item = (await feedOf(rep)).of(id);
    expect(await shown(rep, id)).toEqual({ item, yours: true });
    expect((await shown(rep, id)).item.state).toBe('pending');
  });

  it('another’s: to who reaches it, with who decides, and it can’t be decided by having looked', async () => {
    const made = await quote(gate, acme);
    for (const device of [rep, boss]) {
      const found = await shown(device, made.id);
      expect(found).toMatchObject({ yours: false, item: { state: 'pending' } });
      expect(found.item.ownership).toMatchObject({ mine: false, approver: FIN });
      expect(found.item.ownership?.message).toContain(FIN);
      expect(await say(device, acme, made)).toMatchObject({ conflict: 'not_yours' });
    }
    expect(await shown(fin, made.id)).toMatchObject({ yours: true });
  });

  it('decided and gone: by whom, when it left, and the text that left', async () => {
    const made = await submit(gate, acme);
    const content = email({ body: '<p>Hi Ana,</p><p>Thanks for the call. Rae</p>' });
    const edit = { action: 'approve_edited', content, reason: { code: 'tone' } } as const;
    expect((await say(rep, acme, made, edit)).status).toBe('accepted');
    const before = await shown(boss, made.id);
    expect(before).toMatchObject({ item: { state: 'approved' }, approved: content });
    expect(before.leftAt).toBeUndefined();
    await leave(made.id);
    const after = await shown(boss, made.id);
    expect(after).toMatchObject({
      item: { state: 'executed', decision: { action: 'approve_edited', by: 'Rae Rep' } },
      approved: content,
    });
    expect(Date.parse(after.leftAt ?? '')).toBeGreaterThan(Date.now() - 60_000);
    // As the agent wrote it stands beside it.
    expect(after.item.content).not.toEqual(content);
  });

  it('gone: to whoever’s mailbox it left from whatever lane it took, and to no other rep', async () => {
    const { workspaceId } = acme;
    const { id, contentDigest, revision } = await submit(gate, acme);
    expect((await say(rep, acme, { id, contentDigest, revision })).status).toBe('accepted');
    await leave(id);
    await withClient({ url: gate.databaseUrl, workspaceId }, async (client) => {
      const moved = await client.query(`update proposals set lane = 'auto' where id = $1`, [id]);
      expect(moved.rowCount).toBe(1);
    });
    const outsider = await Device.paired(gate, workspaceId, { mailboxes: ['x@acme.example'] });
    expect(await ask(outsider, id)).toBe(404);
    expect(await shown(rep, id)).toMatchObject({ yours: false, item: { state: 'executed' } });
    expect(await shown(boss, id)).toMatchObject({ yours: true });
  });

  it('withdrawn by its agent, and by the gate with its reason', async () => {
    const one = await submit(gate, acme);
    await call(gate, 'DELETE', `/v1/proposals/${one.id}`, { key: acme.key });
    const its = await shown(rep, one.id);
    expect(its.item.state).toBe('withdrawn');
    expect(its.withdrawn).toBeUndefined();
    const to = 'never@buyer.example';
    const two = await submit(gate, acme, proposal({ content: email({ to: [{ email: to }] }) }));
    await gate.store.conduct.suppress({
      ...{ workspaceId: acme.workspaceId, by: 'test' },
      entries: [
        {
          ...{ id: gate.deps.newId(), scope: 'address', value: to },
          ...{ reason: 'opt-out', source: 'test' },
        },
      ],
    });
    const found = await shown(rep, two.id);
    expect(found).toMatchObject({ item: { state: 'withdrawn' }, withdrawn: { reason: 'opt-out' } });
  });

  it('erased: that it was, when, and nothing of what it said', async () => {
    const to = 'gone@buyer.example';
    const made = await submit(gate, acme, proposal({ content: email({ to: [{ email: to }] }) }));
    await say(rep, acme, made, { action: 'reject', reason: { code: 'other' } });
    await gate.store.retention.erasePerson({
      ...{ workspaceId: acme.workspaceId, id: randomUUID(), address: to, requestedBy: 'test' },
    });
    const found = await shown(boss, made.id);
    expect(Date.parse(found.erasedAt ?? '')).toBeGreaterThan(Date.now() - 60_000);
    expect(JSON.stringify(found)).not.toContain(to);
  });
});
