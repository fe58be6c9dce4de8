import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  betaBinomial,
  betaBinomialLower,
  betaBinomialUpper,
  lnEvidenceBelow,
} from '../../../src/core/stats/beta-binomial.ts';
import { bettingUpper, type Losses, lnCapital } from '../../../src/core/stats/betting.ts';
import { clopperPearsonUpper } from '../../../src/core/stats/clopper-pearson.ts';
import { seededRandom } from '../../../src/core/stats/random.ts';

const tosses = (hits: number, n: number): Losses[] => [
  { most: 1, loss: 1, count: hits },
  { most: 1, loss: 0, count: n - hits },
];

/** Share of runs in which `wrong` was true at any of the looks: what an anytime bound has to keep low. */
function everWrong(runs: number, wrong: (random: () => number) => boolean): number {
  let count = 0;
  for (let run = 0; run < runs; run += 1) if (wrong(seededRandom(run + 1))) count += 1;
  return count / runs;
}

describe('beta-binomial confidence sequence', () => {
  it('refuses impossible counts', () => {
    expect(() => betaBinomialUpper(3, 2, 0.05)).toThrow(RangeError);
    expect(() => betaBinomialUpper(1, 2, 0)).toThrow(RangeError);
  });

  it('is the mixture of likelihood ratios over smaller rates (brute force: the integral by steps)', () => {
    for (const [hits, n, p] of [
      [0, 300, 0.01],
      [3, 400, 0.02],
      [40, 90, 0.5],
    ] as const) {
      // q = p·sin²(t) takes the prior's pole at 0 out of the integral
      let [mixed, prior] = [0, 0];
      const steps = 20_000;
      for (let step = 0; step < steps; step += 1) {
        const t = ((step + 0.5) / steps) * (Math.PI / 2);
        const q = p * Math.sin(t) ** 2;
        const density = (2 * p * Math.sin(t) * Math.cos(t)) / Math.sqrt(q * (1 - q));
        prior += density;
        mixed += density * (q / p) ** hits * ((1 - q) / (1 - p)) ** (n - hits);
      }
      expect(lnEvidenceBelow(hits, n, p)).toBeCloseTo(Math.log(mixed / prior), 4);
    }
  });

  it('holds the rate that was seen, mirrors, and is wider than one look', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), fc.nat(2000), (n, some) => {
        const hits = Math.min(some, n);
        const { low, high } = betaBinomial(hits, n);
        expect(low).toBeLessThanOrEqual(hits / n);
        expect(high).toBeGreaterThanOrEqual(hits / n);
        expect(betaBinomialLower(n - hits, n, 0.025)).toBeCloseTo(1 - high, 10);
        expect(high).toBeGreaterThanOrEqual(clopperPearsonUpper(hits, n, 0.025) - 1e-12);
      }),
    );
  });

  it('refutes every rate above its limit, not only the next one', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (n, share, further) => {
          const hits = Math.floor(share * (n - 1));
          const high = betaBinomialUpper(hits, n, 0.05);
          const above = high + further * (0.999999 - high);
          if (above > high)
            expect(lnEvidenceBelow(hits, n, above)).toBeGreaterThan(-Math.log(0.05) - 1e-6);
        },
      ),
    );
  });

  it('is seldom wrong at any of 1,500 looks (simulated, seeds 1 to 400)', () => {
    const share = everWrong(400, (random) => {
      let hits = 0;
      for (let n = 1; n <= 1500; n += 1) {
        hits += random() < 0.01 ? 1 : 0;
        if (lnEvidenceBelow(hits, n, 0.01) >= -Math.log(0.05)) return true;
      }
      return false;
    });
    // three standard errors above 5 %
    expect(share).toBeLessThan(0.05 + 3 * Math.sqrt((0.05 * 0.95) / 400));
    // and no toy that never says anything
    expect(share).toBeGreaterThan(0);
  });
});

describe('betting confidence sequence', () => {
  it('refuses losses that can’t be', () => {
    expect(() => bettingUpper([{ most: 1, loss: 2, count: 1 }], 0.05)).toThrow(RangeError);
    expect(() => bettingUpper([{ most: 0.5, loss: 0, count: 1 }], 0.05)).toThrow(RangeError);
    expect(() => bettingUpper([], 1)).toThrow(RangeError);
  });

  it('knows nothing without a loss', () => {
    expect(bettingUpper([], 0.05)).toBe(1);
  });

  it('is the capital of a gambler who bets loss by loss, in any order (brute force)', () => {
    const loss = fc.constantFrom(
      ...[
        { most: 1, loss: 0 },
        { most: 1, loss: 1 },
        { most: 10, loss: 0 },
        { most: 10, loss: 1 },
        { most: 10, loss: 10 },
      ],
    );
    const mean = fc.double({ min: 0.001, max: 0.9, noNaN: true });
    fc.assert(
      fc.property(fc.array(loss, { maxLength: 60 }), mean, (losses, m) => {
        const bets = [1, 0.95, 0.88, 0.78, 0.66, 0.54, 0.42, 0.3, 0.18, 0.08];
        const weights = [0.1, 0.1, 0.1, 0.14, 0.14, 0.14, 0.12, 0.08, 0.05, 0.03];
        const capital = bets.reduce((sum, bet, k) => {
          let own = weights[k] ?? 0;
          for (const { most, loss: lost } of losses) own *= 1 + (bet * (m - lost)) / (most - m);
          return sum + own;
        }, 0);
        const counted = losses.map((one) => ({ ...one, count: 1 }));
        const found = Math.exp(lnCapital(counted, m));
        expect(Math.abs(found - capital)).toBeLessThanOrEqual(1e-9 * Math.max(1, capital));
        expect(lnCapital(counted.toReversed(), m)).toBeCloseTo(lnCapital(counted, m), 9);
      }),
    );
  });

  it('agrees with the beta-binomial sequence on coin tosses, but for the prior', () => {
    for (const [hits, n] of [
      [0, 400],
      [2, 740],
      [5, 1940],
      [30, 6000],
    ] as const) {
      const ratio = bettingUpper(tosses(hits, n), 0.05) / betaBinomialUpper(hits, n, 0.05);
      expect(ratio).toBeGreaterThan(0.92);
      expect(ratio).toBeLessThan(1.08);
    }
  });

  it('falls with every right one, rises with every defect', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(20), (right, wrong) => {
        const at = bettingUpper(tosses(wrong, right + wrong), 0.05);
        expect(bettingUpper(tosses(wrong, right + wrong + 1), 0.05)).toBeLessThanOrEqual(at);
        expect(bettingUpper(tosses(wrong + 1, right + wrong + 1), 0.05)).toBeGreaterThanOrEqual(at);
      }),
    );
  });

  it('is seldom wrong at any look when audits are weighted by 1/π (simulated, seeds 1 to 300)', () => {
    // a tenth of the proposals is always looked at and has 6 % defects, the others 1 in 10 and 0.5 %
    const truth = 0.1 * 0.06 + 0.9 * 0.005;
    const share = everWrong(300, (random) => {
      const losses = [
        { most: 10, loss: 0, count: 0 },
        { most: 10, loss: 1, count: 0 },
        { most: 10, loss: 10, count: 0 },
      ];
      for (let n = 1; n <= 4000; n += 1) {
        const low = random() < 0.1;
        const defect = random() < (low ? 0.06 : 0.005);
        const seen = low || random() < 0.1;
        const kind = losses[defect && seen ? (low ? 1 : 2) : 0];
        if (kind !== undefined) kind.count += 1;
        if (n % 10 === 0 && lnCapital(losses, truth) >= -Math.log(0.05)) return true;
      }
      return false;
    });
    expect(share).toBeLessThan(0.05 + 3 * Math.sqrt((0.05 * 0.95) / 300));
  });
});
