import { type Auroc, auroc } from './auroc.ts';
import type { BootstrapOptions } from './bootstrap.ts';
import type { Graded } from './graded.ts';
import { quantile } from './quantile.ts';

export type Information = {
  /** whether confidence may choose what runs without a person */
  informative: boolean;
  /** null where scores are too close together to ask, or one kind of outcome is missing */
  auroc: Auroc | null;
  /** interquartile range of all scores, looked at or not */
  spread: number;
  why: string;
};

/** Scores closer together than this choose nothing: "everything scores 0.92". */
export const LEAST_SPREAD = 0.02;
/**
 * The same at 0.92 in log-odds. Near 1 a difference of 0.02 is everything there is (0.979 means six times
 * the defects of 0.996), so scores are too close only if they are so in both.
 */
export const LEAST_LOG_ODDS = LEAST_SPREAD / (0.92 * 0.08);

/**
 * Whether the confidence carries information: not if the interval of its AUROC holds 0.5 (or can't be
 * had), nor if the middle half of all scores lies within 0.02 (and within what that is at 0.92 in
 * log-odds). Then no threshold inside their range may be used, and the lane is all or nothing.
 * @param scores of all proposals of the workflow and model version, not only those looked at
 */
export function information(
  items: readonly Graded[],
  scores: readonly number[],
  bootstrap: BootstrapOptions,
): Information {
  const sorted = Float64Array.from(scores).sort();
  const [low, high] =
    sorted.length === 0 ? [0, 0] : [quantile(sorted, 0.25), quantile(sorted, 0.75)];
  const spread = high - low;
  if (spread < LEAST_SPREAD && logOdds(high) - logOdds(low) < LEAST_LOG_ODDS) {
    const middle = sorted.length === 0 ? null : quantile(sorted, 0.5);
    const why = middle === null ? 'no scores yet' : `everything scores ${middle.toFixed(2)}`;
    return { auroc: null, spread, informative: false, why };
  }
  const found = auroc(items, bootstrap);
  const base = { auroc: found, spread };
  const interval = found?.interval ?? null;
  if (found === null || interval === null)
    return {
      ...base,
      informative: false,
      why: 'too few defects seen to tell what confidence is worth',
    };
  const seen = `AUROC ${found.value.toFixed(2)} (${interval.low.toFixed(2)} to ${interval.high.toFixed(2)})`;
  if (interval.low <= 0.5 && interval.high >= 0.5)
    return {
      ...base,
      informative: false,
      why: `confidence does not tell right from wrong: ${seen}`,
    };
  if (interval.high < 0.5)
    return { ...base, informative: false, why: `confidence points the wrong way: ${seen}` };
  return { ...base, informative: true, why: seen };
}

/** Of confidences up to six nines: beyond, agents don't mean what they say. */
function logOdds(confidence: number): number {
  const inside = Math.min(1 - 1e-6, Math.max(1e-6, confidence));
  return Math.log(inside / (1 - inside));
}
