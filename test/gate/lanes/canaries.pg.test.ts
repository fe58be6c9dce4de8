import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReviewItem } from '../../../src/core/schema/proposal.ts';
import { withClient } from '../../support/pg-as.ts';
import { call, decision, email, signed, type TestGate, testGate } from '../http/harness.ts';
import { decideOn, feedOf, openLooks, propose, type Stage, stage } from './stage.ts';

let gate: TestGate;
beforeAll(async () => {
  gate = await testGate();
});
afterAll(async () => {
  await gate.close();
});

const BODY = '<p>Hi Dana,</p><p>You have 120 people in support. Shall we talk?</p>';
const planting = (change: object = {}, policy: object = {}) =>
  stage(gate, { canaries: { rate: 0.5, bursts: 1, mostADay: 100, ...change } }, { policy });

/** Proposes until one is planted: its original's id, and the item that reviewers have instead. */
async function planted(at: Stage): Promise<{ original: string; item: ReviewItem }> {
  for (let attempt = 0; attempt < 30; attempt += 1) {
    const content = email({
      ...{ to: [{ email: `dana-${v7()}@buyer-${v7()}.example`, name: 'Dana' }], body: BODY },
    });
    const made = await propose(at, { content });
    const { items } = await feedOf(at.rep);
    if (items.has(made.id)) continue;
    const known = content.kind === 'email.draft' ? content.to[0]?.email : '';
    const item = [...items.values()].find(
      (one) => one.content.kind === 'email.draft' && one.content.to[0]?.email === known,
    );
    if (!item) throw new Error('neither the original nor what stands in for it');
    return { original: made.id, item };
  }
  throw new Error('nothing was planted in thirty');
}
const asked = (item: ReviewItem) => ({ ...item, id: item.proposalId });
const bodyOf = ({ content }: ReviewItem): string =>
  content.kind === 'email.draft' ? content.body : '';

describe('a canary', () => {
  it('is to be decided blind as often as anything else of its tier, whatever its original was', async () => {
    const at = await planting({}, { fatigue: { blindShare: 1 } });
    const tiers = new Set<string>();
    for (let n = 0; n < 40 && !(tiers.has('high') && tiers.size > 1); n += 1) {
      const { item } = await planted(at);
      tiers.add(item.tier);
      expect([item.tier, item.blind]).toEqual([
        item.tier,
        item.tier === 'high' ? { reason: 'share' } : undefined,
      ]);
    }
    expect(tiers).toContain('high');
  });

  it('comes in the place of its original, which nobody sees or decides before it', async () => {
    const at = await planting();
    const { original, item } = await planted(at);
    expect(item).toMatchObject({
      state: 'pending',
      lane: 'human',
      workflow: { id: at.workflowId },
    });
    expect(item.blind).toBeUndefined();
    expect(bodyOf(item)).not.toBe(BODY);
    const before = await gate.store.proposals.current({
      workspaceId: at.team.workspaceId,
      proposalId: original,
    });
    if (!before) throw new Error('no original');
    const held = { id: original, revision: 1, contentDigest: before.contentDigest };
    expect(await decideOn(at, at.rep, held)).toMatchObject({ conflict: 'not_found' });
    expect((await at.rep.send('GET', `/v1/proposals/${original}/standing`)).status).toBe(404);
    expect((await at.rep.send('GET', `/v1/proposals/${item.proposalId}/standing`)).status).toBe(
      200,
    );
    const lease = await at.rep.send('POST', '/v1/leases', {
      body: { proposalId: item.proposalId },
    });
    expect(lease.status).toBe(200);

    const reason = { code: 'wrong_fact' as const };
    const made = await decision(at.team, asked(item), { action: 'reject', reason });
    const last = await signed(at.rep, made);
    const [answer]: { status: string; detail?: string }[] = await at.rep.decide([last]);
    expect(answer).toMatchObject({
      status: 'accepted',
      detail: expect.stringMatching(/^This one was planted .* You caught it\.$/),
    });
    const { items } = await feedOf(at.rep);
    const [again] = await at.rep.decide([last]);
    expect(again).toMatchObject({ status: 'duplicate', detail: answer?.detail });
    expect(items.get(item.proposalId)).toMatchObject({
      state: 'rejected',
      decision: { action: 'reject' },
    });
    expect((await feedOf(at.manager)).items.has(item.proposalId)).toBe(false);
    expect(items.get(original)).toMatchObject({ state: 'pending' });
    expect(await decideOn(at, at.rep, held)).toMatchObject({ status: 'accepted' });
  });

  it('has a link as what it stands in for would, which has none meanwhile: neither says which it is', async () => {
    const at = await planting();
    const { original, item } = await planted(at);
    const asking = async (id: string) => at.rep.send('GET', `/v1/proposals/${id}`);
    expect((await asking(original)).status).toBe(404);
    const answer = await asking(item.proposalId);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ item, yours: true });
    const other = await propose(at, { content: email({ to: [{ email: `x-${v7()}@y.example` }] }) });
    const plain = (await feedOf(at.rep)).items.get(other.id);
    // Planted or not, it is told with the same members.
    if (plain) expect(await (await asking(other.id)).json()).toEqual({ item: plain, yours: true });
  });

  it('that is approved sends nothing, says what was wrong, and counts as missed', async () => {
    const at = await planting();
    const { item } = await planted(at);
    expect(await decideOn(at, at.rep, asked(item))).toMatchObject({
      status: 'accepted',
      detail: expect.stringContaining('It was let through; nothing was sent.'),
    });
    const { workspaceId } = at.team;
    expect(await gate.store.dispatches.list({ workspaceId, limit: 10 })).toEqual([]);
    const audits = await (await at.manager.send('GET', '/v1/audits')).json();
    const { flagged, unflagged } = (
      audits as { canaries: Record<'flagged' | 'unflagged', { caught: number; planted: number }> }
    ).canaries;
    expect(flagged.planted + unflagged.planted).toBe(1);
    expect(flagged.caught + unflagged.caught).toBe(0);
  });

  it('is never in what its agent reads, nor in lessons, metrics of lanes or the export of the log', async () => {
    const at = await planting();
    const { original, item } = await planted(at);
    const { key } = at.team;
    const own = await call(gate, 'GET', `/v1/proposals/${original}/decision?wait=0`, { key });
    expect(await own.json()).toMatchObject({ state: 'pending', decision: null });
    const theirs = await call(gate, 'GET', `/v1/proposals/${item.proposalId}/decision`, { key });
    expect(theirs.status).toBe(404);
    await decideOn(at, at.rep, asked(item), { action: 'reject', reason: { code: 'wrong_fact' } });
    const lessons = await call(gate, 'GET', `/v1/workflows/${at.workflowId}/lessons`, { key });
    expect(JSON.stringify(await lessons.json())).not.toContain('wrong_fact');
    const after = await call(gate, 'GET', `/v1/proposals/${original}/decision?wait=0`, { key });
    expect(await after.json()).toMatchObject({ state: 'pending', decision: null });
    const lanes = (await (await at.manager.send('GET', '/v1/lanes')).json()) as {
      shares: { workflowId: string; proposals: number }[];
    };
    const { rows } = await withClient({ url: gate.databaseUrl, ...at.team }, (sql) =>
      sql.query<{ n: number }>('select count(*)::int as n from proposals'),
    );
    expect(lanes.shares).toMatchObject([{ proposals: rows[0]?.n }]);
  });

  it('is not planted in a mailbox, on a price, where a template has slots, nor beyond the day’s share', async () => {
    const at = await planting({ mostADay: 1 });
    await planted(at);
    for (let count = 0; count < 12; count += 1) {
      const made = await propose(at, { content: email({ body: BODY }) });
      expect((await feedOf(at.rep)).items.has(made.id)).toBe(true);
    }
    const boxed = await planting();
    for (let count = 0; count < 12; count += 1) {
      const made = await propose(boxed, { content: email({ body: BODY, delivery: 'compose' }) });
      expect((await feedOf(boxed.rep)).items.has(made.id)).toBe(true);
    }
  });

  it('makes way when its agent changes or withdraws the original, or nobody decides it in time', async () => {
    const at = await planting();
    const { original, item } = await planted(at);
    await call(gate, 'DELETE', `/v1/proposals/${original}`, { key: at.team.key });
    expect(await decideOn(at, at.rep, asked(item))).toMatchObject({ conflict: 'withdrawn' });
    expect((await feedOf(at.rep)).items.has(item.proposalId)).toBe(false);
    const soon = await stage(
      gate,
      { canaries: { rate: 0.5, bursts: 1, mostADay: 100 } },
      { policy: { dueHours: 0.0000001 } },
    );
    const late = await planted(soon);
    await openLooks(soon);
    const { items } = await feedOf(soon.rep);
    expect(items.has(late.item.proposalId)).toBe(false);
    expect(items.get(late.original)).toMatchObject({ state: 'pending' });
    const { rows } = await withClient({ url: gate.databaseUrl, ...soon.team }, (sql) =>
      sql.query('select state from looks where id = $1', [late.item.proposalId]),
    );
    expect(rows).toEqual([{ state: 'void' }]);
  });

  it('can’t be cleared or dispatched by SQL, under its own id or its original’s', async () => {
    const at = await planting();
    const { original, item } = await planted(at);
    const { workspaceId, agentId } = at.team;
    await withClient({ url: gate.databaseUrl, workspaceId }, async (sql) => {
      const clearance = (proposalId: string) =>
        sql.query(
          `insert into clearances (workspace_id, id, proposal_id, revision, workflow_id, executor,
             content_digest, policy_version, jws, state, expires_at)
           values ($1, $2, $3, 1, $4, 'gate:smtp', $5, 1, 'a.b.c', 'open', now() + interval '1 hour')`,
          [workspaceId, v7(), proposalId, at.workflowId, item.contentDigest],
        );
      await expect(clearance(item.proposalId)).rejects.toThrow();
      await expect(clearance(original)).rejects.toMatchObject({ code: 'CS001' });
      await expect(
        sql.query(
          `insert into proposals (workspace_id, id, agent_id, workflow_id, external_id, kind, revision,
             state, lane) values ($1, $2, $3, $4, 'x', 'email.draft', 1, 'pending', 'human')`,
          [workspaceId, item.proposalId, agentId, at.workflowId],
        ),
      ).rejects.toMatchObject({ code: 'CS001' });
      await expect(
        sql.query(
          `insert into dispatches (workspace_id, id, proposal_id, workflow_id, clearance_id, executor,
             content_digest, state) values ($1, $2, $3, $4, $5, 'gate:smtp', $6, 'queued')`,
          [workspaceId, v7(), item.proposalId, at.workflowId, v7(), item.contentDigest],
        ),
      ).rejects.toThrow();
      await expect(sql.query('delete from canaries')).rejects.toThrow();
      await expect(
        sql.query("update canaries set content = 'x' where look_id = $1", [item.proposalId]),
      ).rejects.toThrow();
    });
  });
});

it('what reviewers catch becomes the sensitivity that the lane’s bound is divided by', async () => {
  const at = await planting();
  // Which defects are planted is chance, and only those that no check flags count: some of them first.
  const unflagged = () =>
    withClient({ url: gate.databaseUrl, ...at.team }, async (sql) => {
      const { rows } = await sql.query('select 1 from canaries where not flagged');
      return rows.length;
    });
  for (let caught = 0; caught < 4 || ((await unflagged()) === 0 && caught < 40); caught += 1) {
    const { item } = await planted(at);
    const change =
      caught === 0 ? {} : { action: 'reject' as const, reason: { code: 'wrong_fact' as const } };
    await decideOn(at, at.rep, asked(item), change);
  }
  for (const one of (await feedOf(at.rep)).items.values())
    if (one.state === 'pending') await decideOn(at, at.rep, asked(one));
  await gate.store.lanes.daily({ now: Date.now() + 86_400_000 * 5 });
  const { rows } = await withClient({ url: gate.databaseUrl, ...at.team }, (sql) =>
    sql.query<{ noticing: object | null; there: number; noticed: number }>(
      `select v.inputs -> 'noticing' as noticing,
         (select count(*)::int from canaries where not flagged) as there,
         (select count(*)::int from canaries c join looks k on k.id = c.look_id
           where not c.flagged and k.defect) as noticed
       from lane_verdicts v`,
    ),
  );
  const [row] = rows;
  if (!row) throw new Error('no verdict');
  const { noticing, there, noticed } = row;
  expect(there).toBeGreaterThan(0);
  expect(noticing).toEqual({ there, noticed });
});
