/** Two ends of an interval; for rates from 0 to 1. */
export type Interval = { low: number; high: number };

/** @throws {RangeError} unless 0 ≤ hits ≤ n, both whole */
export function wantCounts(who: string, hits: number, n: number): void {
  if (!Number.isInteger(hits) || !Number.isInteger(n) || hits < 0 || hits > n)
    throw new RangeError(`${who} wants whole numbers with 0 ≤ hits ≤ n, not ${hits} of ${n}`);
}

/** @throws {RangeError} unless 0 < value < 1 */
export function wantInside(who: string, name: string, value: number): void {
  if (!(value > 0 && value < 1))
    throw new RangeError(`${who} wants ${name} between 0 and 1, not ${value}`);
}

/**
 * Where `holds` turns from false to true between `low` (false) and `high` (true), from the true side,
 * to the last bit or so: sixty halvings.
 */
export function firstTrue(low: number, high: number, holds: (at: number) => boolean): number {
  let [no, yes] = [low, high];
  for (let turn = 0; turn < 60; turn += 1) {
    const middle = (no + yes) / 2;
    if (middle <= no || middle >= yes) break;
    if (holds(middle)) yes = middle;
    else no = middle;
  }
  return yes;
}

/** The least whole number from `low` to `high` where `holds` is true; `high` where it is true nowhere below. */
export function leastWhole(low: number, high: number, holds: (at: number) => boolean): number {
  let [from, to] = [low, high];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if (holds(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
}
