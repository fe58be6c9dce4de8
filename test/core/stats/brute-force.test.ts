import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Sampled, weightedRate } from '../../../src/core/stats/horvitz-thompson.ts';
import { newcombe } from '../../../src/core/stats/newcombe.ts';
import { quantileInterval } from '../../../src/core/stats/quantile.ts';
import { seededRandom } from '../../../src/core/stats/random.ts';
import { reliability } from '../../../src/core/stats/reliability.ts';
import { wilson } from '../../../src/core/stats/wilson.ts';
import { type Draw, spotCheckUpper } from '../../../src/core/stats/without-replacement.ts';
import { gamblerLimit, type Seen } from './gambler.ts';
import {
  clusteredEnds,
  exactEnds,
  jeffreysEnds,
  lessEnds,
  quantileEnds,
  wilsonEnds,
} from './naive.ts';

const item = fc.record({
  hit: fc.boolean(),
  inclusion: fc.constantFrom(1, 0.5, 0.2, 0.05),
  account: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
  template: fc.constantFrom('t1', 't2', 't3'),
});

describe('the formulas once more, in another way (naive.ts)', () => {
  it('two-way clustered: Cameron, Gelbach and Miller’s variance as a sum over pairs of items of a cluster', () => {
    fc.assert(
      fc.property(fc.array(item, { minLength: 1, maxLength: 40 }), (items: Sampled[]) => {
        const found = weightedRate(items);
        const told = clusteredEnds(items);
        for (const end of ['rate', 'low', 'high'] as const)
          expect(found[end]).toBeCloseTo(told[end], 6);
      }),
      { seed: 11, numRuns: 300 },
    );
  });

  it('naive ends are themselves the published ones: R’s binom.test and Newcombe’s tables', () => {
    // binom.test(9, 10), binom.test(90, 100)
    expect(exactEnds(9, 10).low).toBeCloseTo(0.555, 4);
    expect(exactEnds(90, 100).high).toBeCloseTo(0.951, 4);
    // Newcombe 1998, table I of either paper: 81 of 263; 56 of 70 against 48 of 80
    expect(wilsonEnds(81, 263).low).toBeCloseTo(0.2553, 4);
    const part = (hits: number, n: number) => ({ rate: hits / n, ...wilsonEnds(hits, n) });
    const less = lessEnds(part(56, 70), part(48, 80));
    expect(less.low).toBeCloseTo(0.0524, 4);
    expect(less.high).toBeCloseTo(0.3339, 4);
  });

  it('Wilson’s, Newcombe’s and order statistics’ intervals are what they are defined by', () => {
    const count = fc.tuple(fc.integer({ min: 1, max: 400 }), fc.nat(400));
    fc.assert(
      fc.property(count, count, ([n, some], [m, others]) => {
        const a = { hits: Math.min(some, n), n };
        const b = { hits: Math.min(others, m), n: m };
        const [mine, theirs] = [wilsonEnds(a.hits, n), wilsonEnds(b.hits, m)];
        expect(wilson(a.hits, n).low).toBeCloseTo(mine.low, 9);
        expect(wilson(a.hits, n).high).toBeCloseTo(mine.high, 9);
        const less = lessEnds({ rate: a.hits / n, ...mine }, { rate: b.hits / m, ...theirs });
        const found = newcombe(a, b);
        for (const end of ['difference', 'low', 'high'] as const)
          expect(found[end]).toBeCloseTo(less[end], 9);
      }),
      { seed: 11, numRuns: 300 },
    );
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 999 }), { minLength: 1, maxLength: 200 }),
        fc.constantFrom(0.5, 0.9, 0.25),
        (values, p) => {
          const { estimate, low, high } = quantileInterval(values, p);
          const told = quantileEnds(values, p);
          expect(estimate).toBeCloseTo(told.estimate, 9);
          expect([low, high]).toEqual([told.low, told.high]);
        },
      ),
      { seed: 11, numRuns: 300 },
    );
  });

  it('a bin of weighted items has Jeffreys’ interval at Kish’s effective size', () => {
    const graded = fc.record({
      confidence: fc.constantFrom(0.2, 0.91, 0.92, 0.99, 1),
      right: fc.boolean(),
      inclusion: fc.constantFrom(1, 0.5, 0.1),
    });
    fc.assert(
      fc.property(fc.array(graded, { minLength: 1, maxLength: 60 }), (items) => {
        for (const { from, to, right, interval } of reliability(items)) {
          const weights = items
            .filter(({ confidence }) => confidence >= from && (confidence < to || to === 1))
            .map(({ inclusion }) => 1 / inclusion);
          const sum = weights.reduce((all, one) => all + one, 0);
          const kish = sum ** 2 / weights.reduce((all, one) => all + one * one, 0);
          const { low, high } = jeffreysEnds(right * kish, kish);
          expect(interval.low).toBeCloseTo(low, 6);
          expect(interval.high).toBeCloseTo(high, 6);
        }
      }),
      { seed: 11, numRuns: 300 },
    );
  });
});

describe('the limit of a spot-check', () => {
  it('is what a gambler finds who bets against every number of defects, draw by draw', () => {
    const population = fc.array(fc.constantFrom(1, 2, 4), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(
        population,
        fc.nat(40),
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        fc.nat(),
        (...[weights, some, wrong, seed]) => {
          const random = seededRandom(seed);
          const left = [...weights];
          const seen: Seen[] = [];
          const draws: Draw[] = [];
          while (seen.length < Math.min(some, weights.length)) {
            const all = left.reduce((sum, one) => sum + one, 0);
            let ball = random() * all;
            const at = left.findIndex((one) => {
              ball -= one;
              return ball < 0;
            });
            const weight = left[at] ?? 1;
            const defect = random() < wrong;
            draws.push({ defect, chance: weight / all, least: Math.min(...left) / all });
            seen.push({ weight, found: defect ? 'defect' : 'right' });
            left.splice(at, 1);
          }
          expect(spotCheckUpper(weights.length, draws)).toBeCloseTo(gamblerLimit(weights, seen), 9);
        },
      ),
      { seed: 11, numRuns: 400 },
    );
  });
});
