import { expect } from 'vitest';
import { wilsonEnds } from '../../core/stats/naive.ts';

type Said = {
  value?: number | null;
  share?: number | null;
  low: number | null;
  high: number | null;
};
/** Same counts, same value, same interval, to six places. */
export function same(
  said: (Said & { n?: number | undefined }) | null | undefined,
  told: {
    value: number | null;
    low: number | null;
    high: number | null;
    n?: number | undefined;
  } | null,
  what = '',
): void {
  expect(said == null, what).toBe(told === null);
  if (said == null || told === null) return;
  if (told.n !== undefined) expect(said.n, what).toBe(told.n);
  for (const [mine, theirs] of [
    [said.value === undefined ? said.share : said.value, told.value],
    [said.low, told.low],
    [said.high, told.high],
  ] as const)
    if (theirs === null || mine == null) expect(mine ?? null, what).toBe(theirs);
    else expect(mine, what).toBeCloseTo(theirs, 6);
}
/** A share with Wilson's interval, as figures are told. */
export const share = (hits: number, n: number) => ({
  ...{ n, value: n === 0 ? null : hits / n, ...wilsonEnds(hits, n) },
});
