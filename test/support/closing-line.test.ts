import { expect, it } from 'vitest';
import { closingLine } from './closing-line.ts';

it.each([
  [{ passed: 12, failed: 0, skipped: 0 }, '12 passed, 0 failed'],
  [{ passed: 3, failed: 2, skipped: 1 }, '3 passed, 2 failed, 1 skipped'],
  [{ passed: 0, failed: 1, skipped: 0 }, '0 passed, 1 failed'],
])('%o is said as %s', (tally, line) => {
  expect(closingLine(tally)).toBe(line);
});
