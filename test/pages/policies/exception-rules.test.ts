import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ExceptionRule } from '../../../src/core/schema/autonomy.ts';
import {
  listOf,
  ruleIn,
  withRule,
  withUnusual,
} from '../../../src/pages/policies/exception-rules.ts';

const RULES: ExceptionRule[] = [
  { rule: 'flag', code: 'claims' },
  { rule: 'price', message: 'Prices are ours.' },
  { rule: 'unusual', of: 'words', deviations: 5, message: 'Long.' },
  { rule: 'flag', code: 'agent' },
];

describe('the rules of a draft', () => {
  it('keep their order, their own sentences, and those that the form doesn’t have', () => {
    expect(withRule(RULES, 'price', { rule: 'price' })).toEqual(RULES);
    expect(withRule(RULES, 'first-touch', { rule: 'first-touch' })).toEqual([
      ...RULES,
      { rule: 'first-touch' },
    ]);
    expect(withRule(RULES, 'price', null)).toEqual([RULES[0], RULES[2], RULES[3]]);
    expect(withRule(RULES, 'first-touch', null)).toEqual(RULES);
    expect(ruleIn(RULES, 'owner-conflict')).toEqual({ rule: undefined, index: -1 });
  });

  it('have one number for each unusual measure, and none where it is empty', () => {
    expect(withUnusual(RULES, 'words', 8)[2]).toEqual({ ...RULES[2], deviations: 8 });
    expect(withUnusual(RULES, 'links', 4).at(-1)).toEqual({
      ...{ rule: 'unusual', of: 'links', deviations: 4 },
    });
    expect(withUnusual(RULES, 'words', undefined)).toEqual([RULES[0], RULES[1], RULES[3]]);
    expect(withUnusual(RULES, 'links', undefined)).toEqual(RULES);
  });

  it('read a list however it was typed, and the same list again from what is shown of it', () => {
    expect(listOf(' DE,AT ;\nCH、 ,')).toEqual(['DE', 'AT', 'CH']);
    expect(listOf(' , ')).toBeUndefined();
    fc.assert(
      fc.property(fc.string(), (text) => {
        const list = listOf(text);
        expect(list === undefined ? undefined : listOf(list.join(', '))).toEqual(list);
      }),
    );
  });
});
