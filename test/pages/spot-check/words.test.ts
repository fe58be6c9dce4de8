import { describe, expect, it } from 'vitest';
import type { SpotCheck } from '../../../src/core/schema/spot-check.ts';
import {
  agreement,
  atMost,
  howDrawn,
  lookedAt,
  percent,
  whatItSays,
} from '../../../src/pages/spot-check/words.ts';

function check(change: Partial<SpotCheck> = {}): SpotCheck {
  return {
    ...{ id: '00000000-0000-4000-8000-000000000001', at: '2026-11-28T12:00:00.000Z' },
    ...{ by: 'Ana', mine: true, n: 10, drawn: 10, byRisk: false, population: 5000 },
    ...{ from: '2026-11-21T12:00:00.000Z', to: '2026-11-28T12:00:00.000Z' },
    ...{ leftOut: { own: 0, erased: 0 }, open: 0, lost: 0 },
    found: { n: 10, defects: 0, share: 0, rate: 0, upper: 0.2589 },
    agreement: { people: { looked: 7, agreed: 7 }, unattended: { looked: 3, agreed: 3 } },
    ...change,
  };
}

describe('what a spot-check says', () => {
  it('is never "none": 0 of 10 still allows 26 %', () => {
    expect(whatItSays(check())).toContain('0 of 10 still allows up to 26 %');
    expect(lookedAt(check())).toContain('None was wrong');
  });

  it('is the best guess and the limit, where something was wrong', () => {
    const found = { n: 10, defects: 1, share: 0.1, rate: 0.1, upper: 0.4 };
    expect(whatItSays(check({ found }))).toContain(
      '10 % is the best guess, up to 40 % is possible',
    );
    expect(lookedAt(check({ found }))).toContain('1 of them was wrong');
  });

  it('weighs, and says the plain share beside it, where risk weighed', () => {
    const found = { n: 10, defects: 3, share: 0.3, rate: 0.12, upper: 0.5 };
    const said = whatItSays(check({ byRisk: true, found }));
    expect(said).toContain('12 % is the best guess');
    expect(said).toContain('Unweighted it is 30 %');
  });

  it('is nothing before the first look', () => {
    const found = { n: 0, defects: 0, share: null, rate: null, upper: 1 };
    expect(whatItSays(check({ found }))).toBe('');
    expect(lookedAt(check({ found }))).toContain('Nothing was looked at yet');
  });

  it('compares what people let out and what went by itself apart', () => {
    const people = { looked: 7, agreed: 6 };
    expect(
      agreement(check({ agreement: { people, unattended: { looked: 0, agreed: 0 } } })),
    ).toEqual(['You agree with 6 of 7 that a person had approved.']);
    expect(agreement(check())).toHaveLength(2);
  });

  it('says how likely each was, what was left out and what got lost', () => {
    expect(howDrawn(check({ leftOut: { own: 3, erased: 2 }, lost: 1 }))).toEqual([
      'Each of 5,000 was as likely as any other: 10 in 5,000.',
      'Left out: 3 that were approved by who drew it, and 2 whose text is erased by now.',
      '1 could not be looked at; the limit counts them as wrong.',
    ]);
    expect(howDrawn(check({ byRisk: true }))[0]).toContain('high four times');
  });
});

it('limits are rounded up, and small rates are not rounded away', () => {
  expect(atMost(0.2589)).toBe('26 %');
  expect(atMost(0.0301)).toBe('3.1 %');
  expect(atMost(1)).toBe('100 %');
  expect([percent(0), percent(0.003), percent(0.3)]).toEqual(['0 %', '0.3 %', '30 %']);
});
