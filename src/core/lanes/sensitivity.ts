import * as z from 'zod/mini';
import { betaBinomialLower } from '../stats/beta-binomial.ts';

const count = z.int().check(z.gte(0));

/**
 * How often reviewers notice a defect that is there: planted ones (canaries) that our own checks don't
 * flag, and defects of blind double looks that the other look had found.
 */
export const Noticing = z
  .strictObject({ noticed: count, there: count })
  .check(z.refine(({ noticed, there }) => noticed <= there, 'no more noticed than there were'));
export type Noticing = z.infer<typeof Noticing>;

/** How a defect rate's bound is split between what was noticed and how well reviewers notice. */
export type Correction = {
  /** the line for noticed defects: α·s, or α itself without a measurement */
  line: number;
  /** the level of the bound on noticed defects */
  delta: number;
  /** s: the anytime lower limit of sensitivity at 1 − δ/2; null if not measured */
  sensitivity: number | null;
};

/**
 * R ≤ U/s with probability 1 − δ: U at 1 − δ/2 and s at 1 − δ/2. So R ≤ α wherever noticed defects stay
 * under α·s. Both hold at every look, since s is watched as long as U is. Without a measurement the bound is
 * for noticed defects only, and has to be called that.
 */
export function correction(
  { alpha, delta }: { alpha: number; delta: number },
  noticing: Noticing | null,
): Correction {
  if (noticing === null || noticing.there === 0) return { line: alpha, delta, sensitivity: null };
  const sensitivity = betaBinomialLower(noticing.noticed, noticing.there, delta / 2);
  return { line: alpha * sensitivity, delta: delta / 2, sensitivity };
}
