import { betaBinomialLower } from '../stats/beta-binomial.ts';
import { leastWhole } from '../stats/interval.ts';
import { binomialCdf } from '../stats/special.ts';
import type { RiskPolicy } from './policy.ts';
import { labelsAnytime } from './wait.ts';

/** What has to be assumed to say beforehand how long it takes. */
export type Assumed = {
  /** true defect rate at or above the first threshold */
  rate: number;
  /** how many defects of a hundred reviewers notice, as a share */
  sensitivity: number;
  /** planted defects for each label */
  plantedPerLabel: number;
  /** probability with which the lane shall be open by then, if the assumptions are right */
  chance: number;
};

/** Where a plan gives up. */
const MOST = 60_000;

/**
 * Labels of all confidences by which the lane opens at its first threshold: half of what may go wrong is
 * left to how many planted defects happen to be noticed, half to how many defects happen to come.
 * Infinite beyond 60,000.
 */
export function openingPlan(policy: RiskPolicy, assumed: Assumed): number {
  const { rate, sensitivity, plantedPerLabel, chance } = assumed;
  const spare = (1 - chance) / 2;
  const delta = policy.delta / 2;
  const inside = policy.firstLabels / policy.chooseAt;
  const enough = (labels: number): boolean => {
    const planted = Math.floor(labels * plantedPerLabel);
    const noticed = leastWhole(0, planted, (x) => binomialCdf(x, planted, sensitivity) > spare);
    const line = policy.alpha * betaBinomialLower(noticed, planted, delta);
    if (line <= rate * sensitivity) return false;
    const most = Math.floor(labels * inside);
    const question = { alpha: line, delta, rate: rate * sensitivity, chance: 1 - spare, most };
    return labelsAnytime(question) <= most;
  };
  if (!enough(MOST)) return Number.POSITIVE_INFINITY;
  return leastWhole(policy.chooseAt, MOST, enough);
}
