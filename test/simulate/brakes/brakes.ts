import { grantFor } from '../../../src/core/brakes/budget.ts';
import { type BrakeLine, START_LINES } from '../../../src/core/brakes/line.ts';
import { reachOf } from '../../../src/core/brakes/reach.ts';
import { lordenDelay } from '../../../src/core/stats/divergence.ts';
import { detectorFor } from '../../../src/core/stats/e-detector.ts';
import { seededRandom } from '../../../src/core/stats/random.ts';
import { type Estimate, estimate, runLengths } from '../../../src/core/stats/run-length.ts';
import { thresholdFor } from '../../../src/core/stats/threshold.ts';
import type { Progress } from '../progress.ts';
import type { Mark, Plot } from '../report/plot.ts';
import { CASES, type Case, FACTORS, gone } from './cases.ts';
import { knowingDelay } from './knowing.ts';
import { lateRun } from './late.ts';
import { ARMED, naiveRun } from './naive.ts';
import { percent, share, shown, table } from './report.ts';
import { together } from './together.ts';

/** Runs with the real brake, and false alarms of fifty, per run of the detector alone. */
const LATE_SHARE = 0.1;
const ALARM_SHARE = 0.075;
const SLOWEST = 1.3;
/** The one-sided 95 % limit, in standard errors. */
const Z = 1.645;

export const brakeSteps = CASES.length * (FACTORS.length + 2) + 2 * 5;

export type Given = { seed: number; runs: number };
type Part = { text: string; met: boolean; plots: Plot[] };

/** `npm run simulate -- brakes`: the whole report, and whether all of it is as promised. */
export function simulateBrakes(given: Given, progress: Progress): Part {
  const parts = [delays(given, progress), late(given, progress), fifty(given, progress), waits()];
  return {
    text: parts.map(({ text }) => text).join('\n\n'),
    met: parts.every(({ met }) => met),
    plots: parts.flatMap(({ plots }) => plots),
  };
}

const name = ({ side, line, every }: Case): string => `${shown(every)} · ${side} ${percent(line)}`;
const verdict = (met: boolean): string => (met ? 'met' : 'MISSED');
const lowest = ({ mean, error }: Estimate): number => mean - Z * error;
/** A mean over what it is held against, with two standard errors on each side. */
const over = ({ mean, error }: Pick<Estimate, 'mean' | 'error'>, whole: number): Mark => ({
  ...{ at: mean / whole, low: (mean - 2 * error) / whole, high: (mean + 2 * error) / whole },
});

function delays({ seed, runs }: Given, progress: Progress): Part {
  let met = true;
  const onLines: Plot['rows'] = [];
  const slow: Plot['rows'] = [];
  const rows = CASES.flatMap((one) => {
    const { side, line, every } = one;
    progress.step(`run length, A = ${name(one)}`);
    const detector = detectorFor(side, line);
    const threshold = thresholdFor(side, line, every);
    const onLine = { detector, rate: line, random: seededRandom(seed) };
    const onIt = estimate(runLengths(onLine, threshold, runs));
    const held = lowest(onIt) >= 0.95 * every && onIt.mean <= 1.2 * every;
    onLines.push({ name: name(one), marks: [over(onIt, every)] });
    const random = seededRandom(seed + 1);
    const naive = naiveOf(one, () => naiveRun(one, { rate: line, random, most: every }));
    return FACTORS.map((factor, at) => {
      progress.step(`delay, A = ${name(one)}`);
      const rate = gone(one, factor);
      const stream = { detector, rate, random: seededRandom(seed + 2) };
      const ours = estimate(runLengths(stream, threshold, runs));
      const knows = knowingDelay({ ...one, rate, runs, seed: seed + 3 });
      const ratio = ours.mean / knows.mean;
      const fast = ratio <= SLOWEST;
      met &&= fast && held;
      const asymptotic = lordenDelay(every, rate, line);
      const averages = naiveDelay(one, rate, random);
      slow.push({
        name: `${name(one)}, at ${percent(rate)}`,
        marks: [
          { ...over(ours, knows.mean), of: 'this brake' },
          { at: averages / knows.mean, of: 'running average' },
          { at: asymptotic / knows.mean, of: 'log(A)/KL' },
        ],
      });
      return [
        ...(at === 0
          ? [name(one), shown(threshold), `${shown(onIt.mean)} ± ${shown(onIt.error)}`]
          : ['', '', '']),
        at === 0 ? verdict(held) : '',
        percent(rate),
        `${shown(ours.mean)} ± ${shown(ours.error)}`,
        shown(knows.mean),
        shown(knows.runLength),
        ratio.toFixed(3),
        verdict(fast),
        shown(asymptotic),
        shown(averages),
        at === 0 ? share(naive) : '',
      ];
    });
  });
  const head = [
    ...['A · line', 'h', 'run on the line', '', 'true rate', 'mean delay', 'knows the truth'],
    ...['its run', 'ratio', '', 'log(A)/KL', `naive delay`, 'naive trips in A'],
  ];
  const plots: Plot[] = [
    {
      ...{
        title: 'Run length to a false alarm, on the line, over A',
        unit: 'number',
        rows: onLines,
      },
      limits: [
        { at: 0.95, says: 'at least 0.95 A, by its lower limit' },
        { at: 1.2, says: 'at most 1.2 A' },
      ],
    },
    {
      title:
        'Mean delay over that of the CUSUM that knows the truth. The running average is quick because it stops healthy streams, too.',
      ...{ unit: 'number', log: true, rows: slow, limits: [{ at: SLOWEST, says: 'at most 1.3' }] },
    },
  ];
  return {
    ...{ met, plots },
    text: `Brakes from a fresh start, in sends; ${shown(runs)} runs each, ± standard error, seed ${seed}.
Wanted: run on the line ≥ 0.95 A (lower 95 % limit) and ≤ 1.2 A; delay ≤ ${SLOWEST} × that of the CUSUM that knows the truth.
Lower limits are of so many runs: under some 5,000 they fall short by chance alone.
Naive: the average so far against the line from send ${ARMED} on; "trips in A": share of healthy streams that it stops within A sends.

${table(head, rows)}`,
  };
}

function naiveOf({ every }: Case, run: () => number): number {
  let tripped = 0;
  for (let turn = 0; turn < 1000; turn += 1) if (run() < every) tripped += 1;
  return tripped / 1000;
}

function naiveDelay(one: Case, rate: number, random: () => number): number {
  const runs = Float64Array.from({ length: 1000 }, () =>
    naiveRun(one, { rate, random, most: 10 * one.every }),
  );
  return estimate(runs).mean;
}

function late(given: Given, progress: Progress): Part {
  const seed = given.seed;
  const count = Math.round(given.runs * LATE_SHARE);
  let met = true;
  const kept: Plot['rows'] = [];
  const rows = CASES.map((one) => {
    progress.step(`late events, A = ${name(one)}`);
    const random = seededRandom(seed + 4);
    const line: BrakeLine = {
      ...{ signal: 'signal', side: one.side, line: one.line, action: 'stop', counted: 'by-send' },
      window: one.side === 'floor' ? { businessDays: 5 } : { hours: 72 },
    };
    const runs = Array.from({ length: count }, () => lateRun(line, { every: one.every, random }));
    const lengths = estimate(Float64Array.from(runs, ({ send }) => send));
    const events = runs.reduce((sum, run) => sum + run.late, 0);
    const held = lowest(lengths) >= 0.95 * one.every;
    met &&= held;
    kept.push({ name: name(one), marks: [over(lengths, one.every)] });
    return [
      name(one),
      `${shown(lengths.mean)} ± ${shown(lengths.error)}`,
      shown(lowest(lengths)),
      shown(events / count),
      verdict(held),
    ];
  });
  const plots: Plot[] = [
    {
      title: 'Healthy streams with late events: run length to a false alarm over A',
      ...{ unit: 'number', rows: kept, limits: [{ at: 0.95, says: 'at least 0.95 A' }] },
    },
  ];
  return {
    ...{ met, plots },
    text: `Healthy streams through the real brake, events a day late on average and 5 % more after their window
(200 sends a day; 3 days for a ceiling, 5 business days for a floor); ${shown(count)} runs each.
Wanted: no more false alarms than one in A, so a run ≥ 0.95 A (lower 95 % limit).

${table(['A · line', 'run', 'lower limit', 'late a run', ''], rows)}`,
  };
}

function fifty({ seed, runs }: Given, progress: Progress): Part {
  const most = Math.round(runs * ALARM_SHARE);
  let met = true;
  const kept: Plot['rows'] = [];
  const rows = [1000, 10_000].map((every) => {
    const tick = (): void => progress.step(`50 brakes, N = ${shown(every)}`);
    const { brakes, sends, alarms } = together({ every, alarms: most, seed: seed + 5 }, tick);
    const apart = sends / alarms;
    // alarms come nearly as a Poisson process
    const low = apart * (1 - Z / Math.sqrt(alarms));
    const held = low >= 0.95 * every;
    met &&= held;
    const error = apart / Math.sqrt(alarms);
    kept.push({ name: `N = ${shown(every)}`, marks: [over({ mean: apart, error }, every)] });
    return [shown(every), String(brakes), shown(alarms), shown(apart), shown(low), verdict(held)];
  });
  const plots: Plot[] = [
    {
      title: 'Fifty brakes of one workspace together: sends between false alarms over N',
      ...{ unit: 'number', rows: kept, limits: [{ at: 0.95, says: 'at least 0.95 N' }] },
    },
  ];
  return {
    ...{ met, plots },
    text: `Fifty brakes of one workspace (10 workflows × 5 signals), all exactly on their lines, together.
Wanted: at most one false alarm in N sends, so apart ≥ 0.95 N (lower 95 % limit).

${table(['N', 'brakes', 'false alarms', 'sends apart', 'lower limit', ''], rows)}`,
  };
}

/** What the page says of the lines to start with, at A = 10,000, twice over a ceiling or half a floor. */
function waits(): Part {
  const every = 10_000;
  const rows = START_LINES.map((line) => {
    const rate = gone({ ...line, every }, 2);
    const reach = reachOf(line, grantFor(line, every), { rate, perDay: 200 });
    return [
      `${line.signal} ${line.side} ${percent(line.line)} (${line.action})`,
      percent(rate),
      ...[reach.soonest, reach.mean, reach.ninetieth, reach.exposed].map(shown),
    ];
  });
  const head = ['line', 'true rate', 'soonest', 'mean', '9 of 10 by', 'exposed, 200 a day'];
  return {
    ...{ met: true, plots: [] },
    text: `The lines to start with: how many sends it takes to know, A = ${shown(every)}.

${table(head, rows)}`,
  };
}
