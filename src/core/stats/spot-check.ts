import { type Draw, spotCheckUpper } from './without-replacement.ts';

/*
 * The design of a spot-check. Items are drawn one after another without replacement, each draw taking an
 * item with a chance proportional to its stratum's weight: successive sampling. With equal weights that is
 * a simple random sample. Each item has a clock of its own, exponential at its weight, and the n that ring
 * first are the sample, in that order: P. Efraimidis, P. Spirakis, "Weighted random sampling with a
 * reservoir", Information Processing Letters 97 (2006) 181–185.
 * No fixed number a stratum: a limit for all of it would then have to hold for the worst way in which
 * defects could lie in the strata, and ten draws from twelve strata know nothing of two.
 */

/** A part of what went out in which every item is as likely to be drawn as any other. */
export type Stratum = { items: number; weight: number };

/**
 * What each draw's chance was, for the strata that the items came from, in the order of drawing.
 * @param order places in `strata`
 */
export function chancesOf(
  strata: readonly Stratum[],
  order: readonly number[],
): { chance: number; least: number }[] {
  const left = strata.map(({ items }) => items);
  return order.map((at) => {
    const weight = strata[at]?.weight ?? 0;
    if (!((left[at] ?? 0) > 0) || !(weight > 0))
      throw new RangeError(`chancesOf can't draw another item from stratum ${at}`);
    let [all, least] = [0, Number.POSITIVE_INFINITY];
    for (const [index, stratum] of strata.entries()) {
      const count = left[index] ?? 0;
      all += count * stratum.weight;
      if (count > 0) least = Math.min(least, stratum.weight);
    }
    left[at] = (left[at] ?? 0) - 1;
    // the last bit of a quotient must not make a chance less than the least
    return { chance: Math.max(weight / all, least / all), least: least / all };
  });
}

/**
 * How likely an item of each stratum is to be among `n`. Exact for equal weights, otherwise
 * 1 − exp(−weight · t) with the t at which they add up to n: B. Rosén, "Asymptotic theory for successive
 * sampling with varying probabilities without replacement", Annals of Mathematical Statistics 43 (1972)
 * 373–397. Good to about one in the size of the strata.
 */
export function inclusionsOf(strata: readonly Stratum[], n: number): number[] {
  const all = strata.reduce((sum, { items }) => sum + items, 0);
  if (n >= all) return strata.map(() => 1);
  const equal = strata.every(({ weight }) => weight === strata[0]?.weight);
  if (equal) return strata.map(() => n / all);
  const included = (time: number): number =>
    strata.reduce((sum, { items, weight }) => sum - items * Math.expm1(-weight * time), 0);
  let [low, high] = [0, 1];
  while (included(high) < n) high *= 2;
  for (let step = 0; step < 100; step += 1) {
    const middle = (low + high) / 2;
    if (included(middle) < n) low = middle;
    else high = middle;
  }
  return strata.map(({ weight }) => -Math.expm1(-weight * high));
}

/** One item that was drawn, in the order of drawing. */
export type Checked = {
  chance: number;
  least: number;
  inclusion: number;
  /** what the checker found; `lost` where its text was erased before anybody looked; null: not looked at yet */
  found: 'right' | 'defect' | 'lost' | null;
};

export type SpotCheckFound = {
  /** looked at */
  n: number;
  defects: number;
  /** the share of those looked at */
  share: number | null;
  /** the share of all that went out, each item counting as often as it was unlikely (Hájek's ratio) */
  rate: number | null;
  /**
   * the anytime upper limit of the share of all, wrong at most with probability 0.05. Rests on the items
   * up to the first that was not looked at yet; one that got lost counts as a defect here.
   */
  upper: number;
};

/** What a spot-check of `population` items says, at any time. */
export function spotCheckFound(
  population: number,
  items: readonly Checked[],
  delta = 0.05,
): SpotCheckFound {
  const looked = items.filter(({ found }) => found === 'right' || found === 'defect');
  const defects = looked.filter(({ found }) => found === 'defect');
  const weight = (some: readonly Checked[]): number =>
    some.reduce((sum, { inclusion }) => sum + 1 / inclusion, 0);
  const open = items.findIndex(({ found }) => found === null);
  const draws = items
    .slice(0, open === -1 ? items.length : open)
    .map(({ chance, least, found }): Draw => ({ chance, least, defect: found !== 'right' }));
  return {
    n: looked.length,
    defects: defects.length,
    share: looked.length === 0 ? null : defects.length / looked.length,
    rate: looked.length === 0 ? null : weight(defects) / weight(looked),
    upper: population === 0 ? 1 : spotCheckUpper(population, draws, delta),
  };
}
