import { grantFor } from '../../src/core/brakes/budget.ts';
import type { BrakeEvent } from '../../src/core/brakes/event.ts';
import { type BrakeLine, START_LINES } from '../../src/core/brakes/line.ts';
import { observeAll } from '../../src/core/brakes/observe.ts';
import { newBrake } from '../../src/core/brakes/state.ts';
import { detectorFor } from '../../src/core/stats/e-detector.ts';
import { gapBefore, seededRandom } from '../../src/core/stats/random.ts';
import { estimate, runLengths } from '../../src/core/stats/run-length.ts';
import { thresholdFor } from '../../src/core/stats/threshold.ts';
import { CASES, FACTORS, gone } from '../simulate/brakes/cases.ts';
import { knowingDelay } from '../simulate/brakes/knowing.ts';
import { type Row, row } from './row.ts';

const HOUR = 3_600_000;
const BEGIN = Date.UTC(2026, 10, 23);
const PER_DAY = 20_000;
const APART = (24 * HOUR) / PER_DAY;
const SENDS = 400_000;
const REPEATS = 7;
const RUNS = 20_000;

/** Healthy: two thirds of a ceiling, one and a half times a floor; events take a day on average. */
function logOf({ side, line }: BrakeLine): BrakeEvent[] {
  const random = seededRandom(8);
  const rate = side === 'ceiling' ? line / 1.5 : line * 1.5;
  const timed: { at: number; event: BrakeEvent }[] = [];
  let hit = gapBefore(rate, random) + 1;
  for (let send = 1; send <= SENDS; send += 1) {
    const at = Math.round(BEGIN + send * APART);
    timed.push({ at, event: { type: 'sent', at, count: 1 } });
    if (send !== hit) continue;
    hit += gapBefore(rate, random) + 1;
    const then = Math.ceil(at - Math.log(random()) * 24 * HOUR);
    timed.push({ at: then, event: { type: 'outcome', at: then, send } });
  }
  return timed.sort((a, b) => a.at - b.at).map(({ event }) => event);
}

/** B8: how fast brakes take signals, and how much later they trip than one that knows the truth. */
export async function b8(): Promise<Row[]> {
  const work = START_LINES.map((line) => ({ line, log: logOf(line), grant: grantFor(line, 1e6) }));
  const signals = work.reduce((sum, { log }) => sum + log.length, 0);
  const rates = Array.from({ length: REPEATS + 1 }, () => {
    const began = performance.now();
    for (const { line, log, grant } of work) observeAll(newBrake(line, grant, BEGIN), log);
    return (signals / (performance.now() - began)) * 1000;
  });
  const ratios = CASES.flatMap((one) =>
    FACTORS.map((factor) => {
      const rate = gone(one, factor);
      const stream = { detector: detectorFor(one.side, one.line), rate, random: seededRandom(3) };
      const threshold = thresholdFor(one.side, one.line, one.every);
      const { mean } = estimate(runLengths(stream, threshold, RUNS));
      return mean / knowingDelay({ ...one, rate, runs: RUNS, seed: 4 }).mean;
    }),
  );
  return [
    row({
      row: 'B8',
      work: `brake signals on one core: the ${work.length} lines to start with, ${SENDS} sends each in send order, ${PER_DAY} a day, events a day late on average`,
      // the first round is the compiler's
      samples: rates.slice(1),
      unit: 'signals/s',
      limit: 1_000_000,
      goal: '≥ 1,000,000 signals/s',
      met: (value, limit) => value >= limit,
    }),
    row({
      row: 'B8',
      work: `mean delay over that of the CUSUM that knows the truth, at the same run length: the worst of ${ratios.length} cases (A, line, how far gone)`,
      samples: ratios,
      figure: 'p95',
      unit: '×',
      limit: 1.3,
      goal: '≤ 1.3 ×',
      met: (value, limit) => value <= limit,
    }),
  ];
}
