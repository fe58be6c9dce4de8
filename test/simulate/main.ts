import { parseArgs } from 'node:util';
import { progressOf } from './progress.ts';

/*
 * npm run simulate -- brakes [--seed 1] [--runs 20000]        brakes against streams whose truth is known
 * npm run simulate -- thresholds [--seed 1]                   the table of thresholds, made anew
 * npm run simulate -- lanes [--seed 1] [--deployments 1000]   lanes in workspaces whose truth is known
 * npm run simulate -- canaries [--seed 1] [--pairs 10000]     planted items against real ones, and catch rates recovered
 * npm run simulate -- policies [--seed 1] [--runs 1000]       policies tried on one month, held to the next
 * npm run simulate -- antipatterns [--seed 1] [--workspaces 200]   A1 to A5 where they are, and where not
 * npm run simulate -- spot-checks [--seed 1] [--draws 2000]   spot-checks of what went out, truth known
 */
const USAGE =
  'npm run simulate -- brakes [--seed 1] [--runs 20000] | thresholds [--seed 1] | lanes [--seed 1] [--deployments 1000] | canaries [--seed 1] [--pairs 10000] | policies [--seed 1] [--runs 1000] | antipatterns [--seed 1] [--workspaces 200] | spot-checks [--seed 1] [--draws 2000]';

function asked() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        seed: { type: 'string', default: '1' },
        runs: { type: 'string' },
        deployments: { type: 'string', default: '1000' },
        pairs: { type: 'string', default: '10000' },
        workspaces: { type: 'string', default: '200' },
        draws: { type: 'string', default: '2000' },
      },
    });
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

function refuse(why: string): never {
  console.error(`${why}\n${USAGE}`);
  process.exit(2);
}

const { values, positionals } = asked();
const [what, ...more] = positionals;
if (more.length > 0) refuse(`One thing at a time, not ${positionals.join(' and ')}.`);
const seed = whole('seed', 0);
const runs = whole('runs', 100, what === 'policies' ? 1000 : 20_000);
const deployments = whole('deployments', 10);
const pairs = whole('pairs', 100);
const workspaces = whole('workspaces', 10);
const draws = whole('draws', 100);

function whole(name: keyof typeof values, least: number, usual?: number): number {
  const value = Number(values[name] ?? usual);
  if (!Number.isInteger(value) || value < least)
    refuse(`--${name} wants a whole number from ${least}.`);
  return value;
}

if (what === 'thresholds') {
  const { makeThresholds, thresholdSteps } = await import('./brakes/thresholds.ts');
  const progress = progressOf(thresholdSteps);
  await makeThresholds(seed, progress);
  progress.done();
} else if (what === 'policies') {
  const { policySteps, simulatePolicies } = await import('./policies/simulate.ts');
  const progress = progressOf(policySteps(runs));
  const { text, met } = simulatePolicies({ seed, runs }, progress);
  progress.done();
  console.log(text);
  process.exitCode = met ? 0 : 1;
} else if (what === 'brakes') {
  const { brakeSteps, simulateBrakes } = await import('./brakes/brakes.ts');
  const progress = progressOf(brakeSteps);
  const { text, met } = simulateBrakes({ seed, runs }, progress);
  progress.done();
  console.log(text);
  process.exitCode = met ? 0 : 1;
} else if (what === 'lanes') {
  const { simulateLanes } = await import('./lanes/simulate.ts');
  process.exitCode = simulateLanes({ seed, deployments }) ? 0 : 1;
} else if (what === 'canaries') {
  const { simulateCanaries } = await import('./canaries/simulate.ts');
  process.exitCode = (await simulateCanaries({ seed, pairs })) ? 0 : 1;
} else if (what === 'antipatterns') {
  const { report, runAll, stepsOf } = await import('./antipatterns/simulate.ts');
  const progress = progressOf(stepsOf(workspaces));
  const result = runAll({ seed, runs: workspaces }, progress);
  progress.done();
  const { text, met } = report(result);
  console.log(text);
  process.exitCode = met ? 0 : 1;
} else if (what === 'spot-checks') {
  const { simulateSpotChecks } = await import('./spot-checks/simulate.ts');
  process.exitCode = simulateSpotChecks({ seed, draws }) ? 0 : 1;
} else {
  refuse(`There is nothing to simulate by the name ${what ?? '(none)'}.`);
}
