import { surelyNoise } from '../../../src/core/antipatterns/alert-fatigue.ts';
import { proposedLine } from '../../../src/core/antipatterns/warning-line.ts';
import { alertPrecision } from '../../../src/core/stats/alert-precision.ts';
import { clopperPearson, clopperPearsonLower } from '../../../src/core/stats/clopper-pearson.ts';
import { seededRandom } from '../../../src/core/stats/random.ts';
import type { Progress } from '../progress.ts';
import type { Mark, Plot } from '../report/plot.ts';
import { FIRST_LINE, live, type Told } from './weeks.ts';

const WEEKS = 13;
/** Quarters that the truth is made of. */
const TRUTH = 150;
/** Weeks worth a look, of a hundred: alerts that are mostly noise, and alerts that are not. */
const SCENES = [
  { name: 'one week in a hundred is worth it', bad: 0.01 },
  { name: 'one in twelve', bad: 0.08 },
  { name: 'one in four', bad: 0.25 },
] as const;

export const alertSteps = (workspaces: number): number => SCENES.length * workspaces;

export type Row = {
  name: string;
  workspaces: number;
  /** brakes that tripped for one alert */
  tripsPerAlert: number;
  alerts: number;
  /** the share of alerts worth it in the long run */
  truth: number;
  /** workspaces whose interval held it */
  held: number;
  /** and where alert fatigue was found */
  fatigue: number;
  /** workspaces whose closed warnings speak for another line, and what the next quarter was with it */
  proposed: number;
  line: number;
  before: Counts;
  after: Counts;
};
type Counts = { worth: number; alerts: number; weeks: number; told: number };

const none = (): Counts => ({ worth: 0, alerts: 0, weeks: 0, told: 0 });
function count(to: Counts, { alerts, worthWeeks, worthTold }: Told): void {
  to.alerts += alerts.length;
  to.worth += alerts.filter(({ worth }) => worth).length;
  to.weeks += worthWeeks;
  to.told += worthTold;
}

/** A quarter of each workspace, its alerts closed by the truth, and the quarter after. */
export function simulateAlerts(
  given: {
    seed: number;
    workspaces: number;
    /** what a test adds to the truth, to see that it would show */
    off?: number;
  },
  progress?: Progress,
): Row[] {
  const { seed, workspaces, off = 0 } = given;
  return SCENES.map(({ name, bad }, scene) => {
    // of quarters of its own: what is asked about is no part of the answer
    const whole = live(FIRST_LINE, {
      ...{ weeks: WEEKS * TRUTH, bad },
      random: seededRandom(seed * 7 + scene),
    });
    const truth = off + whole.alerts.filter(({ worth }) => worth).length / whole.alerts.length;
    const row: Row = {
      ...{ name, workspaces, truth, tripsPerAlert: 0, alerts: 0, held: 0, fatigue: 0, proposed: 0 },
      ...{ line: 0, before: none(), after: none() },
    };
    let trips = 0;
    for (let nth = 0; nth < workspaces; nth += 1) {
      progress?.step(name);
      const random = seededRandom(seed * 1_000_003 + scene * 10_007 + nth);
      const told = live(FIRST_LINE, { weeks: WEEKS, bad, random });
      trips += told.trips;
      row.alerts += told.alerts.length;
      const worth = told.alerts.filter((alert) => alert.worth).length;
      const { low, high } = alertPrecision(worth, told.alerts.length);
      if (low <= truth && truth <= high) row.held += 1;
      if (surelyNoise(worth, told.alerts.length)) row.fatigue += 1;
      const next = proposedLine(told.alerts, FIRST_LINE);
      if (next === null) continue;
      row.proposed += 1;
      row.line += next.line;
      count(row.before, told);
      count(row.after, live({ ...FIRST_LINE, line: next.line }, { weeks: WEEKS, bad, random }));
    }
    row.tripsPerAlert = trips / Math.max(1, row.alerts);
    row.line /= Math.max(1, row.proposed);
    return row;
  });
}

/** The least share of alerts, of a line that was proposed, that is worth it (M2). */
const LEAST_PRECISION = 0.2;
/** And of the weeks worth a look that the first line told of, how many it still has to tell of. */
const LEAST_KEPT = 0.8;

/** Whether intervals hold as often as they say, and proposed lines keep what they promise. */
export function reportAlerts(rows: readonly Row[]): { text: string; met: boolean; plots: Plot[] } {
  const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
  const of = ({ worth, alerts }: Counts): number => worth / Math.max(1, alerts);
  const told = ({ told: some, weeks }: Counts): number => some / Math.max(1, weeks);
  const checks = rows.flatMap(({ name, workspaces, held, proposed, before, after }) => [
    {
      met: clopperPearson(held, workspaces).high >= 0.95,
      says: `${name}: the interval of M2 holds the truth in ${percent(held / workspaces)} of ${workspaces}`,
    },
    ...(proposed < workspaces / 20
      ? []
      : [
          {
            met:
              clopperPearsonLower(after.worth, Math.max(1, after.alerts), 0.05) >= LEAST_PRECISION,
            says: `${name}: ${percent(of(after))} worth it by the line that was proposed, ${percent(of(before))} before`,
          },
          {
            met: told(after) >= LEAST_KEPT * told(before),
            says: `${name}: of weeks worth a look ${percent(told(after))} were told of, ${percent(told(before))} before`,
          },
        ]),
  ]);
  const head =
    'weeks                              trips an alert   alerts   worth it   found A2   proposed   mean line';
  const lines = rows.map((row) =>
    [
      row.name.padEnd(34),
      row.tripsPerAlert.toFixed(2).padStart(14),
      String(row.alerts).padStart(8),
      percent(row.truth).padStart(10),
      percent(row.fatigue / row.workspaces).padStart(10),
      percent(row.proposed / row.workspaces).padStart(10),
      `${(row.line * 100).toPrecision(2)} %`.padStart(11),
    ].join(' '),
  );
  const mark = (hits: number, n: number, name: string): Mark[] =>
    n === 0 ? [] : [{ ...{ at: hits / n, of: name }, ...clopperPearson(hits, n) }];
  return {
    met: checks.every(({ met }) => met),
    text: [
      'Warnings of complaints in workspaces of six workflows, a quarter each, closed by the truth. Four brakes watch each',
      'workflow: "trips an alert" is what they would have been without being one a cause.',
      ...['', head, ...lines, ''],
      ...checks.map(({ met, says }) => `${met ? 'holds ' : 'FAILS '} ${says}`),
    ].join('\n'),
    plots: [
      {
        title:
          'Workspaces whose interval of M2 holds the share of alerts that is worth it in truth',
        ...{ unit: 'share', limits: [{ at: 0.95, says: '95 % is what it says' }] },
        rows: rows.map(({ name, held, workspaces }) => ({
          name,
          marks: mark(held, workspaces, 'interval'),
        })),
      },
      {
        title: 'Alerts worth it, before and with the line that the closed ones spoke for',
        ...{ unit: 'share', limits: [{ at: LEAST_PRECISION, says: 'one in five' }] },
        rows: rows.map(({ name, before, after }) => ({
          name,
          marks: [
            ...mark(before.worth, before.alerts, 'before'),
            ...mark(after.worth, after.alerts, 'after'),
          ],
        })),
      },
      {
        title: 'Weeks worth a look that an alert told of',
        ...{ unit: 'share', limits: [] },
        rows: rows.map(({ name, before, after }) => ({
          name,
          marks: [
            ...mark(before.told, before.weeks, 'before'),
            ...mark(after.told, after.weeks, 'after'),
          ],
        })),
      },
    ],
  };
}
