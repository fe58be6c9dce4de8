import { canonical } from '../digest/canonical.ts';

export const same = (a: unknown, b: unknown): boolean =>
  canonical(a ?? null) === canonical(b ?? null);

/**
 * The rows of `before` that `after` keeps, in order, one for each row of `after`; null when `after`
 * has a row that none of them `fits`, or another order. The earliest that fits is taken, which finds
 * a way whenever there is one.
 */
export function keptRows<T>(
  before: readonly T[],
  after: readonly T[],
  fits: (before: T, after: T) => boolean,
): T[] | null {
  const kept: T[] = [];
  let at = 0;
  for (const row of after) {
    let found: T | undefined;
    for (; at < before.length && found === undefined; at += 1) {
      const one = before[at];
      if (one !== undefined && fits(one, row)) found = one;
    }
    if (found === undefined) return null;
    kept.push(found);
  }
  return kept;
}
