import { leastWhole, wantInside } from './interval.ts';

/*
 * Spot checks: the upper limit of how many of N items the checker would call defects, after looking at
 * some, drawn without replacement, valid after every draw. Of draw t the mean of X/q, q being the chance
 * with which that item came, is what the items not yet drawn hold in all: `total` − found so far. Against
 * "there are `total` or more" one bets as in ./betting.ts.
 * Sources: I. Waudby-Smith, A. Ramdas, "Confidence sequences for sampling without replacement", NeurIPS
 * 33 (2020) 20204–20214; by betting: the same, JRSS B 86 (2024) 1–27, section 6; draws weighted by risk:
 * S. Shekhar, Z. Xu, Z. Lipton, P. Liang, A. Ramdas, "Risk-limiting financial audits via weighted
 * sampling without replacement", UAI 2023.
 */

/** One look, in the order of drawing. */
export type Draw = {
  defect: boolean;
  /** the chance of this item among those not drawn before */
  chance: number;
  /** the least chance of any of them: nothing could have counted more than its inverse */
  least: number;
};

/** Mostly all is bet on "no defect", which is the common case: 0 of 10 must not read as 0 of 12. */
const BETS: readonly (readonly [fraction: number, weight: number])[] = [
  [1, 0.9],
  [0.9, 0.04],
  [0.7, 0.03],
  [0.45, 0.02],
  [0.2, 0.01],
];

/** Draws with equal chances, in order. */
export function equalDraws(population: number, defects: readonly boolean[]): Draw[] {
  return defects.map((defect, index) => {
    const chance = 1 / (population - index);
    return { defect, chance, least: chance };
  });
}

/** True when the draws refute, at any of them, that there are `total` or more defects. */
function refuted(
  population: number,
  draws: readonly Draw[],
  total: number,
  delta: number,
): boolean {
  const capital = BETS.map(([, weight]) => weight);
  let found = 0;
  for (const [index, { defect, chance, least }] of draws.entries()) {
    const left = total - found;
    // more defects than items left: the claim is dead without a bet
    if (left > population - index) return true;
    if (left <= 0) return false;
    const most = 1 / least;
    // with all that is left defective there's nothing to bet on but a defect
    if (most > left) {
      const edge = (left - (defect ? 1 / chance : 0)) / (most - left);
      for (const [bet, [fraction]] of BETS.entries())
        capital[bet] = (capital[bet] ?? 0) * Math.max(0, 1 + fraction * edge);
    } else if (!defect) return true;
    found += defect ? 1 : 0;
    if (capital.reduce((sum, part) => sum + part, 0) >= 1 / delta) return true;
  }
  return total > population - draws.length + found;
}

/**
 * The anytime upper limit of the share of `population` that this checker would call defects, wrong at
 * most with probability `delta`.
 * @throws {RangeError} for more draws than items, or chances that aren't
 */
export function spotCheckUpper(population: number, draws: readonly Draw[], delta = 0.05): number {
  wantInside('spotCheckUpper', 'delta', delta);
  if (!Number.isInteger(population) || population < 1 || draws.length > population)
    throw new RangeError(
      `spotCheckUpper can't have ${draws.length} draws from ${population} items`,
    );
  for (const { chance, least } of draws) {
    if (!(least > 0 && least <= chance && chance <= 1))
      throw new RangeError(`a draw wants 0 < least ≤ chance ≤ 1, not ${least} and ${chance}`);
  }
  const found = draws.filter(({ defect }) => defect).length;
  // the more are claimed, the sooner they are refuted
  const first = leastWhole(found + 1, population + 1, (total) =>
    refuted(population, draws, total, delta),
  );
  return (first - 1) / population;
}
