import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { needed, passes, renewal } from '../../../src/core/ownership/qualification.ts';
import { validatePolicy } from '../../../src/core/ownership/validate-policy.ts';
import { route } from '../../../src/core/routing/route.ts';
import { KINDS } from '../../../src/core/schema/kind.ts';
import {
  DEFAULT_POLICY,
  DEFAULT_QUALIFICATION,
  Pattern,
  type Policy,
  WorkflowInput,
} from '../../../src/core/schema/workflow.ts';

const workflow = (policy: Partial<Policy> = {}, change: Partial<WorkflowInput> = {}) => ({
  id: 'prices',
  name: 'Prices',
  pattern: 'pre-approval' as const,
  owner: 'fin@a.example',
  kinds: ['price.quote' as const],
  policy: { ...DEFAULT_POLICY, ...policy },
  ...change,
});
const owner = { approver: 'fin@a.example', standIn: 'cfo@a.example', escalateAfterHours: 4 };
const paths = (input: WorkflowInput) => validatePolicy(input).map(({ path }) => path);

describe('validatePolicy', () => {
  it.each([
    ['prices left out of alwaysPerson', workflow({ alwaysPerson: [] }), '/policy/alwaysPerson'],
    ['prices under an audit', workflow({}, { pattern: 'post-hoc-audit' }), '/pattern'],
    [
      'a chain',
      workflow({ ownership: { high: { ...owner, signOff: ['cfo@a.example'] } } }),
      '/policy/ownership/high/signOff',
    ],
    [
      'a stand-in who is the approver',
      workflow({ ownership: { low: { ...owner, standIn: 'FIN@a.example' } } }),
      '/policy/ownership/low/standIn',
    ],
    [
      'a time without a stand-in',
      workflow({ ownership: { low: { approver: 'a@a.example', escalateAfterHours: 1 } } }),
      '/policy/ownership/low/standIn',
    ],
    [
      'a stand-in without a time',
      workflow({ ownership: { low: { approver: 'a@a.example', standIn: 'b@a.example' } } }),
      '/policy/ownership/low/escalateAfterHours',
    ],
    [
      'exclusive without a stand-in',
      workflow({ ownership: { high: { approver: 'a@a.example', exclusive: true } } }),
      '/policy/ownership/high/standIn',
    ],
    [
      'a price that its only approver cannot sign off',
      workflow({
        pricing: { finance: ['cfo@a.example'] },
        ownership: { high: { ...owner, exclusive: true } },
      }),
      '/policy/ownership/high/approver',
    ],
    [
      'a price that its stand-in cannot sign off',
      workflow({
        pricing: { finance: ['FIN@a.example'] },
        ownership: { high: { ...owner, exclusive: true } },
      }),
      '/policy/ownership/high/standIn',
    ],
    [
      'fewer people of finance than have to approve',
      workflow({
        pricing: { finance: ['fin@a.example', 'FIN@a.example'] },
        parallelReview: { count: 2, legalReason: 'MiFID II art. 16(3), four eyes' },
      }),
      '/policy/pricing/finance',
    ],
    [
      'parallel review without a law',
      workflow({ parallelReview: { count: 2, legalReason: 'compliance' } }),
      '/policy/parallelReview/legalReason',
    ],
    [
      'parallel review of an exclusive tier',
      workflow({
        ownership: { high: { ...owner, exclusive: true } },
        parallelReview: { count: 2, legalReason: 'MiFID II art. 16(3), four eyes' },
      }),
      '/policy/ownership/high/exclusive',
    ],
    [
      'a line nobody reaches',
      workflow({ qualification: { ...DEFAULT_QUALIFICATION, line: 0.99 } }),
      '/policy/qualification/line',
    ],
  ] as [string, WorkflowInput, string][])('refuses %s, and says why', (_name, input, path) => {
    const faults = validatePolicy(input);
    expect(faults.map((fault) => fault.path)).toContain(path);
    for (const { why, message } of faults) {
      expect(message.length).toBeGreaterThan(5);
      expect(why).toMatch(/\.$/);
    }
  });

  it('takes what a careful manager writes', () => {
    expect(
      paths(
        workflow({
          ownership: { low: { approver: 'a@a.example' }, high: { ...owner, exclusive: true } },
          requireQualification: ['high'],
        }),
      ),
    ).toEqual([]);
    expect(
      paths(
        workflow({ parallelReview: { count: 2, legalReason: 'MiFID II art. 16(3), four eyes' } }),
      ),
    ).toEqual([]);
    expect(paths(workflow())).toEqual([]);
  });

  it.each([
    ['no pattern', { pattern: undefined }],
    [
      'a list of approvers',
      {
        policy: {
          ...DEFAULT_POLICY,
          ownership: { high: { approver: ['a@a.example', 'b@a.example'] } },
        },
      },
    ],
    ['an unnamed step', { policy: { ...DEFAULT_POLICY, steps: [] } }],
    [
      'one parallel reviewer',
      { policy: { ...DEFAULT_POLICY, parallelReview: { count: 1, legalReason: 'x' } } },
    ],
  ])('a workflow with %s does not parse', (_name, change) => {
    const parsed = WorkflowInput.safeParse({ ...workflow(), ...change });
    expect(parsed.success).toBe(false);
  });

  it('says in the type error why a list of approvers is no policy', () => {
    const policy = { ...DEFAULT_POLICY, ownership: { high: { approver: ['a@a.example'] } } };
    const parsed = WorkflowInput.safeParse({ ...workflow(), policy });
    expect(parsed.error?.issues[0]?.message).toContain('never a list or a chain');
  });

  it('no policy that passes makes a price autonomous, nor has a chain', () => {
    const address = fc.constantFrom('a@a.example', 'b@a.example', 'c@a.example');
    const tier = fc.record(
      {
        approver: address,
        standIn: address,
        escalateAfterHours: fc.integer({ min: 1, max: 9 }),
        exclusive: fc.boolean(),
        signOff: fc.array(address, { maxLength: 3 }),
      },
      { requiredKeys: ['approver'] },
    );
    const policies = fc.record({
      alwaysPerson: fc.subarray([...KINDS]),
      confidenceLine: fc.double({ min: 0, max: 1, noNaN: true }),
      ownership: fc.record({ low: tier, medium: tier, high: tier }, { requiredKeys: [] }),
    });
    fc.assert(
      fc.property(
        policies,
        fc.subarray([...KINDS], { minLength: 1 }),
        fc.constantFrom(...Pattern.options),
        (policy, kinds, pattern) => {
          const input = workflow(policy, { kinds, pattern });
          const passed = validatePolicy(input).length === 0;
          // the floor in routing holds for what was refused as well
          const state = 'running' as const;
          const routed = route({
            ...{ kind: 'price.quote', confidence: 1, flags: [], claims: [] },
            workflow: { ...input, state },
          });
          expect([routed.lane, routed.tier]).toEqual(['human', 'high']);
          if (!passed) return;
          if (kinds.includes('price.quote')) expect(policy.alwaysPerson).toContain('price.quote');
          for (const owned of Object.values(policy.ownership)) {
            const signers = new Set([owned.approver, ...(owned.signOff ?? [])]);
            expect(signers.size).toBe(1);
            if (owned.exclusive) expect(owned.standIn).toBeDefined();
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('qualification', () => {
  const rule = DEFAULT_QUALIFICATION;
  it('needs enough answers and a lower end above the line', () => {
    expect(passes({ right: 9, n: 9 }, rule)).toBe(false);
    expect(passes({ right: 10, n: 10 }, rule)).toBe(true);
    expect(passes({ right: 9, n: 10 }, rule)).toBe(false);
    expect(passes({ right: 7, n: 10 }, { ...rule, measure: 'share' })).toBe(true);
    expect(needed(20, rule)).toBe(19);
    expect(needed(9, rule)).toBeNull();
  });

  it('is renewed by a good catch rate, revoked by a surely bad one, and else runs out', () => {
    expect(renewal({ caught: 3, planted: 3 }, rule).outcome).toBe('unchanged');
    expect(renewal({ caught: 20, planted: 20 }, rule)).toMatchObject({
      outcome: 'renewed',
      days: 90,
    });
    expect(renewal({ caught: 14, planted: 20 }, rule).outcome).toBe('unchanged');
    expect(renewal({ caught: 2, planted: 20 }, rule).outcome).toBe('revoked');
    expect(() => renewal({ caught: 3, planted: 2 }, rule)).toThrow(RangeError);
  });

  it('one more caught never makes it worse', () => {
    const rank = { revoked: 0, unchanged: 1, renewed: 2 } as const;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 120 }), fc.nat(), (planted, at) => {
        const caught = at % planted;
        const before = rank[renewal({ caught, planted }, rule).outcome];
        expect(rank[renewal({ caught: caught + 1, planted }, rule).outcome]).toBeGreaterThanOrEqual(
          before,
        );
      }),
    );
  });
});
