import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backoffMs } from '../../../src/background/sync/backoff.ts';

const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test('never longer than five minutes, never negative, whatever the number of failures', () => {
  fc.assert(
    fc.property(fc.nat(10_000), random, (failures, chance) => {
      const wait = backoffMs({ failures, random: chance });
      expect(wait).toBeGreaterThanOrEqual(0);
      expect(wait).toBeLessThan(300_000);
      expect(Number.isInteger(wait)).toBe(true);
    }),
  );
});

test('the ceiling doubles from one second on and the jitter is full', () => {
  const almost = 1 - Number.EPSILON;
  const ceilings = [1, 2, 3, 4].map((failures) => backoffMs({ failures, random: almost }));
  expect(ceilings).toEqual([999, 1999, 3999, 7999]);
  expect(backoffMs({ failures: 4, random: 0 })).toBe(0);
  expect(backoffMs({ failures: 50, random: almost })).toBe(299_999);
});

test('what the gate asks for is never undercut', () => {
  fc.assert(
    fc.property(fc.nat(20), random, fc.nat(3_600_000), (failures, chance, retryAfterMs) => {
      const wait = backoffMs({ failures, random: chance, retryAfterMs });
      expect(wait).toBeGreaterThanOrEqual(retryAfterMs);
    }),
  );
});
