import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Decision } from '../../../src/core/schema/decision.ts';
import type { ReviewItem } from '../../../src/core/schema/proposal.ts';
import type { SyncAnswer } from '../../../src/protocol/sync.ts';
import { withClient } from '../../support/pg-as.ts';
import {
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
} from './harness.ts';

/* Two people, or one with two devices, on one item: one decision wins, and the other learns whose. */
let gate: TestGate;
let acme: Team;
let ana: Device;
let bo: Device;
let manager: Device;
beforeAll(async () => {
  gate = await testGate();
});
afterAll(() => gate.close());
beforeEach(async () => {
  acme = await team(gate.store);
  const mailboxes = ['rep@acme.example'];
  ana = await Device.paired(gate, acme.workspaceId, { email: 'ana@acme.example', mailboxes });
  bo = await Device.paired(gate, acme.workspaceId, { email: 'bo@acme.example', mailboxes });
  manager = await Device.paired(gate, acme.workspaceId, {
    ...{ email: 'mo@acme.example', role: 'manager', mailboxes },
  });
});

type Sent = Awaited<ReturnType<typeof submit>>;
const say = async (device: Device, row: Sent, change: Partial<Decision>) => {
  const [answer] = await device.decide([await signed(device, await decision(acme, row, change))]);
  if (!answer) throw new Error('no answer');
  return answer;
};
async function told(device: Device, { id }: Sent): Promise<ReviewItem> {
  const answer = await device.send('GET', '/v1/sync?limit=500');
  const { entries } = (await answer.json()) as SyncAnswer;
  const found = entries.flatMap((entry) => (entry.op === 'upsert' ? [entry.item] : []));
  const item = found.findLast(({ proposalId }) => proposalId === id);
  if (!item) throw new Error('it is not in the feed');
  return item;
}
const REJECT = { action: 'reject', reason: { code: 'tone' } } as const;

describe('two people on one item', () => {
  it('at once: one wins, the other is told whose decision stands and what it was', async () => {
    const row = await submit(gate, acme, proposal());
    const answers = await Promise.all([say(ana, row, REJECT), say(bo, row, { action: 'approve' })]);
    const lost = answers.filter(({ status }) => status === 'conflict');
    expect(answers.filter(({ status }) => status === 'accepted')).toHaveLength(1);
    expect(lost).toHaveLength(1);
    expect(lost[0]).toMatchObject({ conflict: 'already_decided' });
    const winner = answers[0]?.status === 'accepted' ? 'rejected' : 'approved';
    expect(lost[0]).toMatchObject({ detail: expect.stringContaining(winner) });
    for (const device of [ana, bo])
      expect((await told(device, row)).decision?.action).toBe(
        winner === 'rejected' ? 'reject' : 'approve',
      );
  });

  it('a decision again from the other side never becomes a second clearance', async () => {
    const row = await submit(gate, acme, proposal());
    expect((await say(ana, row, { action: 'approve' })).status).toBe('accepted');
    for (const device of [bo, manager, ana])
      expect(await say(device, row, { action: 'approve' })).toMatchObject({
        conflict: 'already_decided',
      });
    const { workspaceId } = acme;
    const all = await gate.store.dispatches.list({ workspaceId, proposalId: row.id, limit: 5 });
    expect(all).toHaveLength(1);
  });
});

describe('one person with two devices on one item', () => {
  const EDIT = 'Hello Ana, a word of my own. Shall we talk?';
  const second = () =>
    Device.paired(gate, acme.workspaceId, {
      ...{ email: 'ana@acme.example', mailboxes: ['rep@acme.example'] },
    });

  it('at the same moment, again and again: one wins, the other is told that it was they, and how', async () => {
    const other = await second();
    for (let round = 0; round < 6; round += 1) {
      const row = await submit(gate, acme, proposal());
      const answers = await Promise.all([
        say(ana, row, REJECT),
        say(other, row, { action: 'approve' }),
      ]);
      const lost = answers.filter(({ status }) => status === 'conflict');
      const did = answers[0]?.status === 'accepted' ? 'rejected' : 'approved';
      expect(lost).toMatchObject([
        {
          conflict: 'already_decided',
          detail: `You have ${did} this already, on another of your devices.`,
        },
      ]);
      for (const device of [ana, other])
        expect((await told(device, row)).decision?.by).toBe('Rae Rep');
    }
  });

  it('decided offline and sent hours later: what stands stays, and the gate keeps what was said', async () => {
    const other = await second();
    const row = await submit(gate, acme, proposal());
    const content = { ...email(), body: `<p>${EDIT}</p>` };
    const late = await decision(acme, row, {
      ...{ action: 'approve_edited', content, reason: { code: 'tone', note: 'warmer' } },
      decidedAt: new Date(Date.now() - 5 * 3_600_000).toISOString(),
    });
    expect((await say(other, row, REJECT)).status).toBe('accepted');
    const jws = await signed(ana, late);
    const [answer] = await ana.decide([jws]);
    expect(answer).toMatchObject({
      ...{ id: late.id, status: 'conflict', conflict: 'already_decided' },
      detail: 'You have rejected this already, on another of your devices.',
    });
    // Sent again, since no answer may have arrived: the same answer, and nothing more.
    expect(await ana.decide([jws])).toEqual([answer]);
    expect((await told(ana, row)).state).toBe('rejected');
    const [kept] = await rowsOf(row);
    expect([kept?.status, kept?.reason, JSON.stringify(kept?.content)]).toEqual([
      'conflict',
      { code: 'tone', note: 'warmer' },
      expect.stringContaining(EDIT),
    ]);
  });

  it('the same device again is told that it was decided, not that it was elsewhere', async () => {
    const row = await submit(gate, acme, proposal());
    expect((await say(ana, row, REJECT)).status).toBe('accepted');
    expect(await say(ana, row, { action: 'approve' })).toMatchObject({
      detail: 'You have rejected this already.',
    });
    expect(await say(bo, row, { action: 'approve' })).toMatchObject({
      detail: 'Rae Rep has rejected this already.',
    });
  });
});

/** What the gate kept of decisions on it that did not count. */
const rowsOf = ({ id }: Sent) =>
  withClient({ url: gate.databaseUrl, workspaceId: acme.workspaceId }, async (client) => {
    const { rows } = await client.query<{ status: string; reason: unknown; content: unknown }>(
      "select status, reason, content from decisions where proposal_id = $1 and status = 'conflict'",
      [id],
    );
    return rows;
  });

describe('an escalation', () => {
  it('comes with whom it is for and why, and whoever it came to decides it', async () => {
    const row = await submit(gate, acme, proposal());
    const note = 'For mo@acme.example. The price is odd, please by 14:00.';
    const escalated = { action: 'escalate', reason: { code: 'other', note } } as const;
    expect((await say(ana, row, escalated)).status).toBe('accepted');
    const item = await told(manager, row);
    expect([item.state, item.decision?.note]).toEqual(['escalated', note]);
    expect((await say(bo, row, REJECT)).conflict).toBe('not_yours');
    expect((await say(manager, row, REJECT)).status).toBe('accepted');
  });

  it('alone gives its note away: what is told the agent of a rejection stays with the agent', async () => {
    const row = await submit(gate, acme, proposal());
    await say(ana, row, { action: 'reject', reason: { code: 'other', note: 'for the agent' } });
    expect((await told(bo, row)).decision).not.toHaveProperty('note');
  });
});
