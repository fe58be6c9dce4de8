import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  Device,
  email,
  proposal,
  submit,
  type Team,
  type TestGate,
  team,
  testGate,
} from '../http/harness.ts';
import { CFO, FIN, feedOf, owned, prices, quote, say } from './scene.ts';

let gate: TestGate;
let acme: Team;
let rep: Device;
let boss: Device;
let fin: Device;
let cfo: Device;
let version = 0;
beforeAll(async () => {
  gate = await testGate();
  acme = await team(gate.store);
  const { workspaceId } = acme;
  rep = await Device.paired(gate, workspaceId);
  boss = await Device.paired(gate, workspaceId, { role: 'admin' });
  fin = await Device.paired(gate, workspaceId, { email: FIN, mailboxes: [FIN] });
  cfo = await Device.paired(gate, workspaceId, { email: CFO, mailboxes: [CFO] });
});
afterAll(() => gate.close());

async function policy(change: Parameters<typeof prices>[0]): Promise<void> {
  version += 1;
  const body = prices(change, version);
  const answer = await boss.send('PUT', '/v1/workflows/prices', { body });
  if (answer.status !== 200) throw new Error(await answer.text());
}
const away = (device: Device, body: object) => device.send('POST', '/v1/away', { body });
const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();
/** what the gate does every few seconds, until it has done `count` */
const sweep = () => gate.store.ownership.sweepOwnership();

describe('an exclusive tier', () => {
  it('is decided by its approver alone; others hear who may', async () => {
    await policy(owned());
    const made = await quote(gate, acme);
    for (const device of [rep, boss, cfo]) {
      const answer = await say(device, acme, made);
      expect(answer).toMatchObject({ status: 'conflict', conflict: 'not_yours' });
      expect(answer.detail).toContain(FIN);
      expect((await feedOf(device)).of(made.id)).toBeUndefined();
    }
    expect((await feedOf(fin)).of(made.id)).toMatchObject({
      tier: 'high',
      ownership: { mine: true, approver: FIN, standIn: CFO },
    });
    expect((await say(fin, acme, made)).status).toBe('accepted');
    // what was decided is everybody's to see
    expect((await feedOf(boss)).of(made.id)?.decision?.action).toBe('approve');
  });

  it('other tiers of the workflow are as before', async () => {
    const content = {
      kind: 'contact.enrich' as const,
      contact: { system: 'HubSpot', object: 'contact', id: '42' },
      changes: [{ field: 'title', before: null, after: 'CFO' }],
    };
    const made = await submit(gate, acme, proposal({ workflowId: 'prices', content }));
    expect((await feedOf(rep)).of(made.id)?.ownership).toBeUndefined();
    expect((await say(rep, acme, made)).status).toBe('accepted');
  });

  it('goes to the stand-in when its time is over: once, with the sentence, audited', async () => {
    await policy(owned(0.00001));
    const before = await feedOf(cfo);
    const made = await quote(gate, acme);
    await expect.poll(sweep, { timeout: 10_000 }).toBe(1);
    const { of } = await feedOf(cfo, before.cursor);
    expect(of(made.id)).toMatchObject({
      trigger: { code: 'handed-over', message: expect.stringContaining(`${FIN} did not decide`) },
      ownership: { mine: true, handedOver: true },
    });
    expect(await sweep()).toBe(0);
    expect((await say(rep, acme, made)).detail).toContain(CFO);
    expect((await say(cfo, acme, made)).status).toBe('accepted');
  });

  it('is not handed over when it was decided before', async () => {
    const made = await quote(gate, acme);
    expect(
      (await say(fin, acme, made, { action: 'reject', reason: { code: 'offer' } })).status,
    ).toBe('accepted');
    await expect.poll(sweep, { timeout: 10_000 }).toBe(1);
    expect((await feedOf(cfo)).of(made.id)?.trigger.code).not.toBe('handed-over');
  });

  it('is the stand-in’s while the approver is away, and the approver’s again', async () => {
    await policy(owned());
    const made = await quote(gate, acme);
    expect((await away(rep, { email: FIN, until: inAnHour() })).status).toBe(403);
    expect((await away(boss, { email: 'nobody@acme.example', until: inAnHour() })).status).toBe(
      404,
    );
    expect((await away(fin, { until: new Date(0).toISOString() })).status).toBe(422);
    const place = (await feedOf(cfo)).cursor;
    expect((await away(fin, { until: inAnHour() })).status).toBe(200);
    const during = await feedOf(cfo, place);
    expect(during.resynced).toBe(true);
    expect(during.of(made.id)?.ownership?.message).toContain('away');
    expect((await away(boss, { email: FIN, until: null })).status).toBe(200);
    expect((await feedOf(cfo, during.cursor)).of(made.id)).toBeUndefined();
    expect((await say(cfo, acme, made)).conflict).toBe('not_yours');
    expect((await say(fin, acme, made)).status).toBe('accepted');
  });

  it('escalated, it is the stand-in’s, whatever their role', async () => {
    const made = await quote(gate, acme);
    expect((await say(fin, acme, made, { action: 'escalate' })).status).toBe('accepted');
    expect((await say(boss, acme, made)).conflict).toBe('not_yours');
    expect((await say(cfo, acme, made)).status).toBe('accepted');
  });

  it('takes the newest policy, also for what is open, and between reading and writing', async () => {
    await policy({});
    const made = await quote(gate, acme);
    const place = (await feedOf(boss)).cursor;
    await policy(owned());
    const { entries } = await feedOf(boss, place);
    expect(entries).toContainEqual({ op: 'remove', proposalId: made.id });
    expect((await say(boss, acme, made)).conflict).toBe('not_yours');
    // as if read before the policy changed: the trigger refuses it, and the answer says why
    const ground = gate.store.decisions.ground;
    gate.store.decisions.ground = async (input) => {
      const found = await ground(input);
      return { ...found, target: found.target && { ...found.target, guarded: false } };
    };
    try {
      expect(await say(boss, acme, made)).toMatchObject({
        conflict: 'not_yours',
        detail: expect.stringContaining(FIN),
      });
    } finally {
      gate.store.decisions.ground = ground;
    }
    expect((await say(fin, acme, made)).status).toBe('accepted');
  });
});

describe('a draft that lies in the mailbox', () => {
  it('stays with its rep for the Send guard, not to be decided', async () => {
    const body = {
      ...{
        id: 'replies',
        name: 'Replies',
        pattern: 'pre-approval',
        owner: FIN,
        kinds: ['email.draft'],
      },
      policy: {
        ...prices().policy,
        ownership: {
          medium: { approver: FIN, standIn: CFO, escalateAfterHours: 4, exclusive: true },
        },
      },
    };
    expect((await boss.send('PUT', '/v1/workflows/replies', { body })).status).toBe(200);
    const compose = await submit(
      gate,
      acme,
      proposal({ workflowId: 'replies', content: email({ delivery: 'compose', tail: '' }) }),
    );
    const sent = await submit(gate, acme, proposal({ workflowId: 'replies', content: email() }));
    const { of } = await feedOf(rep);
    expect(of(compose.id)?.ownership).toMatchObject({ mine: false, approver: FIN });
    expect(of(sent.id)).toBeUndefined();
    expect((await say(rep, acme, sent)).conflict).toBe('not_yours');
  });
});

describe('a lease', () => {
  it('shows in others’ feeds when it begins, not at each renewal, and blocks nobody', async () => {
    const made = await submit(gate, acme, proposal());
    const other = await Device.paired(gate, acme.workspaceId);
    const lease = async (device: Device) => {
      const answer = await device.send('POST', '/v1/leases', { body: { proposalId: made.id } });
      return {
        status: answer.status,
        ...((await answer.json()) as { until: string; others: string[] }),
      };
    };
    const place = (await feedOf(rep)).cursor;
    const { until } = await lease(other);
    const left = Date.parse(until) - Date.now();
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(5 * 60_000);
    const first = await feedOf(rep, place);
    expect(first.of(made.id)?.openWith).toEqual([{ name: 'Rae Rep', until: expect.any(String) }]);
    expect((await feedOf(other)).of(made.id)?.openWith).toBeUndefined();
    await lease(other);
    expect((await feedOf(rep, first.cursor)).entries).toEqual([]);
    expect((await lease(rep)).others).toEqual(['Rae Rep']);
    expect((await say(rep, acme, made)).status).toBe('accepted');
    // A tab that was closed, or a worker that died, keeps nothing up: the look ends by itself.
    const looked = await submit(gate, acme, proposal());
    const lease2 = await other.send('POST', '/v1/leases', { body: { proposalId: looked.id } });
    expect(lease2.status).toBe(200);
    expect((await feedOf(rep)).of(looked.id)?.openWith).toHaveLength(1);
    const client = new pg.Client({ connectionString: gate.databaseUrl });
    await client.connect();
    await client.query("select set_config('gate.workspace', $1, false)", [acme.workspaceId]);
    await client.query("update leases set until = now() - interval '1 s' where proposal_id = $1", [
      looked.id,
    ]);
    await client.end();
    expect((await feedOf(rep)).of(looked.id)?.openWith).toBeUndefined();
    const stranger = await Device.paired(gate, acme.workspaceId, { mailboxes: ['x@acme.example'] });
    expect((await lease(stranger)).status).toBe(404);
  });
});

describe('whoever writes SQL', () => {
  it('cannot decide for another, nor hand over to themselves', async () => {
    await policy(owned());
    const made = await quote(gate, acme);
    const sql = new pg.Client({ connectionString: gate.databaseUrl });
    await sql.connect();
    try {
      await sql.query("select set_config('gate.workspace', $1, false)", [acme.workspaceId]);
      const insert = (deviceId: string) =>
        sql.query(
          `insert into decisions (workspace_id, id, proposal_id, revision, reviewer_id, device_id,
             action, content_digest, attention, jws, decided_at, status, standing, workflow_id,
             model_version, confidence_bucket)
           select $1, $2, $3, 1, d.reviewer_id, d.id, 'approve', $4, '{}', 'x', now(), 'accepted',
             true, 'prices', '1', 1 from devices d where d.workspace_id = $1 and d.id = $5`,
          [acme.workspaceId, randomUUID(), made.id, made.contentDigest, deviceId],
        );
      await expect(insert(boss.deviceId)).rejects.toMatchObject({ code: 'CS008' });
      await expect(insert(cfo.deviceId)).rejects.toMatchObject({ code: 'CS008' });
      expect((await insert(fin.deviceId)).rowCount).toBe(1);
    } finally {
      await sql.end();
    }
  });
});
