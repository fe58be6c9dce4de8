import { bettingUpper } from '../stats/betting.ts';
import { type Evidence, labelsAbove, lnEvidence, lossesAbove } from './evidence.ts';

/*
 * Learn-then-Test by a fixed sequence (A. N. Angelopoulos, S. Bates, E. J. Candès, M. I. Jordan, L. Lei,
 * "Learn then Test: calibrating predictive algorithms to achieve risk control", arXiv 2110.01052, 2021;
 * Annals of Applied Statistics 19 (2025)): thresholds are tested in an order fixed in advance, each at
 * level δ, and the first failure ends it. Any error needs the first bad threshold of the order to pass,
 * so all errors together have probability δ, and with a test that holds at any time, over all days
 * together. That needs one order: where the first threshold moved with the labels, each place it visits
 * would have a δ of its own. So it is chosen once.
 */

/** The first threshold of the order: the largest with enough labels at the moment fixed in advance; null before. */
export function firstThreshold(
  evidence: Evidence,
  rule: { bands: number; firstLabels: number; chooseAt: number },
): number | null {
  const labels = labelsAbove(evidence, rule.bands);
  if ((labels.at(-1) ?? 0) < rule.chooseAt) return null;
  const first = labels.findIndex((some) => some >= rule.firstLabels);
  return first < 0 ? null : first;
}

export type Step = {
  index: number;
  labels: number;
  /** anytime upper limit of the noticed defect rate at or above this threshold */
  bound: number;
  passed: boolean;
};

export type Walk = {
  /** the last threshold that passed; null if not even the first did */
  reached: number | null;
  /** its step, and the one that failed (null when all passed) */
  last: Step | null;
  failed: Step | null;
};

/**
 * Walks from `first` down to the first threshold whose noticed defect rate isn't bounded by `line`.
 * @param held the last threshold that passed on an earlier day: evidence that was once enough stays enough
 *   for a steady rate; that the rate is steady is the detector's business
 */
export function walk(
  evidence: Evidence,
  order: { bands: number; first: number; held: number | null },
  { line, delta }: { line: number; delta: number },
): Walk {
  const enough = -Math.log(delta);
  let reached = order.held;
  const from = reached === null ? order.first : reached + 1;
  let failed: number | null = null;
  for (let index = from; index < order.bands; index += 1) {
    if (line <= 0 || lnEvidence(evidence, index, line) < enough) {
      failed = index;
      break;
    }
    reached = index;
  }
  const labels = labelsAbove(evidence, order.bands);
  const step = (index: number | null, passed: boolean): Step | null =>
    index === null
      ? null
      : {
          index,
          labels: labels[index] ?? 0,
          bound: bettingUpper(lossesAbove(evidence, index), delta),
          passed,
        };
  return { reached, last: step(reached, true), failed: step(failed, false) };
}
