import { describe, expect, it } from 'vitest';
import { labelled, RULES, rulesOf, SETS } from '../../fixtures/claims/labelled.ts';
import { measure, measurePooled, type Score } from './measure.ts';

type Floor = Pick<Score, 'precision' | 'recall'>;
const GOAL: Floor = { precision: 0.9, recall: 0.9 };

/**
 * Where the goal is missed, as measured on 2026-11-28: the floor keeps it from getting worse. These
 * are not passes; `test/bench/claims.ts` exits 1 over the pooled ones.
 */
const SHORT: Record<string, Floor> = {
  'independent company': { precision: 0.83, recall: 0.9 },
  'independent unsupported': { precision: 0.85, recall: 0.85 },
  'independent commitment': { precision: 0.9, recall: 0.72 },
  'second company': { precision: 0.9, recall: 0.77 },
  'second unsupported': { precision: 0.9, recall: 0.87 },
  'second commitment': { precision: 0.86, recall: 0.86 },
  'third company': { precision: 0.9, recall: 0.81 },
  'third unsupported': { precision: 0.8, recall: 0.9 },
  'third commitment': { precision: 0.74, recall: 0.71 },
  'fresh company': { precision: 0.89, recall: 0.89 },
  'fresh unsupported': { precision: 0.89, recall: 0.89 },
  'fresh commitment': { precision: 0.9, recall: 0.81 },
  'pooled company': { precision: 0.9, recall: 0.83 },
  'pooled unsupported': { precision: 0.85, recall: 0.9 },
  'pooled commitment': { precision: 0.85, recall: 0.81 },
};

describe.each(SETS.flatMap((set) => rulesOf(set).map((rule) => ({ set, rule }))))(
  'the rule $rule on the $set set',
  ({ set, rule }) => {
    it('has at least 20 positives and 20 near-misses, with ids that occur once', () => {
      const examples = labelled(rule, set);
      expect(examples.filter(({ flag }) => flag).length).toBeGreaterThanOrEqual(20);
      expect(examples.filter(({ flag }) => !flag).length).toBeGreaterThanOrEqual(20);
      expect(new Set(examples.map(({ id }) => id)).size).toBe(examples.length);
    });

    it('is no worse than its floor on the third kept apart', () => {
      const floor = SHORT[`${set} ${rule}`] ?? GOAL;
      const { precision, recall } = measure(rule, { set, part: 'held-out' });
      expect(precision).toBeGreaterThanOrEqual(floor.precision);
      expect(recall).toBeGreaterThanOrEqual(floor.recall);
    });
  },
);

describe.each(RULES)('the rule %s on all thirds kept apart, as if they were one', (rule) => {
  it('is no worse than its floor', () => {
    const floor = SHORT[`pooled ${rule}`] ?? GOAL;
    const { precision, recall, positives } = measurePooled(rule);
    expect(positives).toBeGreaterThanOrEqual(19);
    expect(precision).toBeGreaterThanOrEqual(floor.precision);
    expect(recall).toBeGreaterThanOrEqual(floor.recall);
  });
});

describe.each(['greeting', 'company', 'unsupported', 'commitment'] as const)(
  'the rule %s on the fresh examples, which nothing is kept apart of',
  (rule) => {
    it('is no worse than its floor, which says little: it was worked on with them', () => {
      const floor = SHORT[`fresh ${rule}`] ?? GOAL;
      const { precision, recall, positives, negatives } = measure(rule, {
        set: 'fresh',
        part: 'development',
      });
      expect(Math.min(positives, negatives)).toBeGreaterThanOrEqual(50);
      expect(precision).toBeGreaterThanOrEqual(floor.precision);
      expect(recall).toBeGreaterThanOrEqual(floor.recall);
    });
  },
);
