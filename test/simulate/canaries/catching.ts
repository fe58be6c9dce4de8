import { catchRates } from '../../../src/core/stats/catch-rate.ts';
import { type Random, seededRandom } from '../../../src/core/stats/random.ts';
import { draft } from './drafts.ts';
import { intake } from './gate.ts';

/*
 * Reviewers whose sensitivity is known decide canaries out of the gate's own intake, with its own checks'
 * word on each. What is estimated of a team from its decided canaries has to hold what was put in.
 */

/** How often somebody catches what a flag points at, and what only reading finds; 0 to 1. */
type Reviewer = { obeys: number; reads: number };

export type Caught = {
  teams: number;
  rows: {
    of: 'flagged' | 'unflagged';
    /** teams that had any of these */
    teams: number;
    /** whose interval held the truth */
    held: number;
    /** whose anytime upper limit was at or above it at every look */
    under: number;
    /** mean of the estimate less the truth */
    bias: number;
  }[];
  planted: { flagged: number; unflagged: number };
};

/** A look at every so many decided canaries: a rule looks as it goes. */
const EVERY = 25;

/**
 * @param off what a test adds to the truth, to see that coverage would fall
 */
export async function recovered(
  { seed, teams, pool }: { seed: number; teams: number; pool: number },
  step: (name: string) => void = () => undefined,
  off = 0,
): Promise<Caught> {
  const random = seededRandom(seed);
  const canaries = await plantedBy(pool, random, step);
  const rows = (['flagged', 'unflagged'] as const).map((of) => ({
    ...{ of, teams: 0, held: 0, under: 0, bias: 0 },
  }));
  for (let team = 0; team < teams; team += 1) {
    const people = Array.from({ length: 1 + Math.floor(random() * 5) }, () => reviewer(random));
    const looks = 20 + Math.floor(random() * 100);
    const decided: { flagged: boolean; caught: boolean }[] = [];
    const ever = { flagged: true, unflagged: true };
    const truth = {
      flagged: mean(people.map(({ obeys }) => obeys)) + off,
      unflagged: mean(people.map(({ reads }) => reads)) + off,
    };
    for (let look = 1; look <= looks; look += 1) {
      const flagged = pick(canaries, random);
      const { obeys, reads } = pick(people, random);
      decided.push({ flagged, caught: random() < (flagged ? obeys : reads) });
      if (look % EVERY !== 0) continue;
      const now = catchRates(decided);
      for (const of of ['flagged', 'unflagged'] as const)
        if (now[of].atMost < truth[of]) ever[of] = false;
    }
    const found = catchRates(decided);
    for (const row of rows) {
      const { planted, caught, low, high } = found[row.of];
      if (planted === 0) continue;
      row.teams += 1;
      if (low <= truth[row.of] && truth[row.of] <= high) row.held += 1;
      if (ever[row.of]) row.under += 1;
      row.bias += caught / planted - truth[row.of];
    }
    step('teams');
  }
  const flagged = canaries.filter((one) => one).length;
  return {
    teams,
    rows: rows.map((row) => ({ ...row, bias: row.bias / Math.max(1, row.teams) })),
    planted: { flagged, unflagged: canaries.length - flagged },
  };
}

/** So many canaries as the gate plants them; whether its own checks flag each. */
async function plantedBy(
  pool: number,
  random: Random,
  step: (name: string) => void,
): Promise<boolean[]> {
  const submit = await intake('catching');
  const flagged: boolean[] = [];
  for (let index = 0; flagged.length < pool; index += 1) {
    const shown = await submit(draft(index, random), random);
    if (!shown?.planted) continue;
    flagged.push(shown.flagged === true);
    step('canaries');
  }
  return flagged;
}

/** From somebody who reads nothing to somebody who misses next to nothing. */
const reviewer = (random: Random): Reviewer => {
  const reads = 0.05 + 0.9 * random();
  return { reads, obeys: Math.min(0.99, reads + (1 - reads) * random()) };
};

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function pick<T>(all: readonly T[], random: Random): T {
  const found = all[Math.floor(random() * all.length)];
  if (found === undefined) throw new Error('nothing to pick from');
  return found;
}

/** The table, and whether the intervals hold at least as often as they say. */
export function caughtTable({ teams, rows, planted }: Caught): { text: string; met: boolean } {
  const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
  const least = (of: number): number => 0.95 - 3 * Math.sqrt((0.95 * 0.05) / Math.max(1, of));
  const lines = rows.map((row) => {
    const [held, under] = [row.held / row.teams, row.under / row.teams];
    const met = held >= least(row.teams) && under >= least(row.teams) && Math.abs(row.bias) < 0.03;
    return {
      met,
      text: `${met ? 'holds ' : 'FAILS '} ${row.of.padEnd(9)}  ${String(row.teams).padStart(5)} teams  95 % interval holds the truth in ${percent(held)}  upper limit never below it in ${percent(under)}  mean error ${percent(row.bias)}`,
    };
  });
  return {
    text: [
      `Catch rates of ${teams} teams whose sensitivity is known, from ${planted.flagged + planted.unflagged} canaries of the gate's intake (${planted.flagged} of them flagged by its own checks).`,
      ...lines.map(({ text }) => text),
    ].join('\n'),
    met: lines.every(({ met }) => met),
  };
}
