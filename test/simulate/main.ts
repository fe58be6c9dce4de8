import { parseArgs } from 'node:util';
import { progressOf } from './progress.ts';
import type { Plot } from './report/plot.ts';
import { type Report, reportOf, writeReport } from './report/report.ts';

/** What `npm run simulate` is told, each with what it is where nobody says. */
const OPTIONS = {
  seed: { type: 'string', default: '1' },
  runs: { type: 'string' },
  deployments: { type: 'string', default: '1000' },
  pairs: { type: 'string', default: '10000' },
  workspaces: { type: 'string', default: '200' },
  draws: { type: 'string', default: '2000' },
  report: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

const USAGE = `npm run simulate -- WHAT [--seed 1] [--report simulated/WHAT.html]
  brakes [--runs 20000]              brakes against streams whose truth is known
  thresholds                         the table of thresholds, made anew
  lanes [--deployments 1000]         lanes in workspaces whose truth is known
  canaries [--pairs 10000]           planted items against real ones, and catch rates recovered
  policies [--runs 1000]             policies tried on one month, held to the next
  antipatterns [--workspaces 200]    A1 to A5 where they are, and where not
  alerts [--workspaces 200]          warnings closed by the truth: M2 recovered, and lines that are proposed
  spot-checks [--draws 2000]         spot-checks of what went out
Ends with 1 where something that was promised does not hold. The report is a page with its plots.`;

type Told = { text: string; met: boolean; plots: readonly Plot[] };
type Simulation = (report: Report) => Promise<boolean>;

function refuse(why: string): never {
  console.error(`${why}\n${USAGE}`);
  process.exit(2);
}

function asked() {
  try {
    return parseArgs({ allowPositionals: true, options: OPTIONS });
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

const { values, positionals } = asked();
const [what, ...more] = positionals;
const seed = whole('seed', 0);

function whole(
  name: Exclude<keyof typeof OPTIONS, 'help' | 'report'>,
  least: number,
  usual = 0,
): number {
  const value = Number(values[name] ?? usual);
  if (!Number.isInteger(value) || value < least)
    refuse(`--${name} wants a whole number from ${least}.`);
  return value;
}

/** One that has its text and plots at the end. */
function told({ text, met, plots }: Told, report: Report): boolean {
  report.say(text);
  for (const plot of plots) report.plot(plot);
  return met;
}

const SIMULATIONS: Readonly<Record<string, Simulation>> = {
  async brakes(report) {
    const { brakeSteps, simulateBrakes } = await import('./brakes/brakes.ts');
    const given = { seed, runs: whole('runs', 100, 20_000) };
    const progress = progressOf(brakeSteps);
    const done = simulateBrakes(given, progress);
    progress.done();
    return told(done, report);
  },
  async thresholds() {
    const { makeThresholds, thresholdSteps } = await import('./brakes/thresholds.ts');
    const progress = progressOf(thresholdSteps);
    await makeThresholds(seed, progress);
    progress.done();
    return true;
  },
  async lanes(report) {
    const { simulateLanes } = await import('./lanes/simulate.ts');
    return simulateLanes({ seed, deployments: whole('deployments', 10) }, report);
  },
  async canaries(report) {
    const { simulateCanaries } = await import('./canaries/simulate.ts');
    return simulateCanaries({ seed, pairs: whole('pairs', 100) }, report);
  },
  async policies(report) {
    const { policySteps, simulatePolicies } = await import('./policies/simulate.ts');
    const given = { seed, runs: whole('runs', 100, 1000) };
    const progress = progressOf(policySteps(given.runs));
    const done = simulatePolicies(given, progress);
    progress.done();
    return told(done, report);
  },
  async antipatterns(report) {
    const { report: reported, runAll, stepsOf } = await import('./antipatterns/simulate.ts');
    const runs = whole('workspaces', 10);
    const progress = progressOf(stepsOf(runs));
    const result = runAll({ seed, runs }, progress);
    progress.done();
    return told(reported(result), report);
  },
  async alerts(report) {
    const { alertSteps, reportAlerts, simulateAlerts } = await import('./alerts/simulate.ts');
    const workspaces = whole('workspaces', 10);
    const progress = progressOf(alertSteps(workspaces));
    const rows = simulateAlerts({ seed, workspaces }, progress);
    progress.done();
    return told(reportAlerts(rows), report);
  },
  async 'spot-checks'(report) {
    const { simulateSpotChecks } = await import('./spot-checks/simulate.ts');
    return simulateSpotChecks({ seed, draws: whole('draws', 100) }, report);
  },
};

if (values.help) console.log(USAGE);
else {
  if (more.length > 0) refuse(`One thing at a time, not ${positionals.join(' and ')}.`);
  const simulation = what === undefined ? undefined : SIMULATIONS[what];
  if (what === undefined || !simulation)
    refuse(`There is nothing to simulate by the name ${what ?? '(none)'}.`);
  const report = reportOf();
  process.exitCode = (await simulation(report)) ? 0 : 1;
  if (what !== 'thresholds') {
    const file = values.report ?? `simulated/${what}.html`;
    await writeReport(file, report.page(`Simulated: ${what}, seed ${seed}`));
    console.log(`\nWith its plots: ${file}`);
  }
}
