import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SpotCheckDetail } from '../../../src/core/schema/spot-check.ts';
import { withClient } from '../../support/pg-as.ts';
import { Device, email, proposal, submit, type TestGate, testGate } from '../http/harness.ts';
import { decideOn, execute, feedOf, propose, type Stage, stage } from './stage.ts';

let gate: TestGate;
let at: Stage;
beforeAll(async () => {
  gate = await testGate();
});
afterAll(() => gate.close());
beforeEach(async () => {
  at = await stage(gate);
});

const DAY = 86_400_000;
const since = (days = 1): string => new Date(Date.now() - days * DAY).toISOString();

async function draw(
  device: Device,
  change: object = {},
): Promise<SpotCheckDetail & { status: number; detail?: string }> {
  const answer = await device.send('POST', '/v1/spot-checks', {
    body: { n: 10, from: since(), ...change },
  });
  return { status: answer.status, ...((await answer.json()) as SpotCheckDetail) };
}
const read = async (device: Device, id: string): Promise<SpotCheckDetail> =>
  (await (await device.send('GET', `/v1/spot-checks/${id}`)).json()) as SpotCheckDetail;

/** So many mails that a rep approved, and that left. */
async function sent(count: number, change: Parameters<typeof propose>[1] = {}): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const made = await propose(at, change);
    expect((await decideOn(at, at.rep, made))?.status).toBe('accepted');
    await execute(at, made.id);
    ids.push(made.id);
  }
  return ids;
}

/** Decides the item of a look as its reviewer's extension would. */
async function look(device: Device, lookId: string, change: Parameters<typeof decideOn>[3] = {}) {
  const item = (await feedOf(device)).items.get(lookId);
  if (!item) throw new Error('the feed has no such look');
  const { revision, contentDigest } = item;
  return decideOn(at, device, { id: lookId, revision, contentDigest }, change);
}
const WRONG = { action: 'reject', reason: { code: 'wrong_fact' } } as const;

describe('drawing a spot-check', () => {
  it('takes what left, each as likely as any, and keeps what it was drawn from', async () => {
    const ids = await sent(6);
    await propose(at);
    const check = await draw(at.manager, { n: 4 });
    expect(check).toMatchObject({
      ...{ status: 201, n: 4, drawn: 4, population: 6, open: 4, mine: true, byRisk: false },
      ...{ leftOut: { own: 0, erased: 0 }, found: { n: 0, share: null, rate: null, upper: 1 } },
      strata: [{ workflowId: at.workflowId, lane: 'human', items: 6, weight: 1, looked: 0 }],
    });
    expect(check.items.map(({ place, inclusion }) => [place, inclusion])).toEqual(
      [1, 2, 3, 4].map((place) => [place, 4 / 6]),
    );
    // An auditor who has the seed draws the same, in the same order.
    const dispatches = await Promise.all(
      ids.map((proposalId) =>
        gate.store.dispatches.list({ workspaceId: at.team.workspaceId, proposalId, limit: 1 }),
      ),
    );
    const rings = dispatches.flat().map(({ id, proposalId }) => {
      const hash = createHash('sha256')
        .update(Buffer.from(check.seed, 'hex'))
        .update(Buffer.from(id.replaceAll('-', ''), 'hex'))
        .digest('hex');
      return {
        proposalId,
        at: -Math.log((Number(BigInt(`0x${hash.slice(0, 14)}`)) + 0.5) / 2 ** 56),
      };
    });
    rings.sort((a, b) => a.at - b.at);
    const kept = await withClient({ url: gate.databaseUrl, ...at.team }, async (client) => {
      const { rows } = await client.query(
        'select proposal_id from spot_check_items where check_id = $1 order by place',
        [check.id],
      );
      return rows.map((row) => row.proposal_id);
    });
    expect(kept).toEqual(rings.slice(0, 4).map(({ proposalId }) => proposalId));
  });

  it('takes high risk more readily where that is wanted, and says how likely each was', async () => {
    const check = await draw(at.manager, { byRisk: true });
    expect(check).toMatchObject({ status: 201, drawn: 0, population: 0, byRisk: true, strata: [] });
    await sent(2);
    await sent(2, {
      flags: [
        {
          code: 'agent.doubt',
          origin: 'agent',
          severity: 'high',
          message: 'I am not sure of this.',
        },
      ],
    } as never);
    const drawn = await draw(at.manager, { byRisk: true, n: 2 });
    const weights = new Map(drawn.strata.map(({ tier, weight }) => [tier, weight]));
    expect(drawn.strata.reduce((sum, { items }) => sum + items, 0)).toBe(4);
    for (const [tier, weight] of weights) expect(weight).toBe({ high: 4, medium: 2, low: 1 }[tier]);
    const all = await draw(at.manager, { byRisk: true, n: 30 });
    expect(all.items.map(({ inclusion }) => inclusion)).toEqual([1, 1, 1, 1]);
  });

  it('leaves out what its manager let out, and says how much that was', async () => {
    await sent(2);
    const made = await propose(at);
    await decideOn(at, at.manager, made);
    await execute(at, made.id);
    expect(await draw(at.manager)).toMatchObject({
      ...{ population: 2, drawn: 2, leftOut: { own: 1, erased: 0 } },
    });
    const other = await Device.paired(gate, at.team.workspaceId, { role: 'manager' });
    expect(await draw(other)).toMatchObject({ population: 3, leftOut: { own: 0, erased: 0 } });
  });

  it('is of the workflow and the time that were asked for', async () => {
    await sent(2);
    const content = email({ to: [{ email: `x-${randomUUID()}@else.example` }] });
    const elsewhere = await submit(gate, at.team, proposal({ workflowId: 'outbound', content }));
    await decideOn(at, at.rep, elsewhere);
    await execute(at, elsewhere.id);
    expect((await draw(at.manager)).population).toBe(3);
    expect((await draw(at.manager, { workflowId: 'outbound' })).population).toBe(1);
    expect((await draw(at.manager, { to: since(0.5) })).population).toBe(0);
  });

  it.each([
    ['a quarter and more', { from: since(200) }, 422],
    ['a period that ends before it begins', { to: since(3) }, 422],
    ['no items', { n: 0 }, 422],
    ['an unknown workflow', { workflowId: 'nowhere' }, 404],
  ])('refuses %s', async (_name, change, status) => {
    expect((await draw(at.manager, change)).status).toBe(status);
  });

  it('is a manager’s', async () => {
    expect((await draw(at.rep)).status).toBe(403);
  });
});

describe('the items of a spot-check', () => {
  it('come to who drew them alone, without a word of what came first', async () => {
    await sent(2);
    const { id, items } = await draw(at.manager);
    const other = await Device.paired(gate, at.team.workspaceId, { role: 'manager' });
    const mine = (await feedOf(at.manager)).items;
    const theirs = (await feedOf(other)).items;
    for (const { lookId } of items) {
      const item = mine.get(lookId);
      expect(item).toMatchObject({ state: 'pending', blind: { reason: 'audit', spotCheck: id } });
      expect(item).not.toHaveProperty('decision');
      expect(item).not.toHaveProperty('clearance');
      expect(theirs.has(lookId)).toBe(false);
      expect((await feedOf(at.rep)).items.has(lookId)).toBe(false);
      const foreign = { id: lookId, revision: 1, contentDigest: item?.contentDigest ?? '' };
      expect(await decideOn(at, other, foreign)).toMatchObject({ conflict: 'not_found' });
    }
    const before = JSON.stringify(await read(at.manager, id));
    expect(before).not.toMatch(/"decided"|proposalId|"first"/);
  });

  it('show what left, not what the agent had written', async () => {
    const made = await propose(at);
    const base = made.id;
    const content = email({ subject: 'As the rep wrote it', to: [{ email: 'p@buyer.example' }] });
    const { contentDigest } = await import('../../../src/core/digest/content.ts');
    const answer = await decideOn(at, at.rep, made, {
      ...{ action: 'approve_edited', content, contentDigest: await contentDigest(content) },
      reason: { code: 'tone' },
    });
    expect(answer?.status).toBe('accepted');
    await execute(at, base);
    const { items } = await draw(at.manager);
    const [item] = items;
    const shown = (await feedOf(at.manager)).items.get(item?.lookId ?? '');
    expect(shown?.content).toMatchObject({ subject: 'As the rep wrote it' });
    expect(shown?.contentDigest).toBe(await contentDigest(content));
    expect(await look(at.manager, item?.lookId ?? '')).toMatchObject({ status: 'accepted' });
  });

  it('say, once decided, what came first, and what is known of all', async () => {
    await sent(3);
    const { id, items } = await draw(at.manager);
    const [first, second, third] = items.map(({ lookId }) => lookId);
    expect((await look(at.manager, first ?? ''))?.status).toBe('accepted');
    expect((await look(at.manager, second ?? '', WRONG))?.status).toBe('accepted');
    const half = await read(at.manager, id);
    expect(half).toMatchObject({ open: 1, found: { n: 2, defects: 1, share: 0.5 } });
    expect(half.agreement).toEqual({
      people: { looked: 2, agreed: 1 },
      unattended: { looked: 0, agreed: 0 },
    });
    expect(half.items[1]?.decided).toMatchObject({
      ...{ action: 'reject', reason: 'wrong_fact', defect: true, lane: 'human' },
      first: { action: 'approve' },
    });
    expect(half.items[2]).not.toHaveProperty('decided');
    await look(at.manager, third ?? '');
    const whole = await read(at.manager, id);
    expect(whole).toMatchObject({ open: 0, lost: 0, strata: [{ looked: 3, defects: 1 }] });
    // All of three were looked at: nothing is left to estimate.
    expect(whole.found.rate).toBeCloseTo(1 / 3, 9);
    expect(whole.found.upper).toBeCloseTo(1 / 3, 9);
    const listed = (await (await at.manager.send('GET', '/v1/spot-checks')).json()) as {
      spotChecks: { id: string }[];
    };
    expect(listed.spotChecks).toMatchObject([{ id, found: { n: 3, defects: 1 } }]);
  });

  it('make a defect that got out known to labels and measures, found by an auditor', async () => {
    const [proposalId] = await sent(1);
    const { items } = await draw(at.manager);
    await look(at.manager, items[0]?.lookId ?? '', WRONG);
    const signals = await withClient({ url: gate.databaseUrl, ...at.team }, async (client) => {
      const { rows } = await client.query(
        `select type, proposal_id, source, facts ->> 'foundBy' as by,
           facts ->> 'firstBadAt' is not null as traced from signals`,
      );
      return rows;
    });
    expect(signals).toEqual([
      {
        ...{ type: 'defect_reported', proposal_id: proposalId, source: 'spot-check' },
        ...{ by: 'auditor', traced: true },
      },
    ]);
  });

  it('clear nothing and send nothing, whatever is decided', async () => {
    const [proposalId = ''] = await sent(1);
    const { items } = await draw(at.manager);
    await look(at.manager, items[0]?.lookId ?? '');
    const { workspaceId } = at.team;
    const all = await gate.store.dispatches.list({ workspaceId, limit: 50 });
    expect(all.map((dispatch) => dispatch.proposalId)).toEqual([proposalId]);
  });

  it('are taken out with the text, which is then no defect but lost', async () => {
    await sent(2);
    const { id, items } = await draw(at.manager);
    await look(at.manager, items[0]?.lookId ?? '');
    await gate.store.retention.sweep({ newId: randomUUID, days: 0, batch: 100 });
    const after = await read(at.manager, id);
    expect(after).toMatchObject({ open: 0, lost: 1, found: { n: 1, defects: 0 } });
    expect(after.items[0]?.decided?.title).toBeNull();
    expect(await draw(at.manager)).toMatchObject({
      ...{ population: 0, leftOut: { own: 0, erased: 2 } },
    });
  });
});

it('what was drawn and from what stands in the audit log, and is never changed', async () => {
  await sent(2);
  const { id } = await draw(at.manager, { n: 1 });
  await withClient({ url: gate.databaseUrl, ...at.team }, async (client) => {
    const { rows } = await client.query(
      `select data from audit_log where subject = 'spot-check' and subject_id = $1`,
      [id],
    );
    expect(rows).toMatchObject([{ data: { n: 1, drawn: 1, population: 2, byRisk: false } }]);
    await expect(client.query('update spot_checks set n = 2')).rejects.toThrow(/permission denied/);
    await expect(client.query('delete from spot_check_items')).rejects.toThrow(/permission denied/);
  });
});

describe('this sent mail was wrong', () => {
  const report = async (device: Device, id: string, body: object = {}) => {
    const answer = await device.send('POST', `/v1/proposals/${id}/defects`, { body });
    return { status: answer.status, ...((await answer.json()) as object) };
  };

  it('is a signal with who found it and when it left, once a person', async () => {
    const [id = ''] = await sent(1);
    const first = await report(at.manager, id, { foundBy: 'prospect', note: 'They wrote back.' });
    expect(first).toMatchObject({ status: 200, fresh: true });
    expect(await report(at.manager, id)).toMatchObject({ status: 200, fresh: false });
    expect(await report(at.rep, id, { firstBadAt: since(3) })).toMatchObject({ fresh: true });
    const { rows } = await withClient({ url: gate.databaseUrl, ...at.team }, (sql) =>
      sql.query(
        `select s.facts ->> 'foundBy' as by, (s.facts ->> 'firstBadAt')::timestamptz < date_trunc('milliseconds', d.finished_at)
             as earlier, s.detail
         from signals s join dispatches d on d.proposal_id = s.proposal_id order by s.received_at`,
      ),
    );
    expect(rows).toEqual([
      { by: 'prospect', earlier: false, detail: 'They wrote back.' },
      { by: 'rep', earlier: true, detail: null },
    ]);
    const audited = await withClient({ url: gate.databaseUrl, ...at.team }, (sql) =>
      sql.query(`select data ->> 'foundBy' as by from audit_log where subject = 'defect'`),
    );
    expect(audited.rows.map(({ by }) => by).sort()).toEqual(['prospect', 'rep']);
  });

  it('makes a label of it in its lane: what a person let through was a defect', async () => {
    const made = await propose(at);
    await decideOn(at, at.rep, made);
    await execute(at, made.id);
    expect(await report(at.manager, made.id)).toMatchObject({ fresh: true });
    await gate.store.lanes.daily({ now: Date.now() + DAY });
    const { rows } = await withClient({ url: gate.databaseUrl, ...at.team }, (sql) =>
      sql.query('select outcome, source from labels where proposal_id = $1', [made.id]),
    );
    expect(rows).toEqual([{ outcome: 'defect', source: 'report' }]);
  });

  it('is refused before anything has left, and of what is not theirs to see', async () => {
    const made = await propose(at);
    expect((await report(at.manager, made.id)).status).toBe(409);
    const [id = ''] = await sent(1);
    const stranger = await Device.paired(gate, at.team.workspaceId, {
      mailboxes: ['else@acme.example'],
    });
    expect((await report(stranger, id)).status).toBe(404);
    expect((await report(at.manager, randomUUID())).status).toBe(404);
  });

  it('is marked where what left lately is listed, to whom it may be shown', async () => {
    const [first = '', second = ''] = await sent(2);
    await report(at.rep, first);
    const list = async (device: Device) => {
      const answer = await (await device.send('GET', '/v1/sent?limit=5')).json();
      return (answer as { sent: { proposalId: string; reported: boolean }[] }).sent;
    };
    expect(await list(at.manager)).toMatchObject([
      { proposalId: second, reported: false, unattended: false },
      { proposalId: first, reported: true },
    ]);
    expect(await list(at.rep)).toHaveLength(2);
    const stranger = await Device.paired(gate, at.team.workspaceId, {
      mailboxes: ['else@acme.example'],
    });
    expect(await list(stranger)).toEqual([]);
  });
});
