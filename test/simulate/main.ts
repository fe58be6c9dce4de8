import { parseArgs } from 'node:util';

/*
 * npm run simulate -- lanes [--seed 1] [--deployments 1000]   lanes in workspaces whose truth is known
 */
const USAGE = 'npm run simulate -- lanes [--seed 1] [--deployments 1000]';

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
if (!Number.isInteger(seed) || seed < 0 || !Number.isInteger(deployments) || deployments < 10) {
  console.error(`--seed wants a whole number from 0, --deployments one from 10: ${USAGE}`);
  process.exit(2);
}

if (what === 'lanes' && more.length === 0) {
  const { simulateLanes } = await import('./lanes/simulate.ts');
  process.exitCode = simulateLanes({ seed, deployments }) ? 0 : 1;
} else {
  console.error(`There is nothing to simulate by the name ${what ?? '(none)'}: ${USAGE}`);
  process.exit(2);
}
