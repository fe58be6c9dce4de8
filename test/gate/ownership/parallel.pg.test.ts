import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Device, type Team, type TestGate, team, testGate } from '../http/harness.ts';
import { feedOf, prices, quote, say } from './scene.ts';

let gate: TestGate;
let acme: Team;
let one: Device;
let two: Device;
let three: Device;
beforeAll(async () => {
  gate = await testGate();
  acme = await team(gate.store);
  const { workspaceId } = acme;
  one = await Device.paired(gate, workspaceId);
  two = await Device.paired(gate, workspaceId);
  three = await Device.paired(gate, workspaceId, { role: 'manager' });
  const parallelReview = { count: 2, legalReason: 'MiFID II art. 16(3), four eyes on prices' };
  const body = prices({ parallelReview });
  const put = await three.send('PUT', '/v1/workflows/prices', { body });
  if (put.status !== 200) throw new Error(await put.text());
});
afterAll(() => gate.close());

const stateOf = async (id: string) =>
  (await gate.store.proposals.current({ workspaceId: acme.workspaceId, proposalId: id }))?.state;

describe('two reviewers side by side, because the law says so', () => {
  it('clears only with two distinct people; the first is told that it waits', async () => {
    const made = await quote(gate, acme);
    const first = await say(one, acme, made);
    expect(first).toMatchObject({
      status: 'accepted',
      detail: expect.stringContaining('waits for one'),
    });
    expect(await stateOf(made.id)).toBe('pending');
    expect(await say(one, acme, made)).toMatchObject({
      status: 'conflict',
      conflict: 'already_decided',
      detail: expect.stringContaining('You approved this already'),
    });
    expect((await feedOf(one)).of(made.id)?.parallel).toMatchObject({
      need: 2,
      have: 1,
      mine: true,
    });
    expect((await feedOf(two)).of(made.id)?.parallel).toMatchObject({ have: 1, mine: false });
    const last = await say(two, acme, made);
    expect(last).toMatchObject({ status: 'accepted' });
    expect(last.detail).toBeUndefined();
    expect(await stateOf(made.id)).toBe('approved');
    expect((await say(three, acme, made)).conflict).toBe('already_decided');
  });

  it('a retried first approval is a duplicate, not a second one', async () => {
    const made = await quote(gate, acme);
    const id = gate.deps.newId();
    const decidedAt = new Date().toISOString();
    expect((await say(one, acme, made, { id, decidedAt })).status).toBe('accepted');
    expect((await say(one, acme, made, { id, decidedAt })).status).toBe('duplicate');
    expect(await stateOf(made.id)).toBe('pending');
  });

  it('an approval that was recalled counts no more, before the others and after, until given again', async () => {
    const { workspaceId } = acme;
    const me = (await (await one.send('GET', '/v1/me')).json()) as { reviewer: { email: string } };
    const recall = async () => {
      const since = new Date(Date.now() - 60_000).toISOString();
      const body = { reviewer: me.reviewer.email, since, reason: 'It was not read.' };
      const answer = await three.send('POST', '/v1/recalls', { body });
      return ((await answer.json()) as { recalled: string[] }).recalled;
    };
    const waiting = await quote(gate, acme);
    await say(one, acme, waiting);
    expect(await recall()).toContain(waiting.id);
    expect((await feedOf(two)).of(waiting.id)?.parallel).toMatchObject({ have: 0 });
    expect((await say(two, acme, waiting)).detail).toContain('waits for one');
    expect((await say(one, acme, waiting)).detail).toBeUndefined();
    expect(await stateOf(waiting.id)).toBe('approved');

    const cleared = await quote(gate, acme);
    await say(one, acme, cleared);
    await say(two, acme, cleared);
    expect(await recall()).toEqual(expect.arrayContaining([waiting.id, cleared.id]));
    expect(await stateOf(cleared.id)).toBe('pending');
    const [dispatch] = await gate.store.dispatches.list({
      ...{ workspaceId, proposalId: cleared.id, limit: 1 },
    });
    expect(dispatch?.state).toBe('refused');
    expect((await say(two, acme, cleared)).detail).toContain('waits for one');
    expect((await say(one, acme, cleared)).detail).toBeUndefined();
    expect(await stateOf(cleared.id)).toBe('approved');
  });

  it('one rejection ends it, whoever approved before', async () => {
    const made = await quote(gate, acme);
    await say(one, acme, made);
    expect(
      (await say(two, acme, made, { action: 'reject', reason: { code: 'offer' } })).status,
    ).toBe('accepted');
    expect(await stateOf(made.id)).toBe('rejected');
  });

  it('two at once: both count, and one clearance comes of it', async () => {
    for (let round = 0; round < 5; round += 1) {
      const made = await quote(gate, acme);
      const answers = await Promise.all([one, two, three].map((device) => say(device, acme, made)));
      const accepted = answers.filter(({ status }) => status === 'accepted');
      expect(accepted).toHaveLength(2);
      expect(accepted.filter(({ detail }) => detail !== undefined)).toHaveLength(1);
      expect(await stateOf(made.id)).toBe('approved');
    }
  });

  it('holds against SQL: no standing approval without the other, no concurrence without a decision', async () => {
    const made = await quote(gate, acme);
    const sql = new pg.Client({ connectionString: gate.databaseUrl });
    await sql.connect();
    try {
      await sql.query("select set_config('gate.workspace', $1, false)", [acme.workspaceId]);
      const values = [acme.workspaceId, randomUUID(), made.id, made.contentDigest, one.deviceId];
      await expect(
        sql.query(
          `insert into decisions (workspace_id, id, proposal_id, revision, reviewer_id, device_id,
             action, content_digest, attention, jws, decided_at, status, standing, workflow_id,
             model_version, confidence_bucket)
           select $1, $2, $3, 1, d.reviewer_id, d.id, 'approve', $4, '{}', 'x', now(), 'accepted',
             true, 'prices', '1', 1 from devices d where d.workspace_id = $1 and d.id = $5`,
          values,
        ),
      ).rejects.toMatchObject({ code: 'CS008' });
      await expect(
        sql.query(
          `insert into concurrences (workspace_id, decision_id, proposal_id, revision, reviewer_id,
             content_digest) select $1, $2, $3, 1, d.reviewer_id, $4 from devices d
           where d.workspace_id = $1 and d.id = $5`,
          values,
        ),
      ).rejects.toMatchObject({ code: 'CS001' });
    } finally {
      await sql.end();
    }
  });
});
