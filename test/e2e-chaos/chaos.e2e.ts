import { expect, it } from 'vitest';
import { check } from './check.ts';
import { KINDS } from './faults.ts';
import { runChaos } from './run.ts';
import { tallyOf } from './tally.ts';

/*
 * CHAOS_DECISIONS=200 CHAOS_SEED=7 npx vitest run --config test/vitest.config.ts --project e2e test/e2e-chaos
 *
 * The seed gives the same items, the same choices and the same strikes. When exactly a strike falls
 * is up to the machine, too.
 */
const decisions = Number(process.env.CHAOS_DECISIONS ?? 24);
// One seed unless asked: a run that fails must be the run that failed before.
const seed = Number(process.env.CHAOS_SEED ?? 7);

it(
  `keeps every decision while gate, database, browser, worker and network die, seed ${seed}`,
  async () => {
    const run = await runChaos({ seed, decisions, say: (line) => console.info(line) });
    console.info(`CHAOS_SEED=${seed} ${JSON.stringify(tallyOf(run))}`);
    expect(check(run), `CHAOS_SEED=${seed} CHAOS_DECISIONS=${decisions}`).toEqual([]);
    expect(run.attempts.filter(({ said }) => said === 'saved').length).toBeGreaterThanOrEqual(
      decisions,
    );
    // It would prove nothing without the faults.
    const kinds = new Set(run.faults.map(({ what }) => what));
    expect([...kinds].sort(), `CHAOS_SEED=${seed}`).toEqual([...KINDS].sort());
  },
  420_000 + decisions * 15_000,
);
