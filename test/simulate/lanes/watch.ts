import {
  type Detector,
  detectorFor,
  fresh,
  hitOnce,
  misses,
  mixture,
} from '../../../src/core/stats/e-detector.ts';
import { quantile } from '../../../src/core/stats/quantile.ts';
import { seededRandom } from '../../../src/core/stats/random.ts';
import { thresholdFor } from '../../../src/core/stats/threshold.ts';

/** The detector of STATISTICS §1 on audited outcomes: what closes a lane whose rate is no longer steady. */
export class Watch {
  readonly #detector: Detector;
  readonly #values: Float64Array;
  readonly #threshold: number;

  /**
   * @param line the rate of noticed defects that the lane's bound rests on
   * @param runLength audits to a false closing, on average, on that line
   */
  constructor(
    readonly line: number,
    runLength: number,
  ) {
    this.#detector = detectorFor('ceiling', line);
    this.#values = fresh(this.#detector);
    this.#threshold = thresholdFor('ceiling', line, runLength);
  }

  /** One audited outcome; true when it trips. */
  see(defect: boolean): boolean {
    if (defect) hitOnce(this.#detector, this.#values);
    else misses(this.#detector, this.#values, 1);
    return mixture(this.#detector, this.#values) >= this.#threshold;
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
