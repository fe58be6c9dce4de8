import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Progress } from '../progress.ts';
import { calibrated } from './calibrate.ts';

const FILE = fileURLToPath(new URL('../../../src/core/stats/threshold-table.ts', import.meta.url));
const LINES = [0.0003, 0.001, 0.003, 0.01, 0.02, 0.05, 0.07, 0.1, 0.14, 0.2, 0.28, 0.38, 0.5];
const EXPECTED = [
  ...[
    3, 3.5, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 20, 24, 32, 48, 64, 100, 150, 250, 400, 600, 1000,
    2000,
  ],
];
const SIDES = ['ceiling', 'floor'] as const;
const RUNS = 10_000;

export const thresholdSteps = LINES.length * SIDES.length;

/** `npm run simulate -- thresholds`: makes the table anew; with the same seed, the same table. */
export async function makeThresholds(seed: number, progress: Progress): Promise<void> {
  const sides = SIDES.map((side) => {
    const rows = LINES.map((line) => {
      progress.step(`${side} ${line}`);
      const shares = calibrated({ side, line, seed, runs: RUNS }, EXPECTED);
      return `    [${shares.map((share) => Math.round(1000 * share)).join(', ')}],`;
    });
    return `  ${side}: [\n${rows.join('\n')}\n  ],`;
  });
  await writeFile(
    FILE,
    `// Made by \`npm run simulate -- thresholds --seed ${seed}\`; not written by hand.

/** Lines, ascending: a row of {@link SHARES} each. */
export const LINES = [
  ${LINES.join(', ')},
] as const;

/** Events expected on the line in a run of A, line · A, ascending: a column of {@link SHARES} each. */
export const EXPECTED = [
  ${EXPECTED.join(', ')},
] as const;

/**
 * line · A ÷ threshold in thousandths, where a run on the line has a mean of A: from ${RUNS.toLocaleString('en')} runs
 * each, so with a standard error of ${Math.round(100 / Math.sqrt(RUNS))} %, thresholds apart by 1 % and rounded up.
 */
// biome-ignore format: a table is read in rows
export const SHARES = {
${sides.join('\n')}
} as const;
`,
  );
}
