import {
  type Detector,
  detectorAgainst,
  fresh,
  hitOnce,
  misses,
  mixture,
  type Side,
} from '../../../src/core/stats/e-detector.ts';
import { gapBefore, type Random, seededRandom } from '../../../src/core/stats/random.ts';
import { estimate, firstPassages, runLengths } from '../../../src/core/stats/run-length.ts';

/*
 * The detector that no other can beat at its run length: a CUSUM whose one alternative is the truth.
 * Where outcomes are rare its run length jumps over A from one threshold to the next (after one event,
 * or only after two). It then trips between the two by a coin, as the optimal test does, so that it
 * has the run length A itself and isn't flattered by a longer one.
 */

const STEP = 1.004;
/** Enough for its threshold: 2 % of run length are 0.2 % of delay. */
const CALIBRATING = 4000;
const PILOT = 200;
/** Run lengths nearer than this need no coin. */
const JUMP = 1.01;

export type Knowing = { mean: number; runLength: number };
type Given = { side: Side; line: number; rate: number; every: number; runs: number; seed: number };

/** Its mean delay from a fresh start, and the run length on the line that it has. */
export function knowingDelay(given: Given): Knowing {
  const { side, line, rate, every, runs, seed } = given;
  const detector = detectorAgainst({ side, line, rates: [rate], weights: [1] });
  const onLine = () => ({ detector, rate: line, random: seededRandom(seed) });
  const gone = () => ({ detector, rate, random: seededRandom(seed + 1) });
  const all = Float64Array.from(
    { length: Math.ceil(Math.log(every) / Math.log(STEP)) },
    (_, at) => STEP ** (at + 0.5),
  );
  const stream = onLine();
  const levels = all.subarray(
    pilot(stream, { levels: all, mean: 0.3 * every }),
    pilot(stream, { levels: all, mean: 1.5 * every }) + 2,
  );
  const means = levels.map(() => 0);
  const passages = levels.map(() => 0);
  for (let run = 0; run < CALIBRATING; run += 1) {
    firstPassages(stream, levels, passages);
    for (let at = 0; at < means.length; at += 1)
      means[at] = (means[at] ?? 0) + (passages[at] ?? 0) / CALIBRATING;
  }
  const at = means.findIndex((mean) => mean >= every);
  const [low = 1, high = 1] = [levels[at - 1], levels[at]];
  const longer = means[at] ?? Number.NaN;
  if (side === 'floor' || longer < JUMP * every)
    return { mean: estimate(runLengths(gone(), high, runs)).mean, runLength: longer };
  const coin = { low, high };
  let [never, always] = [0, 1];
  for (let turn = 0; turn < 16; turn += 1) {
    const chance = (never + always) / 2;
    if (tossed(onLine(), { ...coin, chance, runs: CALIBRATING }) >= every) never = chance;
    else always = chance;
  }
  const runLength = tossed(onLine(), { ...coin, chance: never, runs: CALIBRATING });
  return { mean: tossed(gone(), { ...coin, chance: never, runs }), runLength };
}

/** The last level whose run length is below `mean`, roughly: what the search has to begin with. */
function pilot(
  stream: { detector: Detector; rate: number; random: Random },
  { levels, mean }: { levels: Float64Array; mean: number },
): number {
  let [low, high] = [0, levels.length];
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (estimate(runLengths(stream, levels[middle] ?? 1, PILOT)).mean > mean) high = middle;
    else low = middle;
  }
  return low;
}

/** The mean run of a ceiling that trips at `high`, and from `low` on by chance. */
function tossed(
  { detector, rate, random }: { detector: Detector; rate: number; random: Random },
  { low, high, chance, runs }: { low: number; high: number; chance: number; runs: number },
): number {
  let trials = 0;
  for (let run = 0; run < runs; run += 1) {
    const values = fresh(detector);
    for (let level = 0; level < high; ) {
      const gap = gapBefore(rate, random);
      misses(detector, values, gap);
      hitOnce(detector, values);
      trials += gap + 1;
      level = mixture(detector, values);
      if (level >= low && random() < chance) break;
    }
  }
  return trials / runs;
}
