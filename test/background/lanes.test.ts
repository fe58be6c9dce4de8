import { expect, it } from 'vitest';
import { lanesHandlers } from '../../src/background/lanes.ts';
import type { Space } from '../../src/background/space.ts';
import { lanesToWorker } from '../../src/messages/lanes.ts';
import { email } from '../gate/http/material.ts';
import { LEFT, lane, lanesOf, MANY, NO_LOOKS, OPEN } from '../pages/lanes/states.ts';

/** A space whose gate answers what it is told to, and keeps what it was asked. */
function space(answers: Record<string, unknown>) {
  const asked: [string, unknown][] = [];
  const gate = {
    call: async (name: string, input: unknown) => {
      asked.push([name, input]);
      const answer = answers[name];
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
  return {
    asked,
    handlers: lanesHandlers(async () => ({ db: ONE, gate }) as unknown as Space),
  };
}
/** A device that holds the first of the items that it is asked for, and no other. */
const ONE = {
  items: { bulkGet: async () => [{ item: { kind: 'email.draft', content: email() } }] },
};
const sender = { id: 'self' };

it('lists every workflow with the lanes that are open in it, and what reaches people', async () => {
  const { handlers } = space({
    workflows: {
      workflows: ['outbound', 'quiet'].map((id) => ({ id, name: id, state: 'running', more: 1 })),
    },
    lanes: { lanes: [OPEN, lane(), { ...OPEN, workflowId: 'other' }], shares: [MANY] },
  });
  const answer = await handlers.lanes({}, sender);
  expect(lanesToWorker.lanes.reply.parse(answer).workflows).toEqual([
    { id: 'outbound', name: 'outbound', state: 'running', open: 1, share: MANY },
    { id: 'quiet', name: 'quiet', state: 'running', open: 0, share: null },
  ]);
});

it('puts together what the gate says of one workflow’s lanes, week by week', async () => {
  const { report } = lanesOf();
  const audits = { open: 0, decided: 0, defects: 0, rate: null };
  const none = { caught: 0, planted: 0, low: 0, high: 1 };
  const reached = { n: 10, value: 0.4, low: 0.2, high: 0.6 };
  const { asked, handlers } = space({
    laneReport: report,
    exposure: { lanes: [LEFT] },
    audits: {
      ...{ audits, missed: { found: 0, atLeast: 0, silent: true } },
      canaries: { flagged: none, unflagged: none },
    },
    metrics: {
      weeks: ['2026-11-16', '2026-11-23'],
      series: [
        { measure: 'read', group: 'outbound', weeks: [reached, reached] },
        { measure: 'reached', group: 'another', weeks: [reached, reached] },
        { measure: 'reached', group: 'outbound', weeks: [null, reached] },
      ],
    },
  });
  const answer = await handlers['lanes.of']({ workflowId: 'outbound' }, sender);
  expect(lanesToWorker['lanes.of'].reply.parse(answer)).toEqual({
    ...{ report, left: [LEFT], looks: NO_LOOKS },
    // By its name what this device holds, by its id alone what it has forgotten.
    named: LEFT.defects.map(({ proposalId }, at) => ({
      proposalId,
      ...(at === 0 ? { kind: 'email.draft', title: 'Your question', to: 'Ana' } : {}),
    })),
    weeks: [
      { week: '2026-11-16', reached: null },
      { week: '2026-11-23', reached },
    ],
  });
  expect(asked.find(([name]) => name === 'metrics')?.[1]).toEqual({
    query: { weeks: '13', by: 'workflow', workflowId: 'outbound' },
  });
});

it('says why where the gate can’t be reached', async () => {
  const { handlers } = space({ workflows: new Error('away'), lanes: new Error('away') });
  await expect(handlers.lanes({}, sender)).rejects.toThrow('away');
});
