import { seededRandom } from '../../../src/core/stats/random.ts';
import { chancesOf, inclusionsOf, spotCheckFound } from '../../../src/core/stats/spot-check.ts';
import type { Report } from '../report/report.ts';

/** So many of `items` are defects, and how likely one is drawn beside others. */
type Part = { items: number; defects: number; weight: number };
type World = { name: string; parts: Part[] };
export type Row = {
  world: string;
  design: 'equal' | 'risk';
  n: number;
  rate: number;
  /** share of the draws whose upper limit held the rate */
  cover: number;
  /** the mean of the limits, and of the estimates */
  upper: number;
  estimate: number;
};

const SIZES = [10, 30, 100] as const;
const WEIGHTS = { equal: [1, 1, 1], risk: [4, 2, 1] } as const;

/** High, medium and low risk, with defects where one would look for them, where one wouldn't, or nowhere. */
function worlds(): World[] {
  const made: World[] = [];
  for (const [size, parts] of [
    ['180', [20, 60, 100]],
    ['6,000', [300, 1700, 4000]],
  ] as const)
    for (const [where, rates] of [
      ['none', [0, 0, 0]],
      ['1 % all over', [0.01, 0.01, 0.01]],
      ['5 % all over', [0.05, 0.05, 0.05]],
      ['in high risk', [0.4, 0.05, 0.01]],
      ['in low risk', [0, 0.02, 0.12]],
      ['a third', [0.33, 0.33, 0.33]],
    ] as const)
      made.push({
        name: `${size}, ${where}`,
        parts: parts.map((items, at) => {
          const rate = rates[at] ?? 0;
          return { items, defects: Math.round(items * rate), weight: 1 };
        }),
      });
  return made;
}

/** Spot-checks in worlds whose truth is known: how often the limit is above the rate that is there. */
export function simulate({ seed, draws }: { seed: number; draws: number }): Row[] {
  const rows: Row[] = [];
  const random = seededRandom(seed);
  for (const { name, parts } of worlds())
    for (const design of ['equal', 'risk'] as const)
      for (const n of SIZES) {
        const strata = parts.map((part, at) => ({ ...part, weight: WEIGHTS[design][at] ?? 1 }));
        const population = strata.reduce((sum, { items }) => sum + items, 0);
        const rate = strata.reduce((sum, { defects }) => sum + defects, 0) / population;
        const inclusions = inclusionsOf(strata, n);
        let [held, upper, estimate] = [0, 0, 0];
        for (let run = 0; run < draws; run += 1) {
          const drawn = drawOne(strata, n, random);
          const chances = chancesOf(
            strata,
            drawn.map(({ at }) => at),
          );
          const found = spotCheckFound(
            population,
            drawn.map(({ at, defect }, index) => ({
              ...(chances[index] ?? { chance: 0, least: 0 }),
              inclusion: inclusions[at] ?? 1,
              found: defect ? ('defect' as const) : ('right' as const),
            })),
          );
          if (found.upper >= rate - 1e-12) held += 1;
          upper += found.upper / draws;
          estimate += (found.rate ?? 0) / draws;
        }
        rows.push({ world: name, design, n, rate, cover: held / draws, upper, estimate });
      }
  return rows;
}

/** One after another, by weight; within a stratum each item is as likely as any other. */
function drawOne(
  strata: readonly Part[],
  n: number,
  random: () => number,
): { at: number; defect: boolean }[] {
  const left = strata.map(({ items, defects }) => ({ items, defects }));
  const drawn: { at: number; defect: boolean }[] = [];
  while (drawn.length < n) {
    const weights = left.map(({ items }, at) => items * (strata[at]?.weight ?? 0));
    let pick = random() * weights.reduce((sum, one) => sum + one, 0);
    let at = weights.findIndex((weight) => {
      pick -= weight;
      return pick < 0;
    });
    if (at === -1) at = weights.findLastIndex((weight) => weight > 0);
    const stratum = left[at];
    if (!stratum) throw new Error('drew from nowhere');
    const defect = random() * stratum.items < stratum.defects;
    stratum.items -= 1;
    if (defect) stratum.defects -= 1;
    drawn.push({ at, defect });
  }
  return drawn;
}

/** The least share that passes: 95 % less 2.6 standard errors of the simulation itself. */
export const leastCover = (draws: number): number => 0.95 - 2.6 * Math.sqrt((0.95 * 0.05) / draws);

/** Prints the table; true where every row covers. */
export function simulateSpotChecks(
  asked: { seed: number; draws: number },
  report: Report,
): boolean {
  const rows = simulate(asked);
  const least = leastCover(asked.draws);
  const share = (value: number): string => `${(100 * value).toFixed(1)} %`.padStart(8);
  report.say(`items, defects        design    n     rate  covered  mean limit  mean estimate`);
  for (const { world, design, n, rate, cover, upper, estimate } of rows)
    report.say(
      `${world.padEnd(21)} ${design.padEnd(6)} ${String(n).padStart(4)} ${share(rate)} ${share(cover)}` +
        `    ${share(upper)}       ${share(estimate)}${cover < least ? '  SHORT' : ''}`,
    );
  const short = rows.filter(({ cover }) => cover < least).length;
  report.say(
    `${rows.length} rows of ${asked.draws} draws, seed ${asked.seed}: ` +
      (short === 0 ? `each covers at least ${share(least).trim()}` : `${short} cover less`),
  );
  const worlds = [...new Set(rows.map(({ world }) => world))];
  const named = worlds.flatMap((world) =>
    SIZES.map((n) => ({ name: `${world}, n = ${n}`, world, n })),
  );
  const marks = (figure: (row: Row) => number) =>
    named.map(({ name, world, n }) => ({
      name,
      marks: rows
        .filter((row) => row.world === world && row.n === n)
        .map((row) => ({ at: figure(row), of: row.design })),
    }));
  report.plot({
    title: 'Draws whose upper limit held the rate that is there',
    ...{ unit: 'share', rows: marks(({ cover }) => cover) },
    limits: [{ at: least, says: `at least ${share(least).trim()}` }],
  });
  report.plot({
    title: 'How far the mean limit lies above the rate that is there',
    ...{ unit: 'share', rows: marks(({ upper, rate }) => upper - rate), limits: [] },
  });
  return short === 0;
}
