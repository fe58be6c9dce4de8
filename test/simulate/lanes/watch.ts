import { quantile } from '../../../src/core/stats/quantile.ts';
import { seededRandom } from '../../../src/core/stats/random.ts';

/*
 * The detector on audited outcomes that closes a lane (STATISTICS §1, with its uncalibrated threshold
 * M ≥ A): a mixture of CUSUMs against 1.5 to 8 times the line. Kept apart from core/brakes on purpose:
 * what this simulation measures is the lane.
 */
const RATIOS = [1.5, 2, 3, 4.5, 8] as const;
const ALL = RATIOS.reduce((sum, ratio) => sum + 1 / ratio, 0);

export class Watch {
  readonly #values = Float64Array.from(RATIOS, () => 1);

  constructor(
    readonly line: number,
    readonly runLength: number,
  ) {}

  /** One audited outcome; true when it trips. */
  see(defect: boolean): boolean {
    let mixture = 0;
    for (const [k, ratio] of RATIOS.entries()) {
      const rate = Math.min(0.99, this.line * ratio);
      const evidence = defect ? rate / this.line : (1 - rate) / (1 - this.line);
      const value = Math.max(this.#values[k] ?? 1, 1) * evidence;
      this.#values[k] = value;
      mixture += value / ratio / ALL;
    }
    return mixture >= this.runLength;
  }
}

export type Delay = { ratio: number; mean: number; nine: number };

/**
 * Audits until it trips from a fresh start, when defects are noticed at `ratio` times the line: the mean,
 * and within how many nine of ten trip.
 */
export function delays(
  line: number,
  runLength: number,
  ratios: readonly number[],
  seed: number,
): Delay[] {
  const random = seededRandom(seed);
  return ratios.map((ratio) => {
    const runs = Array.from({ length: 1000 }, () => {
      const watch = new Watch(line, runLength);
      for (let audits = 1; ; audits += 1) if (watch.see(random() < ratio * line)) return audits;
    });
    const sorted = Float64Array.from(runs).sort();
    return {
      ratio,
      mean: sorted.reduce((sum, run) => sum + run, 0) / sorted.length,
      nine: quantile(sorted, 0.9),
    };
  });
}
