import { wilson } from '../stats/wilson.ts';

/*
 *            surely below half deliberate
 *   policy's size ──▶ half ──▶ … ──▶ one at a time
 *        ◀── double ──◀ … ◀──
 *            surely above half, over eight presses or more
 *
 * Each change starts the evidence anew, and between the two nothing changes: that is the hysteresis.
 */

/** Where the size of a person's batches stands: `size` null is the policy's own. */
export type BatchState = {
  size: number | null;
  /** presses since the size last changed, newest last: was each deliberate? */
  since: readonly boolean[];
};

export const FRESH_BATCHES: BatchState = { size: null, since: [] };

/** Presses that are looked back on. */
const WINDOW = 20;
/** Falls on little evidence, rises on more: four presses unread in a row halve it. */
const LEAST_TO_GROW = 8;
const HALF = 0.5;

/** One press more, and whether it was deliberate. `most` is the policy's batch size. */
export function afterPress(state: BatchState, deliberate: boolean, most: number): BatchState {
  const since = [...state.since, deliberate].slice(-WINDOW);
  const size = sizeOf(state, most);
  const { low, high } = wilson(since.filter((one) => one).length, since.length);
  if (high < HALF && size > 1) return { size: Math.floor(size / 2), since: [] };
  if (low > HALF && since.length >= LEAST_TO_GROW && size < most) {
    const grown = size * 2;
    return { size: grown >= most ? null : grown, since: [] };
  }
  return { size: state.size, since };
}

/** How many clones one press decides now. */
export const sizeOf = ({ size }: BatchState, most: number): number =>
  Math.max(1, Math.min(size ?? most, most));
