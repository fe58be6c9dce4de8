import type { Random } from '../../../src/core/stats/random.ts';
import { normalQuantile } from '../../../src/core/stats/special.ts';

/** How an agent's confidence relates to the truth. */
export type Scores = 'honest' | 'over-confident' | 'constant' | 'just above α';

/** What a deployment's proposals are: for each band of the grid its share and its true defect rate. */
export type World = {
  share: number[];
  defect: number[];
  /** mean confidence of each band */
  says: number[];
  /** confidences at equal steps of their distribution */
  sample: number[];
};

const QUANTILES = 4000;
const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

/** One agent's world, drawn at random within its kind. */
export function drawWorld(
  kind: Scores,
  grid: readonly number[],
  alpha: number,
  random: Random,
): World {
  const between = (low: number, high: number): number => low + (high - low) * random();
  if (kind === 'constant') {
    // most of them near the line, where a wrong opening is likeliest
    const rate = alpha * Math.exp(between(Math.log(0.1), Math.log(2.5)));
    return fromQuantiles(grid, () => ({ says: 0.92, defect: rate }));
  }
  // everything scores alike and a little too much is wrong: every opening is an error
  if (kind === 'just above α')
    return fromQuantiles(grid, () => ({ says: 0.92, defect: 1.02 * alpha }));
  // logit of the true chance to be right: normal
  const middle = between(4.2, 6.5);
  const spread = between(1.4, 3);
  // 1: says what is true; under 1: pulls the bad ones up
  const slope = kind === 'honest' ? 1 : between(0.35, 0.8);
  const shift = kind === 'honest' ? 0 : between(0.5, 2);
  return fromQuantiles(grid, (q) => {
    const truth = middle + spread * normalQuantile(q);
    const said = kind === 'honest' ? truth : middle + shift + (truth - middle) * slope;
    return { says: logistic(said), defect: 1 - logistic(truth) };
  });
}

function fromQuantiles(
  grid: readonly number[],
  at: (q: number) => { says: number; defect: number },
): World {
  const share = Array<number>(grid.length).fill(0);
  const defect = Array<number>(grid.length).fill(0);
  const says = Array<number>(grid.length).fill(0);
  const sample: number[] = [];
  for (let step = 0; step < QUANTILES; step += 1) {
    const item = at((step + 0.5) / QUANTILES);
    const band = grid.findIndex((threshold) => item.says >= threshold);
    share[band] = (share[band] ?? 0) + 1 / QUANTILES;
    defect[band] = (defect[band] ?? 0) + item.defect / QUANTILES;
    says[band] = (says[band] ?? 0) + item.says / QUANTILES;
    if (step % 10 === 5) sample.push(item.says);
  }
  const mean = (sum: number, band: number): number => (share[band] ? sum / (share[band] ?? 1) : 0);
  return { share, defect: defect.map(mean), says: says.map(mean), sample };
}

/** R(λ_i): the true defect rate of what has a confidence at or above each threshold; 0 where nothing has. */
export function risks({ share, defect }: World): number[] {
  let [mass, bad] = [0, 0];
  return share.map((some, band) => {
    mass += some;
    bad += some * (defect[band] ?? 0);
    return mass === 0 ? 0 : bad / mass;
  });
}

/** Share of proposals that threshold `index` sends to people; all without one. */
export const toPeople = ({ share }: World, index: number | null): number =>
  index === null ? 1 : share.slice(index + 1).reduce((sum, some) => sum + some, 0);

/** What somebody who knew every rate would choose: the smallest threshold with R(λ) ≤ α. */
export function oracle(world: World, alpha: number): number | null {
  const index = risks(world).findLastIndex((risk, at) => risk <= alpha && toPeople(world, at) < 1);
  return index < 0 ? null : index;
}

/** The same world with every defect rate multiplied (up to 1): an audience that drifts away. */
export const drifted = (world: World, factor: number): World => ({
  ...world,
  defect: world.defect.map((rate) => Math.min(1, rate * factor)),
});

/** An agent that has learnt to score high: everything that was below `index` is said with its confidence. */
export function schooled(world: World, index: number): World {
  const below = toPeople(world, index);
  const share = world.share.map((some, band) => (band > index ? 0 : some));
  const defect = [...world.defect];
  const bad = world.share.reduce(
    (sum, some, band) => (band > index ? sum + some * (world.defect[band] ?? 0) : sum),
    0,
  );
  const own = (share[index] ?? 0) * (defect[index] ?? 0);
  share[index] = (share[index] ?? 0) + below;
  defect[index] = share[index] === 0 ? 0 : (own + bad) / (share[index] ?? 1);
  return { ...world, share, defect };
}
