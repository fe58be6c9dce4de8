import { lnEvidenceBelow } from '../stats/beta-binomial.ts';

/**
 * True when the anytime upper limit of a rate, after `hits` of `n`, lies below `line`: the limit is the
 * least rate that the evidence speaks against so strongly, and the evidence grows with the rate
 * (`core/stats/beta-binomial.ts`), so one look at the line itself is enough. Wrong at any look with
 * probability `delta` at most.
 */
export const surelyBelow = (
  hits: number,
  n: number,
  { line, delta }: { line: number; delta: number },
): boolean => n > 0 && hits / n < line && lnEvidenceBelow(hits, n, line) >= -Math.log(delta);

/** The same from above. */
export const surelyAbove = (
  hits: number,
  n: number,
  { line, delta }: { line: number; delta: number },
): boolean => surelyBelow(n - hits, n, { line: 1 - line, delta });
