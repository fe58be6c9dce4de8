import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auroc } from '../../../src/core/stats/auroc.ts';
import { brier, brierInterval } from '../../../src/core/stats/brier.ts';
import type { Graded } from '../../../src/core/stats/graded.ts';
import {
  aurocOfBins,
  brierOfSums,
  calibrationOfBins,
  gapMoments,
  SCORE_EDGES,
  type ScoreBin,
} from '../../../src/core/stats/graded-sums.ts';
import { seededRandom } from '../../../src/core/stats/random.ts';
import { calibrationError, RELIABILITY_EDGES } from '../../../src/core/stats/reliability.ts';

const BOOTSTRAP = { seed: 1, replicates: 400 };

const binOf = (confidence: number): number =>
  SCORE_EDGES.findLastIndex((edge) => edge <= confidence);

/** As the gate's statement counts them. */
function binned(items: readonly Graded[]): ScoreBin[] {
  const bins = new Map<number, ScoreBin>();
  for (const { confidence, right, inclusion } of items) {
    const bin = binOf(confidence);
    const known = bins.get(bin) ?? {
      bin,
      right: { weight: 0, squares: 0 },
      wrong: { weight: 0, squares: 0 },
    };
    bins.set(bin, known);
    const kind = right ? known.right : known.wrong;
    kind.weight += 1 / inclusion;
    kind.squares += 1 / inclusion ** 2;
  }
  return [...bins.values()];
}

function losses(items: readonly Graded[]) {
  const sums = { items: items.length, weight: 0, squares: 0, loss: 0, weighted: 0, both: 0 };
  for (const { confidence, right, inclusion } of items) {
    const [w, l] = [1 / inclusion, (confidence - Number(right)) ** 2];
    sums.weight += w;
    sums.squares += w * w;
    sums.loss += w * l;
    sums.weighted += w * w * l;
    sums.both += (w * l) ** 2;
  }
  return sums;
}

function gaps(items: readonly Graded[]) {
  const scores = binned(items);
  return RELIABILITY_EDGES.slice(1).flatMap((to, nth) => {
    const from = RELIABILITY_EDGES[nth] ?? 0;
    const mine = items.filter(
      ({ confidence }) => confidence >= from && (confidence < to || to === 1),
    );
    if (mine.length === 0) return [];
    const sum = (of: (item: Graded) => number): number =>
      mine.reduce((all, item) => all + of(item), 0);
    return [
      {
        weight: sum(({ inclusion }) => 1 / inclusion),
        squares: sum(({ inclusion }) => 1 / inclusion ** 2),
        gap: sum(({ confidence, right, inclusion }) => (confidence - Number(right)) / inclusion),
        ...gapMoments(scores, from, to),
      },
    ];
  });
}

const item = fc.record({
  confidence: fc.oneof(
    fc.constantFrom(0, 0.5, 0.85, 0.9, 0.92, 0.98, 1),
    fc.double({ min: 0, max: 1, noNaN: true }),
  ),
  right: fc.boolean(),
  inclusion: fc.constantFrom(1, 0.5, 0.2),
});
const lists = fc.array(item, { minLength: 1, maxLength: 60 });

/** Scores that mean something, some in a lane that is looked at now and then. */
function drawn(n: number, seed: number, weighted: boolean): Graded[] {
  const random = seededRandom(seed);
  return Array.from({ length: n }, () => {
    const confidence = 0.3 + 0.7 * random() ** 0.5;
    return {
      confidence,
      right: random() < 0.2 + 0.75 * confidence,
      inclusion: weighted && random() < 0.3 ? 0.2 : 1,
    };
  });
}

describe('figures of sums', () => {
  it('has every edge of the reliability curve among those of scores', () => {
    for (const edge of RELIABILITY_EDGES) expect(SCORE_EDGES).toContain(edge);
    expect([...SCORE_EDGES].sort((a, b) => a - b)).toEqual(SCORE_EDGES);
  });

  it('never moves the AUROC of the items by more than it says', () => {
    fc.assert(
      fc.property(lists, (items) => {
        const exact = auroc(items, { ...BOOTSTRAP, replicates: 2 });
        const told = aurocOfBins(binned(items));
        expect(told === null).toBe(exact === null);
        if (!told || !exact) return;
        expect(Math.abs(told.value - exact.value)).toBeLessThanOrEqual(told.within + 1e-12);
      }),
    );
  });

  it('is the AUROC of the items where scores lie on edges, with DeLong’s interval at equal weights', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ confidence: fc.constantFrom(...SCORE_EDGES), right: fc.boolean() }), {
          minLength: 4,
          maxLength: 60,
        }),
        (list) => {
          const items = list.map((one) => ({ ...one, inclusion: 1 }));
          const exact = auroc(items, BOOTSTRAP);
          const told = aurocOfBins(binned(items));
          expect(told?.value ?? null).toEqual(
            exact === null ? null : expect.closeTo(exact.value, 12),
          );
          if (!exact?.interval) expect(told?.interval ?? null).toBeNull();
          else {
            expect(told?.interval?.low).toBeCloseTo(exact.interval.low, 10);
            expect(told?.interval?.high).toBeCloseTo(exact.interval.high, 10);
          }
        },
      ),
    );
  });

  it('is exactly the Brier score and the calibration error of the items', () => {
    fc.assert(
      fc.property(lists, (items) => {
        expect(brierOfSums(losses(items))?.value).toBeCloseTo(
          brier(items)?.score ?? Number.NaN,
          12,
        );
        const error = calibrationError(items, { ...BOOTSTRAP, replicates: 2 });
        expect(calibrationOfBins(gaps(items), { seed: 1, replicates: 2 })?.value).toBeCloseTo(
          error?.value ?? Number.NaN,
          12,
        );
      }),
    );
  });

  it('says nothing of nothing, nor of one kind alone', () => {
    expect(brierOfSums(losses([]))).toBeNull();
    expect(calibrationOfBins([], { seed: 1 })).toBeNull();
    expect(aurocOfBins([])).toBeNull();
    expect(aurocOfBins(binned([{ confidence: 0.4, right: true, inclusion: 1 }]))).toBeNull();
    const one = [
      { confidence: 0.4, right: true, inclusion: 1 },
      { confidence: 0.3, right: false, inclusion: 1 },
    ];
    expect(aurocOfBins(binned(one))).toMatchObject({ value: 1, interval: null });
    expect(brierOfSums(losses(one.slice(1)))?.interval).toBeNull();
  });
});

describe.each([
  [400, false],
  [400, true],
  [1500, true],
])('intervals of %i items, weighted: %s', (n, weighted) => {
  const items = drawn(n, n + Number(weighted), weighted);
  const near = (
    told: { low: number; high: number } | null | undefined,
    other: { low: number; high: number } | null | undefined,
    part: number,
  ): void => {
    if (!told || !other) throw new Error('no interval');
    const width = other.high - other.low;
    expect(Math.abs(told.low - other.low)).toBeLessThan(part * width);
    expect(Math.abs(told.high - other.high)).toBeLessThan(part * width);
  };

  it('are those of an item bootstrap, but for its own noise', () => {
    near(aurocOfBins(binned(items))?.interval, auroc(items, BOOTSTRAP)?.interval, 0.15);
    near(brierOfSums(losses(items))?.interval, brierInterval(items, BOOTSTRAP), 0.15);
    near(
      calibrationOfBins(gaps(items), { seed: 2 })?.interval,
      calibrationError(items, BOOTSTRAP)?.interval,
      0.2,
    );
  });
});
