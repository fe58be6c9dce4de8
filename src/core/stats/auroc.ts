import { type BootstrapOptions, itemBootstrap } from './bootstrap.ts';
import { byConfidence, type Graded, times, weights } from './graded.ts';
import type { Interval } from './interval.ts';
import { normalQuantile } from './special.ts';

export type Auroc = { value: number; interval: Interval | null; by: 'DeLong' | 'bootstrap' };

/**
 * The chance that a right proposal was given more confidence than a defect (ties count half), over all
 * proposals: 1 sorts perfectly, 0.5 not at all. DeLong's interval where every item had one probability of
 * being looked at, an item bootstrap otherwise. Null without both kinds; the interval is null with fewer
 * than two of either.
 * Source: E. R. DeLong, D. M. DeLong, D. L. Clarke-Pearson, "Comparing the areas under two or more
 * correlated receiver operating characteristic curves", Biometrics 44 (1988) 837–845.
 */
export function auroc(items: readonly Graded[], bootstrap: BootstrapOptions): Auroc | null {
  const order = byConfidence(items);
  const weight = weights(items);
  const value = area(items, order, weight);
  if (Number.isNaN(value)) return null;
  const rights = items.filter(({ right }) => right).length;
  const few = Math.min(rights, items.length - rights) < 2;
  if (items.every(({ inclusion }) => inclusion === items[0]?.inclusion)) {
    const level = bootstrap.level ?? 0.95;
    return { value, by: 'DeLong', interval: few ? null : deLong(items, order, value, level) };
  }
  const statistic = (drawn: Uint32Array): number => area(items, order, times(weight, drawn));
  return {
    value,
    by: 'bootstrap',
    interval: few ? null : itemBootstrap(items.length, statistic, bootstrap),
  };
}

/** Runs of one confidence, ascending, with the weight of right ones and of defects. */
function* ties(
  items: readonly Graded[],
  order: readonly number[],
  weight: ArrayLike<number>,
): Generator<{ right: number; wrong: number }> {
  let run = { right: 0, wrong: 0 };
  let last: number | null = null;
  for (const index of order) {
    const item = items[index];
    if (item === undefined) continue;
    if (last !== null && item.confidence !== last) {
      yield run;
      run = { right: 0, wrong: 0 };
    }
    last = item.confidence;
    if (item.right) run.right += weight[index] ?? 0;
    else run.wrong += weight[index] ?? 0;
  }
  yield run;
}

function area(
  items: readonly Graded[],
  order: readonly number[],
  weight: ArrayLike<number>,
): number {
  let [wrong, right, won] = [0, 0, 0];
  for (const run of ties(items, order, weight)) {
    won += run.right * (wrong + run.wrong / 2);
    wrong += run.wrong;
    right += run.right;
  }
  return wrong * right === 0 ? Number.NaN : won / (wrong * right);
}

function deLong(
  items: readonly Graded[],
  order: readonly number[],
  value: number,
  level: number,
): Interval {
  const rights = items.filter((item) => item.right).length;
  const wrongs = items.length - rights;
  let [below, lower, ofRight, ofWrong] = [0, 0, 0, 0];
  for (const run of ties(items, order, new Float64Array(items.length).fill(1))) {
    // the placement of every item of this run among those of the other kind
    ofRight += run.right * ((below + run.wrong / 2) / wrongs - value) ** 2;
    ofWrong += run.wrong * (1 - (lower + run.right / 2) / rights - value) ** 2;
    below += run.wrong;
    lower += run.right;
  }
  const variance = ofRight / (rights - 1) / rights + ofWrong / (wrongs - 1) / wrongs;
  const half = normalQuantile(1 - (1 - level) / 2) * Math.sqrt(variance);
  return { low: Math.max(0, value - half), high: Math.min(1, value + half) };
}
