import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { DEFAULT_POLICY, type Policy } from '../../../src/core/schema/workflow.ts';
import { withClient } from '../../support/pg-as.ts';
import {
  Device,
  decision,
  proposal,
  signed,
  submit,
  type Team,
  type TestGate,
  team,
  testGate,
} from '../http/harness.ts';
import { WORKFLOWS } from '../http/material.ts';
import { feedOf } from './scene.ts';

/* An escalation that nobody answers comes back by itself. */
let gate: TestGate;
let acme: Team;
let rep: Device;
let other: Device;
let boss: Device;
let version = 1;
beforeAll(async () => {
  gate = await testGate();
  acme = await team(gate.store);
  const { workspaceId } = acme;
  rep = await Device.paired(gate, workspaceId);
  other = await Device.paired(gate, workspaceId);
  boss = await Device.paired(gate, workspaceId, { role: 'manager' });
});
afterAll(() => gate.close());

/** About a second: as short as hours are written. */
const SECOND = 0.0003;
async function policy(change: Partial<Policy>): Promise<void> {
  version += 1;
  const workflow = WORKFLOWS.find(({ id }) => id === 'outbound');
  const body = { ...workflow, policy: { ...DEFAULT_POLICY, version, ...change } };
  const put = await boss.send('PUT', '/v1/workflows/outbound', { body });
  if (put.status !== 200) throw new Error(await put.text());
}
type Sent = Awaited<ReturnType<typeof submit>>;
const say = async (device: Device, row: Sent, change: object) => {
  const [answer] = await device.decide([await signed(device, await decision(acme, row, change))]);
  return answer;
};
const NOTE = 'For the boss: is the price right?';
const REJECT = { action: 'reject', reason: { code: 'tone' } } as const;
async function escalated(): Promise<Sent> {
  const row = await submit(gate, acme, proposal());
  const reason = { code: 'other', note: NOTE };
  expect(await say(rep, row, { action: 'escalate', reason })).toMatchObject({ status: 'accepted' });
  return row;
}
const sweep = () => gate.store.ownership.sweepOwnership();
const at = () => ({ url: gate.databaseUrl, workspaceId: acme.workspaceId });
/** Until the sweep has brought it back. */
const comesBack = ({ id }: Sent) =>
  vi.waitFor(
    async () => {
      await sweep();
      expect((await feedOf(other)).of(id)?.escalation?.returned).toBeDefined();
    },
    { timeout: 20_000, interval: 300 },
  );

describe('an escalation', () => {
  it('says until when it waits, and is a manager’s until then', async () => {
    await policy({ escalationHours: 3 });
    const row = await escalated();
    expect(await sweep()).toBe(0);
    const item = (await feedOf(other)).of(row.id);
    expect(item).toMatchObject({ state: 'escalated', decision: { note: NOTE } });
    const waits =
      Date.parse(item?.escalation?.returnsAt ?? '') - Date.parse(item?.decision?.at ?? '');
    expect(waits).toBe(3 * 3_600_000);
    expect(item?.escalation).not.toHaveProperty('returned');
    expect(await say(other, row, REJECT)).toMatchObject({ conflict: 'not_yours' });
    expect(await say(boss, row, REJECT)).toMatchObject({ status: 'accepted' });
    expect((await feedOf(other)).of(row.id)).not.toHaveProperty('escalation');
  });

  it('waits as long as its work is due in where the policy says nothing else', async () => {
    await policy({ dueHours: 5 });
    const row = await escalated();
    const item = (await feedOf(other)).of(row.id);
    const waits =
      Date.parse(item?.escalation?.returnsAt ?? '') - Date.parse(item?.decision?.at ?? '');
    expect(waits).toBe(5 * 3_600_000);
  });

  it('that nobody answered comes back once, to be decided by whoever could before; it is audited', async () => {
    await policy({ escalationHours: SECOND });
    const row = await escalated();
    await comesBack(row);
    const { cursor } = await feedOf(other);
    expect(await sweep()).toBe(0);
    expect((await feedOf(other, cursor)).entries).toEqual([]);
    expect((await feedOf(rep)).of(row.id)).toMatchObject({
      state: 'escalated',
      decision: { action: 'escalate', note: NOTE },
    });
    // It has been passed on once; there is nobody further to pass it to.
    expect(await say(other, row, { action: 'escalate' })).toMatchObject({
      detail: 'This was escalated already, and nobody answered: it is decided here.',
    });
    expect(await say(other, row, REJECT)).toMatchObject({ status: 'accepted' });
    const audit = await withClient(at(), async (client) => {
      const { rows } = await client.query(
        "select actor, became from audit_log where subject = 'escalation' and proposal_id = $1",
        [row.id],
      );
      return rows;
    });
    expect(audit).toEqual([{ actor: 'gate:escalations', became: 'returned' }]);
  });

  it('that came back may still be decided by the manager; the other side then hears whose it was', async () => {
    await policy({ escalationHours: SECOND });
    const row = await escalated();
    await comesBack(row);
    const answers = await Promise.all([
      say(boss, row, REJECT),
      say(other, row, { action: 'approve' }),
    ]);
    expect(answers.map((one) => one?.status).toSorted()).toEqual(['accepted', 'conflict']);
    expect(answers.find((one) => one?.status === 'conflict')).toMatchObject({
      conflict: 'already_decided',
    });
  });

  it('answered in time never comes back', async () => {
    await policy({ escalationHours: SECOND });
    const answered = await escalated();
    expect(await say(boss, answered, REJECT)).toMatchObject({ status: 'accepted' });
    const sentinel = await escalated();
    await comesBack(sentinel);
    const returned = await withClient(at(), async (client) => {
      const { rows } = await client.query(
        'select proposal_id from escalation_returns where proposal_id = any ($1::uuid[])',
        [[answered.id, sentinel.id]],
      );
      return rows;
    });
    expect(returned).toEqual([{ proposal_id: sentinel.id }]);
  });
});

describe('whoever writes SQL', () => {
  it('brings nothing back before its time, and takes no return away', async () => {
    await policy({ escalationHours: 3 });
    const row = await escalated();
    await withClient(at(), async (client) => {
      const insert = client.query(
        `insert into escalation_returns (workspace_id, decision_id, proposal_id, revision)
         select workspace_id, id, proposal_id, revision from decisions
         where proposal_id = $1 and action = 'escalate'`,
        [row.id],
      );
      await expect(insert).rejects.toThrow('nobody answered in time');
    });
    await policy({ escalationHours: SECOND });
    await comesBack(row);
    for (const sql of [
      'delete from escalation_returns',
      'update escalation_returns set at = now()',
    ])
      await withClient(at(), async (client) => {
        await expect(client.query(`${sql} where proposal_id = $1`, [row.id])).rejects.toThrow();
      });
  });
});
