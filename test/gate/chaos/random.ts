/** A seeded source of chance (mulberry32): the same seed gives the same run of draws. */
export type Random = {
  /** 0 ≤ x < 1 */
  next(): number;
  /** a whole number from 0 to n - 1 */
  below(n: number): number;
  pick<T>(list: readonly T[]): T | undefined;
};

export function random(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n: number): number => Math.floor(next() * n);
  return { next, below, pick: (list) => list[below(list.length)] };
}
