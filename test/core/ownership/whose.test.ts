import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concur } from '../../../src/core/ownership/parallel.ts';
import {
  holderOf,
  isOpenToAll,
  type WhoseInput,
  whose,
} from '../../../src/core/ownership/whose.ts';

const HOUR = 3_600_000;
const owner = { approver: 'fin@a.example', standIn: 'cfo@a.example', escalateAfterHours: 4 };
const base: WhoseInput = {
  policy: { ownership: { high: { ...owner, exclusive: true } } },
  tier: 'high',
  since: 0,
  now: HOUR,
  handedOver: false,
  escalated: false,
  away: [],
  reviewer: { email: 'rep@a.example', role: 'rep', reaches: true, qualified: false },
};
const as = (email: string, change: Partial<WhoseInput['reviewer']> = {}) => ({
  reviewer: { ...base.reviewer, email, ...change },
});

describe('who may decide an exclusive tier', () => {
  it.each([
    ['a rep of the mailbox', {}, false],
    ['a manager', as('boss@a.example', { role: 'manager' }), false],
    ['the stand-in before the time', as('cfo@a.example'), false],
    ['the approver', as('FIN@a.example', { reaches: false }), true],
    ['the stand-in at the time', { ...as('cfo@a.example'), now: 4 * HOUR }, true],
    ['the stand-in of one who is away', { ...as('cfo@a.example'), away: ['fin@a.example'] }, true],
    ['the stand-in of what was escalated', { ...as('cfo@a.example'), escalated: true }, true],
    ['the stand-in once handed over', { ...as('cfo@a.example'), handedOver: true }, true],
    ['the approver, late', { ...as('fin@a.example'), now: 99 * HOUR }, true],
  ] as [string, Partial<WhoseInput>, boolean][])('%s: %s', (_name, change, may) => {
    const answer = whose({ ...base, ...change });
    expect(answer.may).toBe(may);
    expect(answer.message).toMatch(/\.$/);
    if (!may) expect(answer.message).toContain('fin@a.example');
  });

  it('says after which time it goes to whom, and why it came', () => {
    expect(whose(base).message).toBe(
      'fin@a.example decides high-risk work here; after 4 hours it goes to cfo@a.example.',
    );
    expect(whose({ ...base, ...as('cfo@a.example'), now: 5 * HOUR }).message).toBe(
      'fin@a.example did not decide within 4 hours, so it came to you as the stand-in.',
    );
  });

  it('leaves it with the approver when both are away', () => {
    const away = ['fin@a.example', 'cfo@a.example'];
    expect(holderOf({ ...base, away })).toBe('approver');
  });
});

describe('other tiers', () => {
  it('are as before where nobody is named', () => {
    expect(isOpenToAll({})).toBe(true);
    expect(isOpenToAll({ ownership: {}, requireQualification: [] })).toBe(true);
    expect(whose({ ...base, policy: {} }).may).toBe(true);
    const elsewhere = as('rep@a.example', { reaches: false });
    expect(whose({ ...base, policy: {}, ...elsewhere }).may).toBe(false);
  });

  it('not exclusive: any reviewer of the mailbox may, and the approver from anywhere', () => {
    const policy = { ownership: { high: owner } };
    expect(whose({ ...base, policy }).may).toBe(true);
    expect(whose({ ...base, policy, ...as('fin@a.example', { reaches: false }) }).may).toBe(true);
    expect(whose({ ...base, policy, ...as('x@a.example', { reaches: false }) }).may).toBe(false);
  });

  it('ask everyone for the qualification, the approver too', () => {
    const policy = { ...base.policy, requireQualification: ['high' as const] };
    expect(whose({ ...base, policy, ...as('fin@a.example') })).toMatchObject({
      may: false,
      message: expect.stringContaining('qualified'),
    });
    expect(whose({ ...base, policy, ...as('fin@a.example', { qualified: true }) }).may).toBe(true);
    expect(whose({ ...base, policy, tier: 'low' }).may).toBe(true);
  });
});

const people = ['fin@a.example', 'cfo@a.example', 'rep@a.example', 'boss@a.example'];
const inputs: fc.Arbitrary<WhoseInput> = fc.record({
  policy: fc.record(
    {
      ownership: fc.record(
        {
          high: fc.record(
            {
              approver: fc.constantFrom('fin@a.example', 'rep@a.example'),
              standIn: fc.constant('cfo@a.example'),
              escalateAfterHours: fc.integer({ min: 1, max: 10 }),
              exclusive: fc.boolean(),
            },
            { requiredKeys: ['approver'] },
          ),
        },
        { requiredKeys: [] },
      ),
      requireQualification: fc.constantFrom([], ['high' as const]),
    },
    { requiredKeys: [] },
  ),
  tier: fc.constantFrom('high', 'low'),
  since: fc.constant(0),
  now: fc.integer({ min: 0, max: 12 }).map((hours) => hours * HOUR),
  handedOver: fc.boolean(),
  escalated: fc.boolean(),
  away: fc.subarray(people),
  reviewer: fc.record({
    email: fc.constantFrom(...people),
    role: fc.constantFrom('rep', 'manager', 'admin'),
    reaches: fc.boolean(),
    qualified: fc.boolean(),
  }),
});

describe('for any policy and anybody', () => {
  it('holds: qualification, exclusivity, and somebody always may', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const { may, message, holder } = whose(input);
        expect(message.length).toBeGreaterThan(20);
        const asked = input.policy.requireQualification?.includes(input.tier) ?? false;
        const named = input.policy.ownership?.[input.tier];
        if (may) {
          expect(!asked || input.reviewer.qualified).toBe(true);
          const { email, role } = input.reviewer;
          if (named?.exclusive && named.approver !== email) {
            const standsIn = named.standIn === email && holder === 'stand-in';
            expect(standsIn || (named.standIn === undefined && role !== 'rep')).toBe(true);
          }
          if (!named) expect(input.reviewer.reaches).toBe(true);
        }
        // never stuck: its approver, qualified, always may
        if (named) {
          const approver = { email: named.approver, role: 'rep' as const, reaches: false };
          expect(whose({ ...input, reviewer: { ...approver, qualified: true } }).may).toBe(true);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('time only ever adds people', () => {
    fc.assert(
      fc.property(inputs, fc.integer({ min: 0, max: 20 }), (input, hours) => {
        if (!whose(input).may) return;
        expect(whose({ ...input, now: input.now + hours * HOUR }).may).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('approvals side by side', () => {
  const by = (reviewerId: string, contentDigest = 'd') => ({ reviewerId, contentDigest });
  it.each([
    ['the first of two', 2, [], { verdict: 'waits', missing: 1 }],
    ['the same person twice', 2, [by('me')], { verdict: 'again', missing: 1 }],
    ['another content', 2, [by('you', 'other')], { verdict: 'waits', missing: 1 }],
    ['one person thrice', 3, [by('you'), by('you')], { verdict: 'waits', missing: 1 }],
    ['the second of two', 2, [by('you')], { verdict: 'clears' }],
  ] as const)('%s', (_name, count, earlier, answer) => {
    expect(concur({ count, earlier, approval: by('me') })).toEqual(answer);
  });

  it('clears only with that many distinct people on the same content', () => {
    const approvals = fc.array(
      fc.record({
        reviewerId: fc.constantFrom('a', 'b', 'c', 'd'),
        contentDigest: fc.constantFrom('x', 'y'),
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 5 }), approvals, (count, earlier) => {
        const { verdict } = concur({ count, earlier, approval: by('me', 'x') });
        const people = new Set(
          earlier.filter((each) => each.contentDigest === 'x').map((each) => each.reviewerId),
        );
        expect(verdict === 'clears').toBe(people.size + 1 >= count);
      }),
    );
  });
});
