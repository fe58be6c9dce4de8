import { byConfidence, type Graded, weights } from './graded.ts';
import type { Interval } from './interval.ts';
import { isotonic } from './isotonic.ts';
import { jeffreys } from './jeffreys.ts';

/** Confidences that have been right equally often, as far as the labels tell. */
export type Step = {
  from: number;
  to: number;
  /** inclusion-weighted share that was right */
  right: number;
  /** items looked at */
  n: number;
  /** Jeffreys, 95 %, at the effective number of items */
  interval: Interval;
};

/**
 * What a confidence has been worth: isotonic regression of the outcome on it, as steps in ascending
 * order. For display; lanes use the bound (core/lanes), not this.
 */
export function recalibration(items: readonly Graded[]): Step[] {
  const weight = weights(items);
  const levels: {
    confidence: number;
    weight: number;
    squares: number;
    right: number;
    n: number;
  }[] = [];
  for (const index of byConfidence(items)) {
    const [item, w] = [items[index], weight[index] ?? 0];
    if (item === undefined) continue;
    let level = levels.at(-1);
    if (level === undefined || level.confidence !== item.confidence) {
      level = { confidence: item.confidence, weight: 0, squares: 0, right: 0, n: 0 };
      levels.push(level);
    }
    level.weight += w;
    level.squares += w * w;
    level.right += item.right ? w : 0;
    level.n += 1;
  }
  const fitted = isotonic(levels.map(({ right, weight: w }) => ({ value: right / w, weight: w })));
  const steps: (Step & { weight: number; squares: number })[] = [];
  for (const [index, { confidence, weight: w, squares, n }] of levels.entries()) {
    const right = fitted[index] ?? 0;
    const step = steps.at(-1);
    if (step !== undefined && step.right === right) {
      step.to = confidence;
      step.n += n;
      step.weight += w;
      step.squares += squares;
    } else {
      steps.push({
        from: confidence,
        to: confidence,
        right,
        n,
        weight: w,
        squares,
        interval: { low: 0, high: 1 },
      });
    }
  }
  return steps.map(({ from, to, right, n, weight: w, squares }) => {
    const effective = w ** 2 / squares;
    const share = Math.min(1, right);
    return { from, to, right: share, n, interval: jeffreys(share * effective, effective) };
  });
}

/** The step a confidence falls on; between two, the lower one, which promises less. Null before any. */
export function worth(steps: readonly Step[], confidence: number): Step | null {
  return steps.findLast(({ from }) => from <= confidence) ?? steps[0] ?? null;
}

/** "says 0.92, has been right 71 % of the time (n = 140)" */
export const worthSentence = (confidence: number, { right, n }: Step): string =>
  `says ${confidence.toFixed(2)}, has been right ${Math.round(right * 100)} % of the time (n = ${n})`;
