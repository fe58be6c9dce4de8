import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReasonCode } from '../../../src/core/schema/decision.ts';
import { LessonsAnswer } from '../../../src/protocol/lessons.ts';
import {
  agent,
  call,
  Device,
  email,
  proposal,
  submit,
  type Team,
  type TestGate,
  team,
  testGate,
} from '../http/harness.ts';
import { say } from './scene.ts';

let gate: TestGate;
let acme: Team;
let rep: Device;
beforeAll(async () => {
  gate = await testGate();
  acme = await team(gate.store);
  rep = await Device.paired(gate, acme.workspaceId);
});
afterAll(() => gate.close());

const ask = (query = '', key = acme.key, workflow = 'outbound') =>
  call(gate, 'GET', `/v1/workflows/${workflow}/lessons${query}`, { key });
const lessons = async (query = '', key?: string) =>
  LessonsAnswer.parse(await (await ask(query, key)).json());

async function corrected(by: Team, code: ReasonCode, template: string, edit?: string) {
  const content = email({ subject: `Offer ${code}` });
  const made = await submit(gate, by, proposal({ content, template }));
  const answer = await say(rep, acme, made, {
    action: edit === undefined ? 'reject' : 'approve_edited',
    reason: { code, note: 'Too pushy.' },
    ...(edit === undefined ? {} : { content: { ...content, body: edit } }),
  });
  expect(answer.status).toBe('accepted');
  return made;
}

describe('lessons', () => {
  it('are of workflows that the agent proposes to, and of no other', async () => {
    expect((await ask()).status).toBe(404);
    expect((await ask('', acme.key, 'no-such')).status).toBe(404);
    const other = await team(gate.store, 'Other');
    await submit(gate, acme, proposal());
    expect((await ask()).status).toBe(200);
    expect((await ask('', other.key)).status).toBe(404);
    expect((await rep.send('GET', '/v1/workflows/outbound/lessons')).status).toBe(403);
    for (const bad of ['?limit=51', '?days=0', '?cursor=x', '?cursor=1.2'])
      expect((await ask(bad)).status).toBe(422);
  });

  it('count by reason, version and template, with differences, and leave approvals out', async () => {
    for (let n = 0; n < 3; n += 1) await corrected(acme, 'tone', 'first');
    const edited = await corrected(acme, 'wrong_fact', 'second', '<p>Hi Ana,</p><p>Thanks!</p>');
    const fine = await submit(gate, acme, proposal({ template: 'second' }));
    expect((await say(rep, acme, fine)).status).toBe('accepted');
    const found = await lessons();
    expect(found).toMatchObject({ decided: 5, rejected: 3, edited: 1 });
    expect(found.byReason).toEqual([
      { reason: 'tone', rejected: 3, edited: 0, n: 3 },
      { reason: 'wrong_fact', rejected: 0, edited: 1, n: 1 },
    ]);
    expect(found.byModelVersion).toEqual([
      { model: 'writer', modelVersion: '1', decided: 5, rejected: 3, edited: 1 },
    ]);
    expect(found.byTemplate).toContainEqual({
      template: 'second',
      decided: 2,
      rejected: 0,
      edited: 1,
    });
    const [newest] = found.examples;
    expect(newest).toMatchObject({
      proposalId: edited.id,
      action: 'approve_edited',
      reason: { code: 'wrong_fact', note: 'Too pushy.' },
      template: 'second',
    });
    expect(newest?.difference).toContain('-Thanks for the call.');
    expect(newest?.difference).toContain('+Thanks!');
    expect(found.examples).toHaveLength(4);
    expect(found.next).toBeUndefined();
  });

  it('page without gap or repeat, also while more come', async () => {
    const all = (await lessons()).examples.map(({ proposalId }) => proposalId);
    const seen: string[] = [];
    let cursor = '';
    for (;;) {
      const page = await lessons(`?limit=1${cursor}`);
      seen.push(...page.examples.map(({ proposalId }) => proposalId));
      if (seen.length === 2) await corrected(acme, 'timing', 'third');
      if (page.next === undefined) break;
      cursor = `&cursor=${page.next}`;
    }
    expect(seen).toEqual(all);
  });

  it('give another agent of the workflow the counts, and none of these mails', async () => {
    const second = { ...acme, ...(await agent(gate.store, acme.workspaceId)) };
    expect((await ask('', second.key)).status).toBe(404);
    await corrected(second, 'offer', 'first');
    const found = await lessons('', second.key);
    expect(found.byReason.map(({ reason }) => reason)).toContain('tone');
    expect(found.examples.map(({ reason }) => reason?.code)).toEqual(['offer']);
  });

  it('stay small whatever was edited', async () => {
    const long = await corrected(acme, 'other', 'first', `<p>${'word '.repeat(3000)}</p>`);
    const example = (await lessons()).examples.find(({ proposalId }) => proposalId === long.id);
    expect(example).toMatchObject({ cut: true });
    expect(example?.difference?.length).toBe(4000);
  });
});
