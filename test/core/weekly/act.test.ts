import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY, type Policy, type Workflow } from '../../../src/core/schema/workflow.ts';
import { acted } from '../../../src/core/weekly/act.ts';
import { type LaneStanding, promotionOf } from '../../../src/core/weekly/promotion.ts';

const lanes: NonNullable<Policy['autonomy']>['lanes'] = [
  {
    ...{ tier: 'constrained', alpha: 0.2, delta: 0.2, grid: [0.9, 0] },
    ...{ firstLabels: 10, chooseAt: 20, noticedOnly: true, limits: { dailyCap: 20 } },
  },
];
const autonomy = {
  ...{ lanes, audit: [{ from: 0, known: 1, novel: 1 }], novelUnder: 0, secondLooks: 0 },
  ...{ overdueDays: 3, runLength: 1000, exceptions: [] },
};
const workflow = (change: Partial<Workflow> = {}, policy: Partial<Policy> = {}): Workflow => ({
  ...{ id: 'outbound', name: 'Outbound', owner: 'boss@acme.example', state: 'paused' },
  ...{ pattern: 'exception-handling', kinds: ['email.draft'], pauseReason: 'lunch' },
  policy: { ...DEFAULT_POLICY, version: 4, autonomy, ...policy },
  ...change,
});
const lane = (change: Partial<LaneStanding> = {}): LaneStanding => ({
  ...{ model: 'writer', modelVersion: '2', tier: 'constrained', open: true },
  verdict: { why: 'defects at most 1.2 %', wait: null, bound: 0.012, alpha: 0.2 },
  ...change,
});
const closed = (wait: number | null, modelVersion = '2') =>
  lane({
    ...{ open: false, modelVersion },
    verdict: { why: `${wait} to go`, wait, bound: null, alpha: 0.2 },
  });

describe('a promotion', () => {
  it('waits for the lane that is nearest, and says how far it is', () => {
    expect(promotionOf(workflow(), [closed(900, '1'), closed(40), closed(null, '3')])).toEqual({
      ...{ may: false, why: 'writer 2: 40 to go', wait: 40 },
    });
    expect(promotionOf(workflow(), [])).toMatchObject({ may: false, wait: null });
  });

  it('is never of prices, nor where the policy names no way to earn it', () => {
    expect(promotionOf(workflow({ kinds: ['price.quote'] }), [lane()])).toMatchObject({
      may: false,
    });
    const { autonomy: _none, ...plain } = workflow().policy;
    expect(promotionOf(workflow({ policy: plain }), [lane()])).toMatchObject({ may: false });
  });

  it('goes from approving each to the exceptions first, then doubles the cap', () => {
    expect(promotionOf(workflow({ pattern: 'pre-approval' }), [lane()])).toMatchObject({
      ...{ may: true, step: { to: 'exception-handling' } },
    });
    const next = promotionOf(workflow(), [lane()]);
    expect(next).toMatchObject({ may: true, step: { to: 'cap', from: 20, cap: 40 } });
    const done = acted(workflow(), { act: 'promote' }, next);
    expect(done).toMatchObject({
      workflow: { policy: { version: 5, autonomy: { lanes: [{ limits: { dailyCap: 40 } }] } } },
      detail: { from: 20, to: 40 },
    });
  });

  it('is refused with what the lane says', () => {
    const none = promotionOf(workflow(), [closed(40)]);
    expect(acted(workflow(), { act: 'promote' }, none)).toEqual({
      fault: { path: '/act', message: 'writer 2: 40 to go' },
    });
  });
});

describe('what else a review does', () => {
  const none = promotionOf(workflow(), []);
  it('retires a template once, and keeps those that were', () => {
    const was = workflow({}, { retiredTemplates: ['intro-v1'] });
    expect(acted(was, { act: 'retire', template: 'intro-v2' }, none)).toMatchObject({
      workflow: { policy: { version: 5, retiredTemplates: ['intro-v1', 'intro-v2'] } },
    });
    expect(acted(was, { act: 'retire', template: 'intro-v1' }, none)).toHaveProperty('fault');
  });

  it('only ever tightens', () => {
    const line = (confidenceLine: number) =>
      acted(workflow(), { act: 'tighten', confidenceLine }, none);
    expect(line(0.95)).toMatchObject({ workflow: { policy: { confidenceLine: 0.95 } } });
    for (const to of [0.9, 0.5]) expect(line(to)).toHaveProperty('fault.path', '/confidenceLine');
    const kind = (name: 'email.draft' | 'lead.score' | 'price.quote') =>
      acted(workflow(), { act: 'tighten', kind: name }, none);
    expect(kind('email.draft')).toMatchObject({
      workflow: { policy: { alwaysPerson: ['price.quote', 'email.draft'] } },
    });
    for (const name of ['lead.score', 'price.quote'] as const)
      expect(kind(name)).toHaveProperty('fault.path', '/kind');
  });

  it('puts a workflow without what is no part of a policy', () => {
    const done = acted(workflow(), { act: 'retire', template: 'intro' }, none);
    expect('workflow' in done && Object.keys(done.workflow)).not.toContain('state');
    expect('workflow' in done && Object.keys(done.workflow)).not.toContain('pauseReason');
  });
});
