import { detectorFor, fresh, hitOnce, mixture } from '../stats/e-detector.ts';
import { seededRandom } from '../stats/random.ts';
import { estimate, firstIn, runLengths } from '../stats/run-length.ts';
import type { BrakeLine, Window } from './line.ts';
import type { Grant } from './state.ts';

/** What a brake can find out, in sends; for the page, before anything has gone wrong. */
export type Reach = {
  /** fewer than this say nothing, even if every one of them goes wrong */
  soonest: number;
  /** until it trips at the assumed rate, from a fresh start: on average, and in nine of ten cases */
  mean: number;
  ninetieth: number;
  /** sent by the time that it trips on average, at the most: `mean` and what an open window holds */
  exposed: number;
};

const RUNS = 1000;
const SEED = 1;
/** Past this a run is a row of misses without end. */
const NEVER = 2 ** 30;

/**
 * Simulated, 1,000 runs with a fixed seed: a standard error of 2 to 3 % on the mean.
 * @param rate the true rate to assume, on the wrong side of the line
 * @param perDay sends a day that this brake sees
 * @throws {RangeError} if the rate is on the safe side, where a brake isn't meant to trip
 */
export function reachOf(
  line: BrakeLine,
  { threshold }: Grant,
  { rate, perDay }: { rate: number; perDay: number },
): Reach {
  const wrong = line.side === 'ceiling' ? rate > line.line : rate < line.line;
  if (!(wrong && rate >= 0 && rate <= 1))
    throw new RangeError(`a rate of ${rate} doesn't break a ${line.side} of ${line.line}`);
  const detector = detectorFor(line.side, line.line);
  const lengths = runLengths({ detector, rate, random: seededRandom(SEED) }, threshold, RUNS);
  lengths.sort();
  const { mean } = estimate(lengths);
  return {
    soonest: soonest(line, threshold),
    mean: Math.round(mean),
    ninetieth: lengths[Math.ceil(0.9 * RUNS) - 1] ?? Number.NaN,
    exposed: Math.round(mean + perDay * longestDays(line.window)),
  };
}

function soonest({ side, line }: BrakeLine, threshold: number): number {
  const detector = detectorFor(side, line);
  const values = fresh(detector);
  if (side === 'floor') return firstIn({ detector, begin: values, run: NEVER }, threshold);
  let sends = 0;
  for (; mixture(detector, values) < threshold; sends += 1) hitOnce(detector, values);
  return sends;
}

/** Days by the calendar, weekends included; holidays come on top. */
const longestDays = (window: Window): number =>
  'hours' in window
    ? window.hours / 24
    : Math.ceil(window.businessDays / 5) * 2 + window.businessDays;
