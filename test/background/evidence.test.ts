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

it('puts the structural risks on the map', async () => {
  const map = mapOf(1, [workflow('a', { owner: 'gone@acme.example' })]);
  const { handlers } = space({ map });
  const answer = await handlers.map({}, sender);
  expect(answer).toMatchObject({ map, marks: [{ code: 'no-owner', on: { id: 'a' } }] });
});
