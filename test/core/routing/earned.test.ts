import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Earned,
  hourIn,
  type LaneNow,
  laneFor,
  segmentsOf,
} from '../../../src/core/routing/earned.ts';
import { exceptionOf, measures, normOf } from '../../../src/core/routing/exceptions.ts';
import { route } from '../../../src/core/routing/route.ts';
import { auditRate } from '../../../src/core/schema/autonomy.ts';
import type { Content } from '../../../src/core/schema/content.ts';
import { KINDS } from '../../../src/core/schema/kind.ts';

const lane = (change: Partial<LaneNow> = {}): LaneNow => ({
  ...{ tier: 'auto', open: true, threshold: 0.9, why: 'defects at most 0.8 %', used: 0 },
  ...change,
});
const earned = (lanes: LaneNow[], change: Partial<Earned> = {}): Earned => ({
  ...{ lanes, exception: null, hour: 10, segments: new Set<string>() },
  ...change,
});
const mail = (body: string, subject = 'Hello'): Content => ({
  ...{ kind: 'email.draft', delivery: 'gate', from: { email: 'ana@seller.example', name: 'Ana' } },
  ...{ to: [{ email: 'bob@buyer.example' }], cc: [], bcc: [], attachments: [], subject },
  body: `<p>${body}</p>`,
});

describe('a lane', () => {
  it('takes what reaches its threshold, the wider one first', () => {
    const limits = { dailyCap: 5 };
    const lanes = [lane(), lane({ tier: 'constrained', threshold: 0.7, limits })];
    expect(laneFor(earned(lanes), 0.95).lane?.tier).toBe('auto');
    expect(laneFor(earned(lanes), 0.8).lane?.tier).toBe('constrained');
    expect(laneFor(earned(lanes), 0.6)).toMatchObject({
      lane: null,
      trigger: { code: 'lane-closed' },
    });
  });

  it.each([
    ['its cap is used up', { used: 5 }, {}],
    ['its window is over', {}, { hour: 20 }],
    ['it is in no segment of it', {}, { segments: new Set(['other']) }],
  ])('lets nothing through where %s', (_why, change, at) => {
    const limits = { dailyCap: 5, window: { from: 8, to: 18 }, segments: ['smb'] };
    const narrow = lane({ tier: 'constrained', limits, ...change });
    const inside = earned([lane({ ...narrow, used: 0 })], { segments: new Set(['smb']) });
    expect(laneFor(inside, 1).lane).not.toBeNull();
    expect(laneFor(earned([narrow], { segments: new Set(['smb']), ...at }), 1).lane).toBeNull();
  });

  it('that is closed lets nothing through, whatever the confidence, kind or pattern (property)', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...KINDS),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.constantFrom('exception-handling' as const, 'post-hoc-audit' as const),
        (kind, confidence, pattern) => {
          const closed = [lane({ open: false }), lane({ tier: 'constrained', threshold: null })];
          const policy = { confidenceLine: 0, alwaysPerson: [] };
          const workflow = { pattern, state: 'running' as const, policy };
          const routed = route({
            ...{ kind, confidence, flags: [], claims: [], workflow, earned: earned(closed) },
          });
          expect(routed.lane).toBe('human');
        },
      ),
    );
  });

  it('that is open gives way to pre-approval, a pause, an exception, and a price', () => {
    const base = {
      ...{ kind: 'email.draft' as const, confidence: 1, flags: [], claims: [] },
      workflow: {
        ...{ pattern: 'exception-handling' as const, state: 'running' as const },
        policy: { confidenceLine: 0, alwaysPerson: [] },
      },
    };
    const open = earned([lane()]);
    expect(route({ ...base, earned: open }).lane).toBe('auto');
    const exception = { code: 'exception', message: 'Named.' };
    expect(route({ ...base, earned: { ...open, exception } }).trigger).toEqual(exception);
    expect(route({ ...base, kind: 'price.quote', earned: open }).lane).toBe('human');
    const { workflow } = base;
    expect(
      route({ ...base, workflow: { ...workflow, pattern: 'pre-approval' }, earned: open }).lane,
    ).toBe('human');
    expect(route({ ...base, workflow: { ...workflow, state: 'paused' }, earned: open }).lane).toBe(
      'human',
    );
  });
});

it('knows the hour of a zone, and takes UTC for one it does not know', () => {
  const noon = Date.parse('2026-07-01T12:00:00Z');
  expect(hourIn('Europe/Berlin', noon)).toBe(14);
  expect(hourIn('Mars/Olympus', noon)).toBe(12);
  expect(hourIn(undefined, noon)).toBe(12);
});

it('finds the segments that name a template', () => {
  expect([...segmentsOf('intro', { smb: ['intro'], big: ['other'] })]).toEqual(['intro', 'smb']);
  expect([...segmentsOf(undefined, { smb: ['intro'] })]).toEqual([]);
});

it('audits new templates at their own rate, by band', () => {
  const rates = [
    { from: 0.9, known: 0.05, novel: 0.5 },
    { from: 0, known: 0.2, novel: 1 },
  ];
  expect(auditRate(rates, 0.95, false)).toBe(0.05);
  expect(auditRate(rates, 0.95, true)).toBe(0.5);
  expect(auditRate(rates, 0.1, false)).toBe(0.2);
});

describe('exception rules', () => {
  const plain = { content: mail('Shall we talk on Monday?'), flags: [] };
  it.each([
    ['named-accounts', { rule: 'named-accounts' as const, names: ['Buyer.example'] }, plain, true],
    ['other accounts', { rule: 'named-accounts' as const, names: ['yer.example'] }, plain, false],
    ['first-touch', { rule: 'first-touch' as const }, plain, true],
    [
      'a later touch',
      { rule: 'first-touch' as const },
      { ...plain, context: { touches: 2 } },
      false,
    ],
    ['price', { rule: 'price' as const }, { ...plain, content: mail('Only 500 EUR a year') }, true],
    ['no price', { rule: 'price' as const }, plain, false],
    [
      'another owner',
      { rule: 'owner-conflict' as const },
      { ...plain, context: { recordOwner: 'Carl' } },
      true,
    ],
    [
      'the same owner',
      { rule: 'owner-conflict' as const },
      { ...plain, context: { recordOwner: 'Ana' } },
      false,
    ],
    [
      'a flag by its family',
      { rule: 'flag' as const, code: 'claims' },
      {
        ...plain,
        flags: [
          {
            ...{ code: 'claims.greeting', origin: 'check' as const, severity: 'low' as const },
            message: 'Hm.',
          },
        ],
      },
      true,
    ],
  ])('%s', (_name, rule, input, fires) => {
    expect(exceptionOf([rule], input) !== null).toBe(fires);
  });

  it('call nothing unusual until enough is known, and then what is far from the median', () => {
    const rule = { rule: 'unusual' as const, of: 'words' as const, deviations: 5 };
    const long = { content: mail('word '.repeat(300)), flags: [] };
    const words = Array.from({ length: 40 }, (_, i) => 80 + (i % 7));
    expect(
      exceptionOf([rule], { ...long, norms: { words: normOf(words.slice(0, 10)) } }),
    ).toBeNull();
    expect(exceptionOf([rule], { ...long, norms: { words: normOf(words) } })?.message).toMatch(
      /words/,
    );
    const usual = { content: mail('word '.repeat(82)), flags: [] };
    expect(exceptionOf([rule], { ...usual, norms: { words: normOf(words) } })).toBeNull();
  });

  it.each([
    ['We hire 1,250 people.', 1250],
    ['1.250,50 EUR, from 40 %', 1250.5],
    ['CHF 12’000 in 2025', 12000],
    ['call +14155550100 or 004915112345678, or see https://x.example/9999999', 0],
    ['no number', 0],
  ])('read the largest number of %j', (text, largest) => {
    expect(measures(mail(text)).largest).toBeCloseTo(Math.log10(1 + largest), 10);
  });

  it('stop a value that is far above, or below, those that are usual', () => {
    const rule = { rule: 'unusual' as const, of: 'largest' as const, deviations: 5 };
    const usual = Array.from({ length: 40 }, (_, n) => measures(mail(`${1000 + 37 * n} EUR`)));
    const norms = { largest: normOf(usual.map(({ largest }) => largest)) };
    const of = (text: string) =>
      exceptionOf([rule], { content: mail(text), flags: [], norms })?.message ?? null;
    expect(of('1500 EUR')).toBeNull();
    expect(of('9,000 EUR')).toBeNull();
    expect(of('1,500,000 EUR')).toMatch(/^The largest number in it is 1500000; around 1\d{3}/);
    expect(of('1 EUR')).toMatch(/largest number in it is 1;/);
  });

  it('say the team’s own sentence where there is one', () => {
    expect(exceptionOf([{ rule: 'first-touch', message: 'New people are ours.' }], plain)).toEqual({
      code: 'exception',
      message: 'New people are ours.',
    });
  });

  it('measure any text without failing (property)', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const content: Content = {
          ...{ kind: 'message.social', network: 'x', text },
          contact: { system: 'HubSpot', object: 'contact', id: '1' },
        };
        for (const value of Object.values(measures(content)))
          expect(value).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
