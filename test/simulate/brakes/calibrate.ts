import { detectorFor, type Side } from '../../../src/core/stats/e-detector.ts';
import { seededRandom } from '../../../src/core/stats/random.ts';
import { firstPassages } from '../../../src/core/stats/run-length.ts';

/** Thresholds that are tried: apart by 1 %, so a run is longer than asked for by half of that, about. */
const STEP = 1.01;
/** Runs that find out how high thresholds have to go. */
const PILOT = 200;

type Given = { side: Side; line: number; seed: number; runs: number };

/**
 * For each number of events expected on the line, line · A, the smallest threshold tried whose mean
 * run length on the line reaches A; as line · A ÷ threshold, which changes slowly.
 */
export function calibrated(given: Given, expected: readonly number[]): number[] {
  const most = Math.max(...expected) / given.line;
  const all = Float64Array.from(
    { length: Math.ceil(Math.log(most * given.line) / Math.log(STEP)) },
    (_, at) => STEP ** (at + 1),
  );
  const enough = meanPassages({ ...given, runs: PILOT }, all).findIndex(
    (mean) => mean > 1.2 * most,
  );
  const levels = all.slice(0, enough === -1 ? all.length : enough);
  const means = meanPassages(given, levels);
  return expected.map((events) => {
    const level = levels[means.findIndex((mean) => mean >= events / given.line)];
    if (level === undefined)
      throw new Error(
        `no threshold gives a ${given.side} of ${given.line} ${events} events in a run`,
      );
    return events / level;
  });
}

function meanPassages({ side, line, seed, runs }: Given, levels: Float64Array): Float64Array {
  const stream = { detector: detectorFor(side, line), rate: line, random: seededRandom(seed) };
  const means = new Float64Array(levels.length);
  const passages = new Float64Array(levels.length);
  for (let run = 0; run < runs; run += 1) {
    firstPassages(stream, levels, passages);
    for (let at = 0; at < means.length; at += 1)
      means[at] = (means[at] ?? 0) + (passages[at] ?? 0) / runs;
  }
  return means;
}
