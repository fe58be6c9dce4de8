import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differences } from '../../../src/core/policies/diff.ts';
import type { Policy } from '../../../src/core/schema/workflow.ts';
import { workflow } from './scene.ts';

const LANE = {
  ...{ tier: 'auto' as const, alpha: 0.01, delta: 0.05, grid: [0.9, 0] },
  ...{ firstLabels: 300, chooseAt: 400, noticedOnly: false },
};
const AUTONOMY = {
  ...{ lanes: [LANE], audit: [{ from: 0, known: 0.1, novel: 1 }], novelUnder: 5 },
  ...{ secondLooks: 0, overdueDays: 5, runLength: 1000, exceptions: [] },
};

describe('what two versions say differently', () => {
  it('is said field by field', () => {
    const before = workflow({ confidenceLine: 0.9, dueHours: 8, autonomy: AUTONOMY });
    const after = workflow(
      {
        ...{ version: 2, confidenceLine: 0.825, dueHours: 4, requireOptOut: true },
        alwaysPerson: ['price.quote', 'email.draft'],
        autonomy: { ...AUTONOMY, lanes: [{ ...LANE, alpha: 0.02 }] },
        fatigue: { batchSize: 10 },
      },
      { pattern: 'pre-approval' },
    );
    const said = Object.fromEntries(
      differences(before, after).map(({ path, before: was, after: is }) => [path, [was, is]]),
    );
    expect(said).toEqual({
      '/pattern': ['exception-handling', 'pre-approval'],
      '/policy/confidenceLine': [0.9, 0.825],
      '/policy/dueHours': [8, 4],
      '/policy/requireOptOut': [false, true],
      '/policy/alwaysPerson': [['price.quote'], ['price.quote', 'email.draft']],
      '/policy/autonomy/lanes/auto/alpha': [0.01, 0.02],
      '/policy/fatigue/batchSize': [null, 10],
    });
  });

  it('knows lanes by their tier, whatever their order', () => {
    const second = { ...LANE, tier: 'constrained' as const, limits: { dailyCap: 20 } };
    const one = workflow({ autonomy: { ...AUTONOMY, lanes: [LANE, second] } });
    const other = workflow({ autonomy: { ...AUTONOMY, lanes: [second, LANE] } });
    expect(differences(one, other)).toEqual([]);
  });

  it('is nothing for a version’s number alone, and for itself', () => {
    expect(differences(workflow({ version: 1 }), workflow({ version: 7 }))).toEqual([]);
  });

  it('is the same backwards, and applies to whatever differs', () => {
    const policies: fc.Arbitrary<Partial<Policy>> = fc.record({
      confidenceLine: fc.constantFrom(0.5, 0.9),
      dueHours: fc.constantFrom(1, 2),
      alwaysPerson: fc.constantFrom(['price.quote'], []),
      ownership: fc.constantFrom({}, { low: { approver: 'a@b.example' } }),
    }) as fc.Arbitrary<Partial<Policy>>;
    fc.assert(
      fc.property(policies, policies, (a, b) => {
        const there = differences(workflow(a), workflow(b));
        const back = differences(workflow(b), workflow(a));
        const turned = back.map((change) => ({
          ...change,
          ...{ before: change.after, after: change.before },
        }));
        expect(new Set(there.map((one) => JSON.stringify(one)))).toEqual(
          new Set(turned.map((one) => JSON.stringify(one))),
        );
        const differ = JSON.stringify(workflow(a)) !== JSON.stringify(workflow(b));
        const empty = JSON.stringify(a.ownership ?? {}) !== JSON.stringify(b.ownership ?? {});
        if (differ && !empty) expect(there.length).toBeGreaterThan(0);
      }),
      { seed: 3, numRuns: 100 },
    );
  });
});
