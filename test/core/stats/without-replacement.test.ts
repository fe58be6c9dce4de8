import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/core/stats/random.ts';
import {
  type Draw,
  equalDraws,
  spotCheckUpper,
} from '../../../src/core/stats/without-replacement.ts';

const none = (n: number): boolean[] => Array<boolean>(n).fill(false);

/** Draws `count` of the items with chances in proportion to their risk. */
function riskDraws(
  items: readonly { risk: number; defect: boolean }[],
  count: number,
  random: () => number,
): Draw[] {
  const left = [...items];
  return Array.from({ length: count }, () => {
    const all = left.reduce((sum, { risk }) => sum + risk, 0);
    let at = random() * all;
    let place = 0;
    while (place < left.length - 1 && at >= (left[place]?.risk ?? 0)) {
      at -= left[place]?.risk ?? 0;
      place += 1;
    }
    const least = Math.min(...left.map(({ risk }) => risk)) / all;
    const [drawn] = left.splice(place, 1);
    return { defect: drawn?.defect ?? false, chance: (drawn?.risk ?? 0) / all, least };
  });
}

describe('spot checks', () => {
  it('refuse more draws than items, and chances that aren’t', () => {
    expect(() => spotCheckUpper(5, equalDraws(6, none(6)))).toThrow(RangeError);
    expect(() => spotCheckUpper(5, [{ defect: false, chance: 0.1, least: 0.2 }])).toThrow(
      RangeError,
    );
  });

  it('know nothing without a draw', () => {
    expect(spotCheckUpper(100, [])).toBe(1);
  });

  it('0 of 10 still allows 26 %, and less where ten are a good part of it', () => {
    expect(spotCheckUpper(100_000, equalDraws(100_000, none(10)))).toBeCloseTo(0.26, 2);
    const small = spotCheckUpper(40, equalDraws(40, none(10)));
    expect(small).toBeLessThan(0.23);
    expect(small).toBeGreaterThan(0.15);
  });

  it('know everything when all were drawn', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 30 }), (defects) => {
        const upper = spotCheckUpper(defects.length, equalDraws(defects.length, defects));
        expect(upper).toBeCloseTo(defects.filter(Boolean).length / defects.length, 12);
      }),
    );
  });

  it('are never under the share that was found, and never rise by a look at a right one', () => {
    fc.assert(
      fc.property(
        fc.array(fc.boolean(), { maxLength: 30 }),
        fc.integer({ min: 31, max: 200 }),
        (defects, of) => {
          const upper = spotCheckUpper(of, equalDraws(of, defects));
          expect(upper).toBeGreaterThanOrEqual(defects.filter(Boolean).length / of);
          expect(spotCheckUpper(of, equalDraws(of, [...defects, false]))).toBeLessThanOrEqual(
            upper,
          );
        },
      ),
    );
  });

  it.each(['equal', 'by risk'] as const)(
    'are seldom wrong after any draw, drawn %s (simulated, seeds 1 to 400)',
    (how) => {
      const items = Array.from({ length: 60 }, (_, i) => ({
        risk: 1 + (i % 4),
        defect: i % 6 === 0,
      }));
      let wrong = 0;
      for (let seed = 1; seed <= 400; seed += 1) {
        const random = seededRandom(seed);
        const equal = items.map(({ defect }) => ({ risk: 1, defect }));
        const draws = riskDraws(how === 'equal' ? equal : items, 30, random);
        // the limit only falls, so the last one is the least of all looks
        if (spotCheckUpper(60, draws) < 10 / 60) wrong += 1;
      }
      expect(wrong / 400).toBeLessThan(0.05 + 3 * Math.sqrt((0.05 * 0.95) / 400));
      expect(wrong).toBeGreaterThan(0);
    },
  );
});
