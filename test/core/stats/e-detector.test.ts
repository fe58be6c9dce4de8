import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  block,
  type Detector,
  detectorAgainst,
  detectorFor,
  fresh,
  hitOnce,
  misses,
  mixture,
  type Side,
} from '../../../src/core/stats/e-detector.ts';

const side = fc.constantFrom<Side>('ceiling', 'floor');
const line = fc.double({ min: 0.001, max: 0.7, noNaN: true });
const outcomes = fc.array(fc.boolean(), { maxLength: 60 });

/** By the definition, one outcome at a time: M_k ← max(M_k, 1) · L_k. */
function stepped(detector: Detector, list: readonly boolean[]): number[] {
  const values = [...fresh(detector)];
  const levels = [mixture(detector, Float64Array.from(values))];
  for (const hit of list) {
    for (const [k, value] of values.entries())
      values[k] = Math.max(value, 1) * ((hit ? detector.hit[k] : detector.miss[k]) ?? Number.NaN);
    levels.push(mixture(detector, Float64Array.from(values)));
  }
  return levels;
}

/** M after the list, by whole runs. */
function run(detector: Detector, list: readonly boolean[], values = fresh(detector)): number {
  let zeros = 0;
  for (const hit of list) {
    if (!hit) {
      zeros += 1;
      continue;
    }
    misses(detector, values, zeros);
    hitOnce(detector, values);
    zeros = 0;
  }
  misses(detector, values, zeros);
  return mixture(detector, values);
}

describe('the e-detector', () => {
  it.each([0, 1, -0.1, Number.NaN])('refuses a line at %d', (at) => {
    expect(() => detectorFor('ceiling', at)).toThrow(/between 0 and 1/);
  });

  it.each<[Side, number]>([
    ['ceiling', 0.05],
    ['ceiling', 1],
    ['floor', 0.06],
    ['floor', 0],
  ])('refuses as alternative to a %s of 0.05 a rate of %d', (which, rate) => {
    expect(() => detectorAgainst({ side: which, line: 0.05, rates: [rate], weights: [1] })).toThrow(
      /no alternative/,
    );
  });

  it('expects at most 1 of every step at every rate on the safe side, and 1 on the line', () => {
    fc.assert(
      fc.property(side, line, fc.double({ min: 0, max: 1, noNaN: true }), (which, at, share) => {
        const detector = detectorFor(which, at);
        const safe = which === 'ceiling' ? at * share : at + (1 - at) * share;
        for (let k = 0; k < detector.weights.length; k += 1) {
          const [hit = 0, miss = 0] = [detector.hit[k], detector.miss[k]];
          expect(safe * hit + (1 - safe) * miss).toBeLessThanOrEqual(1 + 1e-12);
          expect(at * hit + (1 - at) * miss).toBeCloseTo(1, 12);
        }
      }),
    );
  });

  it('is, against one alternative, the best likelihood ratio of any stretch up to now (brute force)', () => {
    fc.assert(
      fc.property(
        outcomes.filter(({ length }) => length > 0),
        (list) => {
          const detector = detectorAgainst({
            side: 'ceiling',
            line: 0.1,
            rates: [0.25],
            weights: [1],
          });
          const ratio = (from: number): number =>
            list.slice(from).reduce((all, hit) => all * (hit ? 0.25 / 0.1 : 0.75 / 0.9), 1);
          const best = Math.max(...list.map((_, from) => ratio(from)));
          expect(run(detector, list)).toBeCloseTo(best, 9);
        },
      ),
    );
  });

  it('takes a run of misses in one go as it takes them one by one', () => {
    fc.assert(
      fc.property(side, line, outcomes, fc.nat(400), (which, at, list, zeros) => {
        const detector = detectorFor(which, at);
        const all = [...list, ...new Array<boolean>(zeros).fill(false)];
        const slow = stepped(detector, all).at(-1) ?? Number.NaN;
        expect(run(detector, all) / slow).toBeCloseTo(1, 8);
      }),
      { numRuns: 60 },
    );
  });

  it('only rises with one more event under a ceiling, only falls over a floor', () => {
    fc.assert(
      fc.property(side, line, outcomes, fc.nat(60), (which, at, list, flip) => {
        const more = list.map((hit, index) => hit || index === flip);
        const detector = detectorFor(which, at);
        const [few, many] = [stepped(detector, list), stepped(detector, more)];
        for (const [index, level] of few.entries()) {
          const other = many[index] ?? Number.NaN;
          const [low, high] = which === 'ceiling' ? [level, other] : [other, level];
          expect(low).toBeLessThanOrEqual(high * (1 + 1e-12));
        }
      }),
    );
  });

  it('is, after a count without an order, at or below every order of it', () => {
    fc.assert(
      fc.property(side, line, outcomes, outcomes, (which, at, before, day) => {
        const detector = detectorFor(which, at);
        const values = fresh(detector);
        run(detector, before, values);
        const hits = day.filter(Boolean).length;
        block(detector, values, { trials: day.length, hits });
        const known =
          day.length === 0 ? Number.POSITIVE_INFINITY : run(detector, [...before, ...day]);
        expect(mixture(detector, values)).toBeLessThanOrEqual(known * (1 + 1e-9));
      }),
    );
  });

  it('stays a number, whatever comes', () => {
    for (const which of ['ceiling', 'floor'] as const) {
      const detector = detectorFor(which, 0.2);
      const values = fresh(detector);
      for (let turn = 0; turn < 2000; turn += 1) hitOnce(detector, values);
      misses(detector, values, 2 ** 31 - 1);
      block(detector, values, { trials: 1e7, hits: 1e6 });
      expect([...values].every(Number.isFinite)).toBe(true);
    }
  });
});
