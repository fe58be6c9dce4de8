import { expect, it } from 'vitest';
import { check } from './check.ts';
import { runChaos } from './run.ts';

/*
 * CHAOS_DECISIONS=200 CHAOS_SEED=7 npx vitest run --config test/vitest.config.ts --project e2e test/gate/chaos
 */
const decisions = Number(process.env.CHAOS_DECISIONS ?? 40);
// One seed unless asked: a run that fails must be the run that failed before.
const seed = Number(process.env.CHAOS_SEED ?? 7);

it(
  `keeps its rules while gate and database are killed, seed ${seed}`,
  async () => {
    const evidence = await runChaos({ seed, decisions });
    const broken = check(evidence);
    expect(broken, `CHAOS_SEED=${seed} CHAOS_DECISIONS=${decisions}`).toEqual([]);
    expect(evidence.decided).toHaveLength(decisions);
    // It would prove nothing without the faults.
    const kinds = new Set(evidence.kills.map(({ what }) => what));
    expect([...kinds].sort(), `CHAOS_SEED=${seed}`).toEqual(['backend', 'database', 'gate']);
    const states = evidence.dispatches.map(({ state }) => state);
    const tally = (state: string) => states.filter((each) => each === state).length;
    console.info(
      `seed ${seed}: ${decisions} decisions, ${evidence.kills.length} kills, ${tally('executed')} executed, ${tally('unknown')} unknown`,
    );
  },
  // Each kill costs a start of gate or database, which takes its time where the machine is shared.
  240_000 + decisions * 12_000,
);
