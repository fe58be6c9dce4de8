import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { linear, logOdds, VOTES, voted } from '../../../src/core/claims/linear.ts';
import { FITTED, weightsFile } from './fitted.ts';
import { logistic } from './logistic.ts';

describe('the weights of a rule', () => {
  it.each(FITTED)(
    'are what the development parts give: %s',
    (rule) => {
      const url = new URL(`../../../src/core/claims/${rule}-weights.ts`, import.meta.url);
      expect(readFileSync(url, 'utf8') === weightsFile(rule)).toBe(true);
    },
    60_000,
  );

  it('say nothing of a feature that they do not hold', () => {
    const model = linear('bias=-50 a=120 a>b=-20');
    expect(logOdds(model, [])).toBeCloseTo(-0.5);
    expect(logOdds(model, ['a', 'a>b', 'unseen'])).toBeCloseTo(0.5);
  });

  it.each(['company', 'unsupported', 'commitment'] as const)(
    'can be outvoted by the patterns, and outvote them: %s',
    (rule) => {
      expect(voted(-VOTES[rule] / 2, rule, true)).toBe(true);
      expect(voted(-VOTES[rule] * 2, rule, true)).toBe(false);
      expect(voted(VOTES[rule] / 2, rule, false)).toBe(false);
      expect(voted(VOTES[rule] * 2, rule, false)).toBe(true);
    },
  );
});

describe('logistic regression', () => {
  const instances = [
    ...Array.from({ length: 30 }, () => ({ features: ['x', 'noise'], label: true, weight: 1 })),
    ...Array.from({ length: 30 }, () => ({ features: ['y', 'noise'], label: false, weight: 1 })),
  ];

  it('finds which feature tells, and leaves out what is seen too seldom', () => {
    const { weights } = logistic([...instances, { features: ['once'], label: true, weight: 1 }], 1);
    expect(weights.get('x')).toBeGreaterThan(1);
    expect(weights.get('y')).toBeLessThan(-1);
    expect(Math.abs(weights.get('noise') ?? 9)).toBeLessThan(0.5);
    expect(weights.has('once')).toBe(false);
  });

  it('meets its optimum: at a weight the slope of the data is the penalty', () => {
    const { bias, weights } = logistic(instances, 1);
    const x = weights.get('x') ?? 0;
    const odds = bias + x + (weights.get('noise') ?? 0);
    expect(30 * (1 - 1 / (1 + Math.exp(-odds)))).toBeCloseTo(x, 1);
  });
});
