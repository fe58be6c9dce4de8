import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RouteInput, route } from '../../../src/core/routing/route.ts';
import type { Flag } from '../../../src/core/schema/claim.ts';
import { BUYER_FACING, KINDS } from '../../../src/core/schema/kind.ts';
import { Pattern } from '../../../src/core/schema/workflow.ts';

const flag = (severity: Flag['severity'], origin: Flag['origin']): Flag => ({
  code: 'x.y',
  origin,
  severity,
  message: 'Something is off.',
});
const base: RouteInput = {
  kind: 'contact.enrich',
  confidence: 0.97,
  flags: [],
  claims: [],
  workflow: {
    pattern: 'exception-handling',
    state: 'running',
    policy: { confidenceLine: 0.9, alwaysPerson: [] },
  },
};
const inputs: fc.Arbitrary<RouteInput> = fc.record({
  kind: fc.constantFrom(...KINDS),
  confidence: fc.double({ min: 0, max: 1, noNaN: true }),
  flags: fc.array(
    fc
      .tuple(fc.constantFrom('low', 'medium', 'high'), fc.constantFrom('agent', 'rule', 'check'))
      .map(([severity, origin]) => flag(severity, origin)),
    { maxLength: 3 },
  ),
  claims: fc.array(
    fc.record({
      statement: fc.string({ minLength: 1 }),
      status: fc.constantFrom('supported', 'unsupported', 'contradicted', 'stale'),
    }),
    { maxLength: 3 },
  ),
  workflow: fc.record({
    pattern: fc.constantFrom(...Pattern.options),
    state: fc.constantFrom('running', 'paused'),
    policy: fc.record({
      confidenceLine: fc.double({ min: 0, max: 1, noNaN: true }),
      alwaysPerson: fc.subarray([...KINDS]),
    }),
  }),
});

describe('route', () => {
  it.each([
    ['a price, whatever the policy', { kind: 'price.quote', confidence: 1 }, 'kind-needs-person'],
    [
      'a contradicted fact',
      { claims: [{ statement: 'x', status: 'contradicted' }] },
      'claim-contradicted',
    ],
    [
      'a fact without evidence',
      { claims: [{ statement: 'x', status: 'unsupported' }] },
      'claim-unsupported',
    ],
    ['our own high flag', { flags: [flag('high', 'check')] }, 'check-flag'],
    ["the agent's high flag", { flags: [flag('high', 'agent')] }, 'agent-flag'],
    ['below the line', { confidence: 0.8999 }, 'below-line'],
    ['not a number', { confidence: Number.NaN }, 'below-line'],
    ['a mail', { kind: 'email.draft' }, 'buyer-facing'],
    ['pre-approval', { workflow: { ...base.workflow, pattern: 'pre-approval' } }, 'pattern'],
    ['paused', { workflow: { ...base.workflow, state: 'paused' } }, 'workflow-paused'],
    [
      'policy kinds',
      {
        workflow: {
          ...base.workflow,
          policy: { confidenceLine: 0, alwaysPerson: ['contact.enrich'] },
        },
      },
      'kind-needs-person',
    ],
  ] as [string, Partial<RouteInput>, string][])('sends %s to a person', (_name, change, code) => {
    const routed = route({ ...base, ...change });
    expect(routed.lane).toBe('human');
    expect(routed.trigger.code).toBe(code);
    expect(routed.trigger.message).toMatch(/\.$/);
  });

  it('opens the lane at the line, and says so', () => {
    expect(route({ ...base, confidence: 0.9 })).toMatchObject({ lane: 'auto', tier: 'low' });
  });

  it('never says 90% for what is below 90%', () => {
    expect(route({ ...base, confidence: 0.89999 }).trigger.message).toContain('89.9%');
  });

  it('holds the floors for any policy, confidence and flags', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const { lane, tier, trigger } = route(input);
        expect(trigger.message.length).toBeGreaterThan(10);
        if (lane !== 'auto') return;
        expect(BUYER_FACING.has(input.kind)).toBe(false);
        expect(input.workflow.pattern).not.toBe('pre-approval');
        expect(input.workflow.state).toBe('running');
        expect(input.workflow.policy.alwaysPerson).not.toContain(input.kind);
        expect(input.confidence).toBeGreaterThanOrEqual(input.workflow.policy.confidenceLine);
        expect(input.flags.some(({ severity }) => severity === 'high')).toBe(false);
        expect(
          input.claims.every(({ status }) => status === 'supported' || status === 'stale'),
        ).toBe(true);
        expect(tier).not.toBe('high');
      }),
      { numRuns: 2000 },
    );
  });

  it('never becomes laxer when something is added or confidence falls', () => {
    fc.assert(
      fc.property(inputs, fc.double({ min: 0, max: 1, noNaN: true }), (input, share) => {
        if (route(input).lane === 'auto') return;
        expect(route({ ...input, confidence: input.confidence * share }).lane).toBe('human');
        expect(route({ ...input, flags: [...input.flags, flag('high', 'rule')] }).lane).toBe(
          'human',
        );
      }),
      { numRuns: 2000 },
    );
  });
});
