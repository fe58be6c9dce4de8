import { parseArgs } from 'node:util';
import { progressOf } from './progress.ts';

/*
 * npm run simulate -- brakes [--seed 1] [--runs 20000]   brakes against streams whose truth is known
 * npm run simulate -- thresholds [--seed 1]              the table of thresholds, made anew
 */
const USAGE =
  'npm run simulate -- brakes [--seed 1] [--runs 20000], or npm run simulate -- thresholds [--seed 1]';

function asked() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        seed: { type: 'string', default: '1' },
        runs: { type: 'string', default: '20000' },
      },
    });
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n${USAGE}`);
    process.exit(2);
  }
}

const { values, positionals } = asked();
const seed = Number(values.seed);
const runs = Number(values.runs);
const [what, ...more] = positionals;
if (!(Number.isInteger(seed) && seed >= 0 && Number.isInteger(runs) && runs >= 100)) {
  console.error(`--seed wants a whole number from 0, --runs one from 100: ${USAGE}`);
  process.exit(2);
}
if (more.length > 0) {
  console.error(`One thing at a time, not ${positionals.join(' and ')}: ${USAGE}`);
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
  const { text, met } = simulateBrakes({ seed, runs }, progress);
  progress.done();
  console.log(text);
  process.exitCode = met ? 0 : 1;
} else {
  console.error(`There is nothing to simulate by the name ${what ?? '(none)'}: ${USAGE}`);
  process.exit(2);
}
