import fc from 'fast-check';
import { expect, it } from 'vitest';
import { surelyAbove, surelyBelow } from '../../../src/core/antipatterns/surely.ts';
import { betaBinomialLower, betaBinomialUpper } from '../../../src/core/stats/beta-binomial.ts';

it('one look at the line says the same as the whole limit', () => {
  const counts = fc.tuple(fc.nat({ max: 300 }), fc.nat({ max: 300 }));
  fc.assert(
    fc.property(counts, fc.constantFrom(0.02, 0.2, 0.5, 0.7), ([a, b], line) => {
      const [hits, n] = [Math.min(a, b), Math.max(a, b)];
      const rule = { line, delta: 0.05 };
      const upper = n === 0 ? 1 : betaBinomialUpper(hits, n, 0.05);
      const lower = n === 0 ? 0 : betaBinomialLower(hits, n, 0.05);
      // the limit itself is found to the last bits only
      if (Math.abs(upper - line) > 1e-9) expect(surelyBelow(hits, n, rule)).toBe(upper < line);
      if (Math.abs(lower - line) > 1e-9) expect(surelyAbove(hits, n, rule)).toBe(lower > line);
    }),
    { seed: 8, numRuns: 300 },
  );
});
