import { describe, expect, it } from 'vitest';
import { detectorAgainst, detectorFor } from '../../../src/core/stats/e-detector.ts';
import { seededRandom } from '../../../src/core/stats/random.ts';
import { estimate, firstPassages, runLengths } from '../../../src/core/stats/run-length.ts';

const RUNS = 4000;
/** Of 20 comparisons with fixed seeds none is this far off by chance alone (1 in 15,000 each). */
const ERRORS = 4;

/**
 * The exact mean run length of a CUSUM that loses 1 a miss and gains `gain` a hit, from 0 to `limit`:
 * D. Brook, D. A. Evans, Biometrika 59 (1972) 539–549, by solving (I − Q)·x = 1 for its Markov chain.
 */
function brookEvans({ gain, limit, rate }: { gain: number; limit: number; rate: number }): number {
  const rows = Array.from({ length: limit }, (_, from) => {
    const row = new Array<number>(limit + 1).fill(0);
    row[from] = 1;
    row[limit] = 1;
    const down = Math.max(0, from - 1);
    row[down] = (row[down] ?? 0) - (1 - rate);
    if (from + gain < limit) row[from + gain] = (row[from + gain] ?? 0) - rate;
    return row;
  });
  for (const [at, pivot] of rows.entries()) {
    for (const [other, row] of rows.entries()) {
      if (other === at) continue;
      const share = (row[at] ?? 0) / (pivot[at] ?? 0);
      if (share !== 0)
        for (let c = at; c <= limit; c += 1) row[c] = (row[c] ?? 0) - share * (pivot[c] ?? 0);
    }
  }
  const [first = []] = rows;
  return (first[limit] ?? 0) / (first[0] ?? 0);
}

/** The alternative to `line` whose hit undoes exactly `gain` misses, by halving. */
function alternative(line: number, gain: number): number {
  let [low, high] = [line * 1.0001, 1];
  for (let turn = 0; turn < 200; turn += 1) {
    const rate = (low + high) / 2;
    if (Math.log(rate / line) > gain * Math.log((1 - line) / (1 - rate))) low = rate;
    else high = rate;
  }
  return low;
}

describe('run lengths', () => {
  it.each([
    [0.05, 10, 0.05],
    [0.05, 10, 0.1],
    [0.02, 25, 0.02],
    [0.02, 25, 0.08],
  ])(
    'of a CUSUM on %d that gains %i, at a rate of %d, are those of its Markov chain',
    (line, gain, rate) => {
      const limit = 3 * gain - 4;
      const detector = detectorAgainst({
        side: 'ceiling',
        line,
        rates: [alternative(line, gain)],
        weights: [1],
      });
      const down = -Math.log(detector.miss[0] ?? 1);
      const threshold = Math.exp((limit - 0.5) * down);
      const { mean, error } = estimate(
        runLengths({ detector, rate, random: seededRandom(11) }, threshold, RUNS),
      );
      const exact = brookEvans({ gain, limit, rate });
      expect(Math.abs(mean - exact)).toBeLessThan(ERRORS * error);
      expect(error / exact).toBeLessThan(0.02);
    },
  );

  it.each([
    [0.03, 60],
    [0.2, 12],
  ])(
    'of a floor that every hit sets back, at %d with %i misses in a row, are those of success runs',
    (rate, row) => {
      // W. Feller, An Introduction to Probability Theory, vol. I, 3rd ed., XIII (7.7): (1 − q^r) / (p q^r)
      const exact = (1 - (1 - rate) ** row) / (rate * (1 - rate) ** row);
      const detector = detectorAgainst({
        side: 'floor',
        line: rate,
        rates: [rate / 1e4],
        weights: [1],
      });
      const threshold = (detector.miss[0] ?? 1) ** (row - 0.5);
      const { mean, error } = estimate(
        runLengths({ detector, rate, random: seededRandom(3) }, threshold, RUNS),
      );
      expect(Math.abs(mean - exact)).toBeLessThan(ERRORS * error);
    },
  );

  it('are the same for all levels at once as for each alone', () => {
    for (const side of ['ceiling', 'floor'] as const) {
      const detector = detectorFor(side, 0.05);
      const levels = Float64Array.of(1.2, 3, 8, 20);
      const passages = new Float64Array(4);
      firstPassages({ detector, rate: 0.05, random: seededRandom(5) }, levels, passages);
      const alone = [...levels].map(
        (level) => runLengths({ detector, rate: 0.05, random: seededRandom(5) }, level, 1)[0],
      );
      expect([...passages]).toEqual(alone);
    }
  });

  it('end when nothing at all comes, and when everything does', () => {
    const floor = detectorFor('floor', 0.03);
    const ceiling = detectorFor('ceiling', 0.03);
    const random = seededRandom(1);
    expect(runLengths({ detector: floor, rate: 0, random }, 50, 1)[0]).toBeGreaterThan(50);
    expect(runLengths({ detector: ceiling, rate: 1, random }, 50, 1)[0]).toBeLessThan(6);
  });

  it('have a mean and a standard error', () => {
    expect(estimate(Float64Array.of(2, 4, 4, 6))).toEqual({
      mean: 4,
      error: Math.sqrt(8 / 3 / 4),
      runs: 4,
    });
  });
});
