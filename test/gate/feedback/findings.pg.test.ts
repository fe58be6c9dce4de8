import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Decision } from '../../../src/core/schema/decision.ts';
import { FindingsAnswer } from '../../../src/protocol/findings.ts';
import { LessonsAnswer } from '../../../src/protocol/lessons.ts';
import { agent, call, Device, email, type TestGate, testGate } from '../http/harness.ts';
import { decideOn, propose, type Stage, stage } from '../lanes/stage.ts';

let gate: TestGate;
let at: Stage;
beforeAll(async () => {
  gate = await testGate();
  at = await stage(gate);
});
afterAll(() => gate.close());

const findings = async (query = '', by: Stage = at): Promise<FindingsAnswer> => {
  const answer = await by.manager.send('GET', `/v1/findings${query}`);
  expect(answer.status).toBe(200);
  return FindingsAnswer.parse(await answer.json());
};

/** Decides a draft about a meeting: as it is, shorter, or with another word. */
async function draft(by: Stage, change: 'none' | 'shorter' | 'odd', prompt = 'v7', name = 'Ana') {
  const body = `<p>Hi ${name},</p><p>do you have 30 minutes for ${name} and me?</p>`;
  const to = [{ email: `p-${v7()}@buyer-${v7()}.example`, name }];
  const content = email({ to, body });
  const made = await propose(by, {
    content,
    agent: { model: 'writer', modelVersion: '1', promptVersion: prompt },
  });
  const edited =
    change === 'shorter' ? body.replace('30', '15') : body.replace('me?', `${v7().slice(-6)}?`);
  const decision: Partial<Decision> =
    change === 'none'
      ? {}
      : {
          action: 'approve_edited',
          reason: { code: 'tone' },
          content: { ...content, body: edited },
        };
  expect(await decideOn(by, by.rep, made, decision)).toMatchObject({ status: 'accepted' });
  return { made, address: to[0]?.email ?? '' };
}

describe('findings', () => {
  it('are a manager’s; there are none where nothing was corrected', async () => {
    expect((await at.rep.send('GET', '/v1/findings')).status).toBe(403);
    for (const bad of ['?days=0', '?line=0', '?workflowId=A%20b'])
      expect((await at.manager.send('GET', `/v1/findings${bad}`)).status).toBe(422);
    await draft(at, 'none');
    expect(await findings()).toMatchObject({ findings: [], read: [], line: 0.05 });
  });

  it('name the fix, its counts, its version and examples without names', async () => {
    for (let n = 1; n < 45; n += 1)
      await draft(at, n % 3 === 0 ? 'shorter' : n % 10 === 1 ? 'odd' : 'none', 'v7', 'Chloé');
    const found = await findings();
    expect(found.read).toEqual([
      { workflowId: at.workflowId, name: 'Earning', decided: 45, corrected: 18, cut: false },
    ]);
    const [first] = found.findings.filter(({ kind }) => kind === 'replaced');
    expect(first).toMatchObject({
      sentence: '“30 minutes” became “15 minutes”',
      ...{ hits: 14, of: 45, promptVersion: 'v7', template: null, standing: 'still' },
    });
    expect(first?.examples).toHaveLength(3);
    expect(first?.examples[0]?.before).toContain('30 minutes for [recipient] and me');
    expect(first?.examples[0]?.after).toContain('15 minutes');
    expect(JSON.stringify(found)).not.toContain('Chloé');
    // one in ten of a kind each, or once each: not surely above the line
    expect(found.findings.filter(({ kind }) => kind === 'replaced')).toHaveLength(1);
    expect((await findings('?line=0.5')).findings).toEqual([]);
    expect((await findings('?workflowId=outbound')).read).toEqual([]);
  }, 60_000);

  it('say when a later prompt fixed it', async () => {
    for (let n = 0; n < 40; n += 1) await draft(at, 'none', 'v8');
    const [found] = (await findings()).findings.filter(({ kind }) => kind === 'replaced');
    expect(found).toMatchObject({ promptVersion: 'v7', standing: 'fixed' });
    expect(found?.versions.map(({ promptVersion, hits, of }) => [promptVersion, hits, of])).toEqual(
      [
        ['v7', 14, 45],
        ['v8', 0, 40],
      ],
    );
  }, 60_000);

  it('reach the agent’s author with its lessons, without anybody’s texts, and no other agent', async () => {
    const ask = async (key: string, query = '') => {
      const path = `/v1/workflows/${at.workflowId}/lessons${query}`;
      return LessonsAnswer.parse(await (await call(gate, 'GET', path, { key })).json());
    };
    const lessons = await ask(at.team.key, '?limit=1');
    expect(lessons.findings?.map(({ sentence }) => sentence)).toContain(
      '“30 minutes” became “15 minutes”',
    );
    expect(JSON.stringify(lessons.findings)).not.toMatch(/examples|proposalId/);
    expect((await ask(at.team.key, `?limit=1&cursor=${lessons.next}`)).findings).toBeUndefined();
    const other = { ...at.team, ...(await agent(gate.store, at.team.workspaceId)) };
    await draft({ ...at, team: other }, 'none');
    expect((await ask(other.key)).findings).toEqual([]);
  });

  it('hold nothing that was erased', async () => {
    const gone = await stage(gate);
    const addresses: string[] = [];
    for (let n = 0; n < 12; n += 1) addresses.push((await draft(gone, 'shorter')).address);
    expect((await findings('', gone)).findings.length).toBeGreaterThan(0);
    const admin = await Device.paired(gate, gone.team.workspaceId, { role: 'admin' });
    for (const address of addresses)
      expect((await admin.send('POST', '/v1/erasures', { body: { address } })).status).toBe(201);
    expect(await findings('', gone)).toMatchObject({ findings: [], read: [] });
  }, 60_000);
});
