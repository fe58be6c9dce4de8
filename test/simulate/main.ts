import { parseArgs } from 'node:util';
import { progressOf } from './progress.ts';

/*
 * npm run simulate -- brakes [--seed 1]        the brakes against streams whose truth is known
 * npm run simulate -- thresholds [--seed 1]    the table of thresholds, made anew
 * npm run simulate -- lanes [--seed 1] [--deployments 1000]   lanes in workspaces whose truth is known
 */
const USAGE = 'npm run simulate -- brakes|thresholds|lanes [--seed 1] [--deployments 1000]';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '1' },
    deployments: { type: 'string', default: '1000' },
  },
});
const seed = Number(values.seed);
const deployments = Number(values.deployments);
const [what, ...more] = positionals;
if (!Number.isInteger(seed) || seed < 0 || more.length > 0) {
  console.error(`--seed wants a whole number from 0, and one name: ${USAGE}`);
  process.exit(2);
}
if (!Number.isInteger(deployments) || deployments < 10) {
  console.error(`--deployments wants a whole number from 10: ${USAGE}`);
  process.exit(2);
}

if (what === 'thresholds') {
  const { makeThresholds, thresholdSteps } = await import('./brakes/thresholds.ts');
  const progress = progressOf(thresholdSteps);
  await makeThresholds(seed, progress);
  progress.done();
} else if (what === 'brakes') {
  const { brakeSteps, simulateBrakes } = await import('./brakes/brakes.ts');
  const progress = progressOf(brakeSteps);
  const { text, met } = simulateBrakes(seed, progress);
  progress.done();
  console.log(text);
  process.exitCode = met ? 0 : 1;
} else if (what === 'lanes') {
  const { simulateLanes } = await import('./lanes/simulate.ts');
  process.exitCode = simulateLanes({ seed, deployments }) ? 0 : 1;
} else {
  console.error(`There is nothing to simulate by the name ${what ?? '(none)'}: ${USAGE}`);
  process.exit(2);
}
