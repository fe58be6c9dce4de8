import { describe, expect, it } from 'vitest';
import { labelled, RULES } from '../../fixtures/claims/labelled.ts';
import { measure } from './measure.ts';

describe.each(RULES)('the rule %s', (rule) => {
  it('has at least 20 positives and 20 near-misses, with ids that occur once', () => {
    const examples = labelled(rule);
    expect(examples.filter(({ flag }) => flag).length).toBeGreaterThanOrEqual(20);
    expect(examples.filter(({ flag }) => !flag).length).toBeGreaterThanOrEqual(20);
    expect(new Set(examples.map(({ id }) => id)).size).toBe(examples.length);
  });

  it('has precision and recall of 0.9 or better on the third kept apart', () => {
    const { precision, recall } = measure(rule, 'held-out');
    expect(precision).toBeGreaterThanOrEqual(0.9);
    expect(recall).toBeGreaterThanOrEqual(0.9);
  });
});
