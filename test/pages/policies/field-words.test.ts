import { expect, test } from 'vitest';
import { fieldWords, valueWords } from '../../../src/pages/policies/field-words.ts';

test.each([
  ['/name', 'Name', 'plain'],
  ['/policy/confidenceLine', 'Confidence line', 'percent'],
  ['/policy/ownership/high/approver', 'Approver, high risk', 'plain'],
  ['/policy/ownership/low/escalateAfterHours', 'To the stand-in after, low risk', 'hours'],
  ['/policy/autonomy/lanes/auto/alpha', 'Defects allowed, lane auto', 'percent'],
  [
    '/policy/autonomy/lanes/constrained/limits/window/from',
    'From this hour, lane constrained',
    'plain',
  ],
  ['/policy/autonomy/lanes/2/grid', 'Thresholds to choose from, lane 2', 'plain'],
  ['/policy/autonomy/audit/0/known', 'Audited, known templates, band 1', 'percent'],
  ['/policy/autonomy/exceptions/1/when/0', 'Exception rule 2, when/0', 'plain'],
  ['/policy/brakes/0/line', 'Brake 1, line', 'plain'],
  ['/policy/newer/thing', 'newer › thing', 'plain'],
  ['/policy/ownership/constructor/toString', 'ownership › constructor › toString', 'plain'],
])('%s is called %s', (path, label, unit) => {
  expect(fieldWords(path)).toEqual({ label, unit });
});

test.each([
  [0.825, 'percent', '82.5 %'],
  [0.1 + 0.2, 'percent', '30 %'],
  [1, 'hours', '1 hour'],
  [0.5, 'hours', '0.5 hours'],
  [1200, 'plain', '1,200'],
  [0.0001, 'plain', '0.0001'],
  [Number.NaN, 'hours', 'no number'],
  [true, 'plain', 'yes'],
  [[], 'plain', 'none'],
  [['price.quote', 'email.draft'], 'plain', 'price.quote, email.draft'],
  ['hold', 'plain', 'hold'],
] as const)('%j as %s is said as %s', (value, unit, said) => {
  expect(valueWords(value, unit)).toBe(said);
});
