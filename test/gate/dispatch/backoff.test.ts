import fc from 'fast-check';
import { expect, it } from 'vitest';
import { backoff } from '../../../src/gate/dispatch/retry.ts';

it('waits longer and longer, at random up to the whole, and never past the cap (property)', () => {
  fc.assert(
    fc.property(fc.nat(40), fc.double({ min: 0, max: 0.999, noNaN: true }), (tries, random) => {
      const most = Math.min(300_000, 2000 * 2 ** tries);
      const ms = backoff(tries, () => random);
      expect(ms).toBeGreaterThanOrEqual(0);
      expect(ms).toBeLessThanOrEqual(most);
      expect(ms).toBeCloseTo(random * most, 3);
    }),
  );
});
