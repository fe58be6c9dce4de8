import { type Detector, fresh, hitOnce, misses, mixture } from './e-detector.ts';
import { gapBefore, type Random } from './random.ts';

/** A mean with its standard error, from `runs` independent runs. */
export type Estimate = { mean: number; error: number; runs: number };

export function estimate(samples: Float64Array): Estimate {
  const runs = samples.length;
  const mean = samples.reduce((sum, one) => sum + one, 0) / runs;
  const spread = samples.reduce((sum, one) => sum + (one - mean) ** 2, 0);
  return { mean, error: Math.sqrt(spread / Math.max(1, runs - 1) / runs), runs };
}

/** At `rate` in every trial, from a fresh start. */
export type Stream = { detector: Detector; rate: number; random: Random };

/**
 * One run: the trial at which M first reaches each of `levels` (ascending), into `passages`. One run
 * serves every level, so the whole curve of run length over threshold costs one simulation.
 */
export function firstPassages(
  { detector, rate, random }: Stream,
  levels: Float64Array,
  passages: Float64Array,
): void {
  const values = fresh(detector);
  const begin = fresh(detector);
  const floor = detector.side === 'floor';
  let trial = 0;
  let next = 0;
  const reached = (level: number): boolean => level >= (levels[next] ?? Number.POSITIVE_INFINITY);
  while (next < levels.length) {
    const run = gapBefore(rate, random);
    begin.set(values);
    misses(detector, values, run);
    // Only a floor's M grows in a run; where in it, is found when it matters.
    if (floor) {
      for (const end = mixture(detector, values); reached(end); next += 1)
        passages[next] = trial + firstIn({ detector, begin, run }, levels[next] ?? 0);
    }
    hitOnce(detector, values);
    trial += run + 1;
    if (!floor)
      for (const end = mixture(detector, values); reached(end); next += 1) passages[next] = trial;
  }
}

/** A run of misses that begins at `begin` and on whose last trial M has reached the level. */
export type Run = { detector: Detector; begin: Float64Array; run: number };

/** The first trial of a floor's run (from 1) on which M reaches `level`: M grows, so by halving. */
export function firstIn({ detector, begin, run }: Run, level: number): number {
  const values = new Float64Array(begin.length);
  let [low, high] = [0, run];
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    values.set(begin);
    misses(detector, values, middle);
    if (mixture(detector, values) >= level) high = middle;
    else low = middle;
  }
  return high;
}

/** The lengths of `runs` runs until M reaches `threshold`. */
export function runLengths(stream: Stream, threshold: number, runs: number): Float64Array {
  const lengths = new Float64Array(runs);
  const level = Float64Array.of(threshold);
  const passage = new Float64Array(1);
  for (let run = 0; run < runs; run += 1) {
    firstPassages(stream, level, passage);
    lengths[run] = passage[0] ?? 0;
  }
  return lengths;
}
