import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { AccuracyAnswer } from '../../../src/protocol/accuracy.ts';
import { ExposureAnswer } from '../../../src/protocol/lanes.ts';
import { withClient } from '../../support/pg-as.ts';
import { call, email, enrich, type TestGate, testGate } from '../http/harness.ts';
import {
  decideMany,
  decideOn,
  execute,
  feedOf,
  nextDay,
  openLooks,
  propose,
  type Stage,
  stage,
} from '../lanes/stage.ts';

let gate: TestGate;
beforeAll(async () => {
  gate = await testGate();
});
afterAll(() => gate.close());

const get = async <T>(at: Stage, path: string, parse: (value: unknown) => T): Promise<T> => {
  const answer = await at.manager.send('GET', path);
  expect(answer.status).toBe(200);
  return parse(await answer.json());
};
const accuracy = (at: Stage, query = '') =>
  get(at, `/v1/accuracy${query}`, (value) => AccuracyAnswer.parse(value));
const exposure = async (at: Stage) => {
  const path = `/v1/workflows/${at.workflowId}/lanes/exposure`;
  return (await get(at, path, (value) => ExposureAnswer.parse(value))).lanes;
};

/** Decides every audit that is open; those whose proposal `isBad` are found defective. */
async function audit(at: Stage, isBad: (proposalId: string) => boolean): Promise<void> {
  await openLooks(at);
  const { workspaceId } = at.team;
  const { rows } = await withClient({ url: gate.databaseUrl, workspaceId }, (sql) =>
    sql.query<{ id: string; proposal_id: string }>(
      "select id, proposal_id from looks where reason = 'audit' and state = 'open'",
    ),
  );
  const original = new Map(rows.map(({ id, proposal_id }) => [id, proposal_id]));
  for (const item of (await feedOf(at.rep)).items.values()) {
    const proposalId = original.get(item.proposalId);
    if (proposalId === undefined) continue;
    const answer = await decideOn(
      at,
      at.rep,
      { ...item, id: item.proposalId },
      isBad(proposalId) ? { action: 'reject', reason: { code: 'wrong_fact' } } : {},
    );
    expect(answer).toMatchObject({ status: 'accepted' });
  }
}

it('accuracy counts people’s decisions, audits by what they stand for, and says what nobody sees', async () => {
  const half = [{ from: 0, known: 0.5, novel: 0.5 }];
  const at = await stage(gate, { audit: half });
  expect(await accuracy(at)).toMatchObject({ weeks: [], overall: [], cut: [] });
  await decideMany(at, 30, 1);
  await nextDay(at);
  const ran: string[] = [];
  for (let n = 0; n < 24; n += 1) {
    const made = await propose(at);
    expect(made.lane).toBe('auto');
    await execute(at, made.id);
    ran.push(made.id);
  }
  const bad = new Set(ran.filter((_, n) => n % 6 === 0));
  await audit(at, (id) => bad.has(id));
  await propose(at, { agent: { model: 'writer', modelVersion: '2' } });
  // a report about one that no audit saw
  const { workspaceId } = at.team;
  const passes = await withClient({ url: gate.databaseUrl, workspaceId }, (sql) =>
    sql.query<{ id: string; drawn: boolean; defect: boolean | null }>(
      `select s.proposal_id as id, s.drawn, k.defect from lane_passes s
       left join looks k on k.proposal_id = s.proposal_id and k.reason = 'audit'`,
    ),
  );
  const unseen = passes.rows.find(({ drawn }) => !drawn);
  if (!unseen) throw new Error('all were drawn');
  const signal = { id: v7(), type: 'defect_reported', at: new Date().toISOString() };
  const told = await call(gate, 'POST', '/v1/signals', {
    key: at.team.key,
    body: { signals: [{ ...signal, proposalId: unseen.id }] },
  });
  expect(told.status).toBe(200);

  // by hand: 30 people's, one wrong; each audit stands for two; the reported one for itself
  const audits = passes.rows.filter(({ defect }) => defect !== null);
  const right = 29 + 2 * audits.filter(({ defect }) => !defect).length;
  const all = 30 + 2 * audits.length + 1;
  const { weeks, overall } = await accuracy(at);
  const mine = overall.find(({ modelVersion }) => modelVersion === '1');
  expect(mine?.all?.rate).toBeCloseTo(right / all, 10);
  expect(mine).toMatchObject({
    ...{ workflowId: at.workflowId, model: 'writer', kind: 'email.draft', proposals: 54 },
    people: { decided: 30, right: 29 },
    ...{ audited: audits.length + 1, waiting: 0, uncovered: 0 },
  });
  expect(mine?.all?.low).toBeLessThan(right / all);
  expect(overall.find(({ modelVersion }) => modelVersion === '2')).toMatchObject({
    ...{ proposals: 1, all: null, people: null, waiting: 1 },
  });
  expect(weeks.map(({ week }) => new Date(`${week}T00:00:00Z`).getUTCDay())).toEqual([1, 1]);
  expect((await accuracy(at, '?workflowId=outbound')).overall).toEqual([]);
  expect((await at.rep.send('GET', '/v1/accuracy')).status).toBe(403);
  for (const wrong of ['?weeks=0', '?weeks=1.5', '?weeks=99'])
    expect((await at.manager.send('GET', `/v1/accuracy${wrong}`)).status).toBe(422);
}, 60_000);

it('an edit for taste is right, one for a fact is not, and what runs unaudited is said', async () => {
  const at = await stage(gate);
  for (const code of ['tone', 'wrong_fact'] as const) {
    const content = email({ to: [{ email: `p-${v7()}@buyer.example` }] });
    const made = await propose(at, { content });
    const answer = await decideOn(at, at.rep, made, {
      ...{ action: 'approve_edited', reason: { code } },
      content: { ...content, body: '<p>Hi.</p>' },
    });
    expect(answer).toMatchObject({ status: 'accepted' });
  }
  const made = await propose(at, { content: enrich(), confidence: 0.99 });
  const { overall } = await accuracy(at);
  expect(overall.find(({ kind }) => kind === 'email.draft')).toMatchObject({
    people: { decided: 2, right: 1 },
  });
  const other = overall.find(({ kind }) => kind === 'contact.enrich');
  expect(other).toMatchObject({ proposals: 1, all: null });
  expect([other?.uncovered, other?.waiting]).toEqual(made.lane === 'human' ? [0, 1] : [1, 0]);
});

it('what left before a lane closed is counted and listed, defects by name', async () => {
  const at = await stage(gate);
  expect(await exposure(at)).toEqual([]);
  expect((await at.manager.send('GET', '/v1/workflows/no-such/lanes/exposure')).status).toBe(404);
  await decideMany(at, 25);
  await nextDay(at);
  const ran: string[] = [];
  for (let n = 0; n < 8; n += 1) {
    const made = await propose(at);
    expect(made.lane).toBe('auto');
    if (n < 7) await execute(at, made.id);
    ran.push(made.id);
  }
  expect(await exposure(at)).toMatchObject([{ open: true, closedAt: null, ran: 8, out: 7 }]);
  await audit(at, (id) => ran.indexOf(id) >= 4);
  const close = { body: { reason: 'A customer called.' } };
  const path = `/v1/workflows/${at.workflowId}/lanes/close`;
  const closed = await at.manager.send('POST', path, close);
  expect([200, 201]).toContain(closed.status);
  // proposed after the closing: not of it
  expect((await propose(at)).lane).toBe('human');
  const [lane] = await exposure(at);
  expect(lane).toMatchObject({
    ...{ open: false, tier: 'auto', model: 'writer', ran: 8, out: 7, audited: 7, unseen: [] },
    rate: { value: 3 / 7 },
    defects: [...ran.slice(4, 7)].reverse().map((proposalId) => ({ proposalId, foundBy: 'audit' })),
  });
  expect(lane?.closedAt).not.toBeNull();
  expect(lane?.about?.count).toBeCloseTo(3, 9);
  expect(lane?.about?.low).toBeGreaterThanOrEqual(3);
  expect(lane?.since).not.toBeNull();
}, 60_000);
