import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auroc } from '../../../src/core/stats/auroc.ts';
import { brier, brierInterval, spiegelhalter } from '../../../src/core/stats/brier.ts';
import type { Graded } from '../../../src/core/stats/graded.ts';
import { information } from '../../../src/core/stats/information.ts';
import { isotonic } from '../../../src/core/stats/isotonic.ts';
import { seededRandom } from '../../../src/core/stats/random.ts';
import { recalibration, worth, worthSentence } from '../../../src/core/stats/recalibrate.ts';
import { calibrationError, reliability } from '../../../src/core/stats/reliability.ts';

const said = (confidence: number, right: boolean, inclusion = 1): Graded => ({
  ...{ confidence, right, inclusion },
});
const graded = fc.record({
  confidence: fc.constantFrom(0.1, 0.5, 0.8, 0.9, 0.92, 0.99, 1),
  right: fc.boolean(),
  inclusion: fc.constantFrom(1, 0.5, 0.1),
});
const items = fc.array(graded, { minLength: 1, maxLength: 40 });

/** Every item as often as it stands for others: weights without a weight. */
const repeated = (list: readonly Graded[]): Graded[] =>
  list.flatMap((item) =>
    Array<Graded>(Math.round(1 / item.inclusion)).fill({ ...item, inclusion: 1 }),
  );

/** An agent whose confidence is the truth, looked at in part. */
function honest(n: number, seed: number, bend = (p: number): number => p): Graded[] {
  const random = seededRandom(seed);
  return Array.from({ length: n }, () => {
    const confidence = Math.round((0.5 + 0.5 * random()) * 100) / 100;
    return said(confidence, random() < bend(confidence), random() < 0.5 ? 1 : 0.2);
  });
}

describe('graded items', () => {
  it('are refused with a confidence or a probability that isn’t one', () => {
    expect(() => brier([said(1.2, true)])).toThrow('item 0 wants');
    expect(() => reliability([said(0.5, true), said(0.5, true, 0)])).toThrow('item 1 wants');
  });

  it('without any there is nothing to say', () => {
    expect(brier([])).toBeNull();
    expect(spiegelhalter([])).toBeNull();
    expect(auroc([], { seed: 1 })).toBeNull();
    expect(calibrationError([], { seed: 1 })).toBeNull();
    expect(reliability([])).toEqual([]);
    expect(recalibration([])).toEqual([]);
  });
});

describe('reliability', () => {
  it('weighs what was seldom looked at by 1/π, and puts 1 into the last bin', () => {
    const [low, high] = reliability([
      ...[said(0.92, false, 1), said(0.92, true, 0.25), said(1, true)],
    ]);
    expect(low).toMatchObject({ from: 0.9, to: 0.95, n: 2, share: 5 / 6, right: 0.8 });
    expect(high).toMatchObject({ from: 0.98, to: 1, n: 1, right: 1 });
    expect(low?.says).toBeCloseTo(0.92, 12);
  });

  it('is what it is on the items repeated 1/π times, but for the interval', () => {
    fc.assert(
      fc.property(items, (list) => {
        const bins = reliability(list);
        const plain = reliability(repeated(list));
        expect(bins.map(({ from }) => from)).toEqual(plain.map(({ from }) => from));
        for (const [at, bin] of bins.entries()) {
          expect(bin.right).toBeCloseTo(plain[at]?.right ?? -1, 10);
          expect(bin.share).toBeCloseTo(plain[at]?.share ?? -1, 10);
          expect(bin.interval.low).toBeLessThanOrEqual(bin.right);
          expect(bin.interval.high).toBeGreaterThanOrEqual(bin.right);
        }
      }),
    );
  });

  it('the calibration error is the mean distance over bins (brute force), small for honest scores', () => {
    const three = [said(0.9, true), said(0.9, false), said(0.99, true)];
    expect(calibrationError(three, { seed: 1 })?.value).toBeCloseTo((2 * 0.4 + 0.01) / 3, 12);
    const fine = calibrationError(honest(4000, 3), { seed: 1, replicates: 200 });
    expect(fine?.value).toBeLessThan(0.05);
    const bold = calibrationError(
      honest(4000, 3, (p) => p - 0.2),
      { seed: 1, replicates: 200 },
    );
    expect(bold?.interval?.low).toBeGreaterThan(0.15);
    expect(bold?.interval?.high).toBeLessThan(0.25);
  });
});

describe('Brier score', () => {
  it('is the mean squared distance, on items repeated 1/π times (brute force)', () => {
    fc.assert(
      fc.property(items, (list) => {
        const plain = repeated(list);
        const mean =
          plain.reduce(
            (sum, { confidence, right }) => sum + (confidence - (right ? 1 : 0)) ** 2,
            0,
          ) / plain.length;
        expect(brier(list)?.score).toBeCloseTo(mean, 10);
      }),
    );
  });

  it('is reliability − resolution + uncertainty, exactly (Murphy 1973)', () => {
    fc.assert(
      fc.property(items, (list) => {
        const parts = brier(list);
        if (parts === null) throw new Error('items are there');
        expect(parts.reliability - parts.resolution + parts.uncertainty).toBeCloseTo(
          parts.score,
          10,
        );
        expect(
          Math.min(parts.reliability, parts.resolution, parts.uncertainty),
        ).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('has an interval that holds the truth of an honest agent', () => {
    // E(c(1 − c)) for c uniform on 0.5 to 1
    const interval = brierInterval(honest(4000, 5), { seed: 2, replicates: 300 });
    expect(interval?.low).toBeLessThan(1 / 6);
    expect(interval?.high).toBeGreaterThan(1 / 6);
  });

  it('Spiegelhalter’s z is Σ(y − c)(1 − 2c) ÷ √Σ(1 − 2c)²c(1 − c) (worked by hand)', () => {
    // 0.9 right, 0.9 wrong, 0.8 wrong: (−0.08 + 0.72 + 0.48) ÷ √(0.0576 + 0.0576 + 0.0576)
    const found = spiegelhalter([said(0.9, true), said(0.9, false), said(0.8, false)]);
    expect(found?.z).toBeCloseTo(1.12 / Math.sqrt(0.1728), 12);
    expect(spiegelhalter([said(0.5, true), said(1, true)])).toBeNull();
  });

  it('Spiegelhalter’s z is standard normal for honest scores and large for bold ones (simulated)', () => {
    const zs = Array.from(
      { length: 200 },
      (_, seed) => spiegelhalter(honest(300, seed + 1))?.z ?? 9,
    );
    const outside = zs.filter((z) => Math.abs(z) > 1.96).length;
    expect(outside).toBeLessThan(200 * 0.05 + 3 * Math.sqrt(200 * 0.05 * 0.95));
    expect(spiegelhalter(honest(300, 1, (p) => p - 0.2))?.z).toBeGreaterThan(3);
  });
});

describe('AUROC', () => {
  it('is null with one kind only, and has no interval with a single defect', () => {
    expect(auroc([said(0.9, true)], { seed: 1 })).toBeNull();
    expect(auroc([said(0.9, true), said(0.8, true), said(0.1, false)], { seed: 1 })).toEqual({
      ...{ value: 1, by: 'DeLong', interval: null },
    });
  });

  it('is the share of pairs in which the right one got more, ties half (brute force, weighted)', () => {
    fc.assert(
      fc.property(items, (list) => {
        const plain = repeated(list);
        let [won, pairs] = [0, 0];
        for (const good of plain.filter(({ right }) => right))
          for (const bad of plain.filter(({ right }) => !right)) {
            pairs += 1;
            won +=
              good.confidence > bad.confidence ? 1 : good.confidence === bad.confidence ? 0.5 : 0;
          }
        const found = auroc(list, { seed: 1, replicates: 20 });
        if (pairs === 0) expect(found).toBeNull();
        else expect(found?.value).toBeCloseTo(won / pairs, 10);
      }),
    );
  });

  it('DeLong’s interval is that of the placement values (brute force over pairs)', () => {
    const list = honest(80, 9).map((item) => ({ ...item, inclusion: 1 }));
    const [good, bad] = [list.filter(({ right }) => right), list.filter(({ right }) => !right)];
    const psi = (a: Graded, b: Graded): number =>
      a.confidence > b.confidence ? 1 : a.confidence === b.confidence ? 0.5 : 0;
    const mean = (values: number[]): number =>
      values.reduce((sum, v) => sum + v, 0) / values.length;
    const variance = (values: number[]): number =>
      values.reduce((sum, v) => sum + (v - mean(values)) ** 2, 0) / (values.length - 1);
    const ofGood = good.map((a) => mean(bad.map((b) => psi(a, b))));
    const ofBad = bad.map((b) => mean(good.map((a) => psi(a, b))));
    const half =
      1.959963984540054 * Math.sqrt(variance(ofGood) / good.length + variance(ofBad) / bad.length);
    const found = auroc(list, { seed: 1 });
    expect(found?.interval?.low).toBeCloseTo(mean(ofGood) - half, 10);
    expect(found?.interval?.high).toBeCloseTo(Math.min(1, mean(ofGood) + half), 10);
  });

  it('the bootstrap of weighted items agrees with DeLong where weights say nothing', () => {
    const list = honest(600, 4).map((item) => ({ ...item, inclusion: 1 }));
    const mixed = [...list.slice(1), { ...(list[0] ?? said(0.9, true)), inclusion: 0.999 }];
    const [one, other] = [auroc(list, { seed: 1 }), auroc(mixed, { seed: 1, replicates: 400 })];
    expect(other?.by).toBe('bootstrap');
    expect(other?.interval?.low).toBeCloseTo(one?.interval?.low ?? 0, 1);
    expect(other?.interval?.high).toBeCloseTo(one?.interval?.high ?? 0, 1);
  });
});

describe('a confidence without information', () => {
  const scores = (list: readonly Graded[]): number[] => list.map(({ confidence }) => confidence);

  it('everything scores 0.92', () => {
    const list = Array.from({ length: 200 }, (_, i) => said(0.915 + (i % 10) / 1000, i % 9 > 0));
    const found = information(list, scores(list), { seed: 1 });
    expect(found).toMatchObject({ informative: false, why: 'everything scores 0.92' });
  });

  it('spread scores that don’t sort, scores that sort the wrong way, and too few defects', () => {
    const random = seededRandom(8);
    const noise = Array.from({ length: 300 }, () => said(random(), random() < 0.8));
    expect(information(noise, scores(noise), { seed: 1 }).why).toContain(
      'does not tell right from wrong',
    );
    const wrong = honest(500, 2).map((item) => ({ ...item, confidence: 1 - item.confidence }));
    expect(information(wrong, scores(wrong), { seed: 1, replicates: 100 }).why).toContain(
      'wrong way',
    );
    const fine = honest(100, 2).map((item) => ({ ...item, right: true }));
    expect(information(fine, scores(fine), { seed: 1 }).why).toContain('too few defects');
    expect(information([], [], { seed: 1 }).why).toBe('no scores yet');
  });

  it('honest scores inform, also those close to 1 that differ manifold in defects', () => {
    const list = honest(1000, 6);
    expect(information(list, scores(list), { seed: 1, replicates: 100 }).informative).toBe(true);
    const random = seededRandom(12);
    const near = Array.from({ length: 4000 }, (_, i) => {
      const confidence = i % 2 ? 0.998 : 0.981;
      return said(confidence, random() < confidence);
    });
    expect(information(near, scores(near), { seed: 1 })).toMatchObject({ informative: true });
  });
});

describe('recalibration', () => {
  // R 4.4, example(isoreg): isoreg(c(1,0,4,3,3,5,4,2,3)), after Robertson, Wright, Dykstra (1988)
  it('isotonic regression is R’s isoreg on its own example', () => {
    const fitted = isotonic([1, 0, 4, 3, 3, 5, 4, 2, 3].map((value) => ({ value, weight: 1 })));
    const third = 10 / 3;
    for (const [at, value] of [0.5, 0.5, third, third, third, 3.5, 3.5, 3.5, 3.5].entries())
      expect(fitted[at]).toBeCloseTo(value, 12);
  });

  it('isotonic regression is max over starts of min over ends of means (brute force)', () => {
    const value = fc.record({
      value: fc.integer({ min: -9, max: 9 }),
      weight: fc.integer({ min: 1, max: 5 }),
    });
    fc.assert(
      fc.property(fc.array(value, { maxLength: 12 }), (list) => {
        const meanOf = (from: number, to: number): number => {
          const part = list.slice(from, to + 1);
          const weight = part.reduce((sum, item) => sum + item.weight, 0);
          return part.reduce((sum, item) => sum + item.weight * item.value, 0) / weight;
        };
        const places = list.map((_, at) => at);
        const expected = places.map((at) =>
          Math.max(
            ...places
              .slice(0, at + 1)
              .map((from) => Math.min(...places.slice(at).map((to) => meanOf(from, to)))),
          ),
        );
        for (const [at, fitted] of isotonic(list).entries())
          expect(fitted).toBeCloseTo(expected[at] ?? Number.NaN, 9);
      }),
    );
  });

  it('says 0.92, has been right 71 % of the time (n = 140)', () => {
    const list = [
      ...Array.from({ length: 140 }, (_, i) => said(i < 70 ? 0.91 : 0.92, i % 70 < 50)),
      ...Array.from({ length: 20 }, () => said(0.99, true)),
    ];
    const steps = recalibration(list);
    expect(steps).toHaveLength(2);
    const step = worth(steps, 0.92);
    expect(step).toMatchObject({ from: 0.91, to: 0.92, n: 140 });
    if (step !== null)
      expect(worthSentence(0.92, step)).toBe(
        'says 0.92, has been right 71 % of the time (n = 140)',
      );
    expect(worth(steps, 0.95)).toBe(step);
    expect(worth(steps, 0.2)).toBe(step);
    expect(worth([], 0.5)).toBeNull();
  });

  it('never promises less for a higher confidence, and counts every item once', () => {
    fc.assert(
      fc.property(items, (list) => {
        const steps = recalibration(list);
        expect(steps.reduce((sum, { n }) => sum + n, 0)).toBe(list.length);
        for (const [at, step] of steps.entries())
          expect(step.right).toBeGreaterThanOrEqual(steps[at - 1]?.right ?? 0);
      }),
    );
  });
});
