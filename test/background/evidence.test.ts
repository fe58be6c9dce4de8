import { expect, it } from 'vitest';
import { evidenceHandlers } from '../../src/background/evidence.ts';
import type { Space } from '../../src/background/space.ts';
import { mapOf, workflow } from '../core/map/samples.ts';

/** A space whose gate answers what it is told to, and keeps what it was asked. */
function space(answers: Record<string, unknown>, role = 'manager') {
  const asked: [string, unknown][] = [];
  let woken = 0;
  const made = {
    gate: {
      call: async (name: string, input: unknown) => {
        asked.push([name, input]);
        if (answers[name] instanceof Error) throw answers[name];
        return answers[name];
      },
    },
    db: { meta: { get: async () => ({ key: 'pairing', value: { reviewer: { role } } }) } },
    loop: {
      wake: async () => {
        woken += 1;
      },
    },
  };
  const named: (string | undefined)[] = [];
  const handlers = evidenceHandlers(async (id) => {
    named.push(id);
    return made as unknown as Space;
  });
  return { handlers, asked, named, woken: () => woken };
}
const sender = { id: 'self' };

it('asks for a report of the period in the workspace that is named, and says who may change it', async () => {
  for (const [role, admin] of [
    ['manager', false],
    ['admin', true],
  ] as const) {
    const { handlers, asked, named } = space({ report: 'signed' }, role);
    const period = { from: '2026-10-01T00:00:00.000Z', to: '2026-11-28T00:00:00.000Z' };
    const answer = await handlers.report({ space: 'two', ...period }, sender);
    expect(answer).toEqual({ signed: 'signed', admin });
    expect(named).toEqual(['two']);
    expect(asked).toEqual([['report', { query: period, timeoutMs: 60_000 }]]);
  }
});

it('sends one thing of a review to the gate without the space, and syncs what it changed', async () => {
  const note = { id: 'n' };
  const { handlers, asked, woken } = space({
    weeklyAct: { note, stopped: 3, underWay: 0, more: 1 },
  });
  const action = { act: 'retire' as const, workflowId: 'a', policyVersion: 2, template: 't' };
  const done = await handlers['weekly.act']({ space: 'one', ...action, reason: 'why' }, sender);
  expect(done).toEqual({ note, stopped: 3, underWay: 0 });
  expect(asked).toEqual([['weeklyAct', { body: { ...action, reason: 'why' } }]]);
  expect(woken()).toBe(1);
});

const map = mapOf(1, [workflow('a', { owner: 'gone@acme.example' })]);
const finding = { key: 'A5:hands:a', pattern: 'A5', workflowId: 'a', sentence: 'Handed on.' };
const risk = {
  ...{ code: 'nobody-reviews', severity: 'medium', subject: 'Workflow a', source: 'gate' },
  ...{ on: [{ kind: 'workflow', id: 'a' }], sentence: 'Nobody’s.', todo: 'Name one.' },
};

it('puts on the map what the risks page has, asked in the same way, beside the marks by connection', async () => {
  const { handlers, asked, named } = space({
    ...{ map, antiPatterns: { findings: [finding], fixes: [] }, scan: { risks: [risk] } },
  });
  const answer = await handlers.map({ space: 'two' }, sender);
  expect(answer).not.toHaveProperty('partial');
  expect(answer.marks).toMatchObject([
    { code: 'no-owner', on: { kind: 'workflow', id: 'a' }, found: 'nobody-reviews Workflow a' },
    { code: 'A5:hands:a', on: { kind: 'gate', id: 'a' }, found: 'A5:hands:a' },
  ]);
  expect(asked.map(([name]) => name).sort()).toEqual(['antiPatterns', 'map', 'scan']);
  expect(named).toEqual(['two']);
});

it('draws the map without a detector that can’t be asked, and says so', async () => {
  for (const gone of ['antiPatterns', 'scan'] as const) {
    const answers = {
      ...{ map, antiPatterns: { findings: [finding], fixes: [] }, scan: { risks: [risk] } },
      [gone]: new Error('The gate is older.'),
    };
    const answer = await space(answers).handlers.map({}, sender);
    expect(answer.partial).toBe(true);
    const codes = gone === 'scan' ? ['no-owner', 'A5:hands:a'] : ['no-owner'];
    expect(answer.marks.map(({ code }) => code)).toEqual(codes);
  }
});

it('has no map where the gate gives none', async () => {
  const { handlers } = space({
    ...{ map: new Error('The gate cannot be reached.'), antiPatterns: { findings: [] } },
    scan: { risks: [] },
  });
  await expect(handlers.map({}, sender)).rejects.toThrow('cannot be reached');
});
