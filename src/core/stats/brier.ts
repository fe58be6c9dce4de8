import { type BootstrapOptions, itemBootstrap } from './bootstrap.ts';
import { type Graded, times, weights } from './graded.ts';
import type { Interval } from './interval.ts';
import { normalCdf } from './special.ts';

export type Brier = {
  /** mean of (confidence − outcome)²: 0 is best */
  score: number;
  /** how far what is said lies from what is right: 0 is best */
  reliability: number;
  /** how far the outcomes of different confidences differ: more is better */
  resolution: number;
  /** what the base rate alone leaves open */
  uncertainty: number;
};

/**
 * The Brier score, inclusion-weighted, and its parts: score = reliability − resolution + uncertainty,
 * exactly, since items are grouped by the confidence itself and not by bins.
 * Sources: G. W. Brier, Monthly Weather Review 78 (1950) 1–3; A. H. Murphy, "A new vector partition of
 * the probability score", Journal of Applied Meteorology 12 (1973) 595–600. Null without an item.
 */
export const brier = (items: readonly Graded[]): Brier | null => parts(items, weights(items));

function parts(items: readonly Graded[], weight: Float64Array): Brier | null {
  const groups = new Map<number, { weight: number; right: number }>();
  let [all, rights, score] = [0, 0, 0];
  for (const [index, { confidence, right }] of items.entries()) {
    const w = weight[index] ?? 0;
    const group = groups.get(confidence) ?? { weight: 0, right: 0 };
    group.weight += w;
    group.right += right ? w : 0;
    groups.set(confidence, group);
    all += w;
    rights += right ? w : 0;
    score += w * (confidence - (right ? 1 : 0)) ** 2;
  }
  if (all === 0) return null;
  const base = rights / all;
  let [off, resolved] = [0, 0];
  for (const [confidence, group] of groups) {
    if (group.weight === 0) continue;
    const share = group.right / group.weight;
    off += group.weight * (confidence - share) ** 2;
    resolved += group.weight * (share - base) ** 2;
  }
  return {
    score: score / all,
    reliability: off / all,
    resolution: resolved / all,
    uncertainty: base * (1 - base),
  };
}

/** Item-bootstrap interval of the score. */
export function brierInterval(
  items: readonly Graded[],
  bootstrap: BootstrapOptions,
): Interval | null {
  const weight = weights(items);
  const score = (drawn: Uint32Array): number =>
    parts(items, times(weight, drawn))?.score ?? Number.NaN;
  return itemBootstrap(items.length, score, bootstrap);
}

/**
 * Spiegelhalter's z: standard normal if every confidence were the true probability; positive when more
 * goes wrong than the Brier score of honest confidences would have it. Null where it can't be told apart
 * (all confidences 0, 1/2 or 1). Weights enter as in an estimating equation with independent items.
 * Source: D. J. Spiegelhalter, "Probabilistic prediction in patient management and clinical trials",
 * Statistics in Medicine 5 (1986) 421–433.
 */
export function spiegelhalter(items: readonly Graded[]): { z: number; p: number } | null {
  const weight = weights(items);
  let [excess, variance] = [0, 0];
  for (const [index, { confidence, right }] of items.entries()) {
    const w = weight[index] ?? 0;
    excess += w * ((right ? 1 : 0) - confidence) * (1 - 2 * confidence);
    variance += w ** 2 * (1 - 2 * confidence) ** 2 * confidence * (1 - confidence);
  }
  if (variance === 0) return null;
  const z = excess / Math.sqrt(variance);
  return { z, p: 2 * normalCdf(-Math.abs(z)) };
}
