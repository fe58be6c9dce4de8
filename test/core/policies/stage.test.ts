import { describe, expect, it } from 'vitest';
import { type Performance, promotionFault, stepsFrom } from '../../../src/core/policies/stage.ts';
import type { Autonomy } from '../../../src/core/schema/autonomy.ts';
import type { Stage } from '../../../src/core/schema/workflow.ts';

const RULE = { alpha: 0.01, delta: 0.05, grid: [0.9, 0], firstLabels: 300, chooseAt: 400 };
const AUTONOMY: Autonomy = {
  ...{ lanes: [{ ...RULE, tier: 'auto', noticedOnly: false }], novelUnder: 0, secondLooks: 0 },
  ...{ audit: [{ from: 0, known: 1, novel: 1 }], overdueDays: 3, runLength: 1000, exceptions: [] },
};
const NOTHING: Performance = { decided: 0, defects: 0, lanes: [] };
const GOOD: Performance = { decided: 400, defects: 4, lanes: [] };
const HELD: Performance = { ...GOOD, lanes: [{ rule: RULE, tier: 'auto', held: true }] };
const step = (from: Stage | undefined, to: Stage | undefined, seen: Performance) => {
  const before = from === undefined ? {} : { stage: from };
  const after = { autonomy: AUTONOMY, ...(to === undefined ? {} : { stage: to }) };
  return promotionFault(before, after, seen);
};

describe('a step up', () => {
  it.each<[string, Stage, Stage | undefined, Performance]>([
    ['an observer of whom nothing is known', 'observer', 'planner', NOTHING],
    ['an observer with too few decisions', 'observer', 'planner', { ...GOOD, decided: 59 }],
    ['an observer who is often wrong', 'observer', 'planner', { ...GOOD, defects: 60 }],
    ['a planner without a lane that holds', 'planner', 'adopter', GOOD],
    ['an observer past the planner without a lane', 'observer', 'adopter', GOOD],
    ['a planner whose stage is left out', 'planner', undefined, GOOD],
    [
      'a planner whose lane held under another rule',
      ...(['planner', 'adopter'] as const),
      { ...GOOD, lanes: [{ rule: { ...RULE, alpha: 0.05 }, tier: 'auto', held: true }] },
    ],
    [
      'a planner whose lane is not there yet',
      ...(['planner', 'adopter'] as const),
      { ...GOOD, lanes: [{ rule: RULE, tier: 'auto', held: false }] },
    ],
  ])('is refused to %s', (_, from, to, seen) => {
    const fault = step(from, to, seen);
    expect(fault?.path).toBe('/policy/stage');
    expect(fault?.message).toMatch(/not earned: .{10,}/);
  });

  it('is open to who was measured and found good enough', () => {
    expect(step('observer', 'planner', GOOD)).toBeNull();
    expect(step('planner', 'adopter', HELD)).toBeNull();
    expect(step('observer', 'adopter', HELD)).toBeNull();
    expect(step('planner', undefined, HELD)).toBeNull();
  });

  it('can’t begin at the end', () => {
    expect(promotionFault(null, { stage: 'adopter' }, NOTHING)).not.toBeNull();
    expect(promotionFault(null, { stage: 'planner' }, NOTHING)).toBeNull();
    expect(promotionFault(null, {}, NOTHING)).toBeNull();
  });
});

it('a step down, and none, ask nothing', () => {
  expect(step('adopter', 'observer', NOTHING)).toBeNull();
  expect(step(undefined, 'planner', NOTHING)).toBeNull();
  expect(step('planner', 'planner', NOTHING)).toBeNull();
  expect(step(undefined, 'adopter', NOTHING)).toBeNull();
});

it('the steps that are left say what is missing', () => {
  expect(stepsFrom({ stage: 'observer', autonomy: AUTONOMY }, GOOD)).toEqual([
    { to: 'planner', earned: true, why: expect.stringContaining('4 of 400') },
    { to: 'adopter', earned: false, why: expect.stringContaining('no lane') },
  ]);
  expect(stepsFrom({ stage: 'planner' }, HELD)[0]?.why).toContain('no lane is defined');
  expect(stepsFrom({}, HELD)).toEqual([]);
});
