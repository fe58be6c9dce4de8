import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differences } from '../../../src/core/policies/diff.ts';
import { rebase } from '../../../src/core/policies/rebase.ts';
import type { Policy } from '../../../src/core/schema/workflow.ts';
import { workflow } from './scene.ts';

describe('my changes on top of theirs', () => {
  it('keep both, and take the version after theirs', () => {
    const base = workflow({ version: 3, dueHours: 8, confidenceLine: 0.9 });
    const mine = workflow({ version: 3, dueHours: 8, confidenceLine: 0.7 });
    const theirs = workflow(
      { version: 5, dueHours: 4, confidenceLine: 0.9 },
      { owner: 'x@y.example' },
    );
    const { workflow: both, both: conflicts } = rebase(base, mine, theirs);
    expect(both).toEqual(
      workflow({ version: 6, dueHours: 4, confidenceLine: 0.7 }, { owner: 'x@y.example' }),
    );
    expect(conflicts).toEqual([]);
  });

  it('name what both changed, where mine is kept', () => {
    const base = workflow({ dueHours: 8, alwaysPerson: ['price.quote'] });
    const mine = workflow({ dueHours: 2, alwaysPerson: ['price.quote', 'email.draft'] });
    const theirs = workflow({ version: 2, dueHours: 4, alwaysPerson: [] });
    const { workflow: kept, both } = rebase(base, mine, theirs);
    expect(both.sort()).toEqual(['/policy/alwaysPerson', '/policy/dueHours']);
    expect(kept.policy).toMatchObject({
      dueHours: 2,
      alwaysPerson: ['price.quote', 'email.draft'],
    });
  });

  it('take away what either took away', () => {
    const base = workflow({ ramp: { watcher: 'a@b.example', windows: [5], settleMinutes: 10 } });
    const mine = workflow({ dueHours: 1, ramp: undefined });
    const gone = rebase(base, mine, { ...base, policy: { ...base.policy, version: 2 } }).workflow;
    expect(gone.policy.ramp).toBeUndefined();
    const theirs = workflow({ version: 2 });
    const { ramp: _, ...without } = base.policy;
    const left = rebase(
      base,
      { ...base, policy: { ...base.policy, dueHours: 1 } },
      theirs,
    ).workflow;
    expect(left.policy).toEqual({ ...without, dueHours: 1, version: 3 });
  });

  it('change nothing that neither changed, for any three', () => {
    const policies = fc.record({
      confidenceLine: fc.constantFrom(0.5, 0.7, 0.9),
      dueHours: fc.constantFrom(1, 2, 3),
      requireOptOut: fc.boolean(),
    }) satisfies fc.Arbitrary<Partial<Policy>>;
    fc.assert(
      fc.property(policies, policies, policies, (base, mine, theirs) => {
        const merged = rebase(workflow(base), workflow(mine), workflow(theirs));
        for (const name of ['confidenceLine', 'dueHours', 'requireOptOut'] as const) {
          const wanted = mine[name] === base[name] ? theirs[name] : mine[name];
          expect(merged.workflow.policy[name]).toBe(wanted);
        }
        expect(rebase(workflow(base), workflow(base), workflow(theirs)).workflow.policy).toEqual({
          ...workflow(theirs).policy,
          version: 2,
        });
        expect(
          differences(
            workflow(mine),
            rebase(workflow(base), workflow(mine), workflow(base)).workflow,
          ),
        ).toEqual([]);
      }),
      { seed: 4, numRuns: 200 },
    );
  });
});
