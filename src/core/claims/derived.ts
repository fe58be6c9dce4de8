// What follows from numbers that evidence gives, so that a text may say it: a sum, a difference, a share, an age.
import { shareKeys } from './number-words.ts';
import { keyOf } from './quantities.ts';
import type { Ratio } from './ratios.ts';

/** A quote with more numbers than this has a sum for everything. */
const MOST_ADDED = 4;

/** Small numbers come out by chance: 6 and 2 of 8 and 4. */
const LEAST_ADDED = 13;

type Counted = { value: number; unit?: { dimension: string } | undefined };

/** Keys of sums and differences of two of a quote's counts, of one kind; a year or a date is none. */
export function summed(counts: readonly Counted[]): string[] {
  const whole = counts.filter(
    ({ value }) => Number.isInteger(value) && value >= 2 && !(value >= 1900 && value <= 2100),
  );
  if (whole.length < 2 || whole.length > MOST_ADDED) return [];
  return whole.flatMap((one, i) =>
    whole
      .slice(i + 1)
      .filter((two) => one.unit?.dimension === two.unit?.dimension)
      .flatMap((two) => [one.value + two.value, Math.abs(one.value - two.value)])
      .filter((value) => value >= LEAST_ADDED)
      .map((value) => keyOf(value, false)),
  );
}

/** Keys of "nine out of ten" as a share. */
export const shared = (ratios: readonly Ratio[]): string[] =>
  ratios.flatMap(({ part, whole }) => [
    ...shareKeys(part, whole),
    ...[2, 3, 4, 5, 10].flatMap((parts) =>
      Number.isInteger((part * parts) / whole) ? shareKeys((part * parts) / whole, parts) : [],
    ),
  ]);

const YEARS =
  /^(?:th|st|nd|rd|\.)?[ -](?:\p{Ll}{1,9} )?(?:years?|birthday|anniversary|jahren?|jähr\p{L}+|geburtstag|ans|anniversaire|años|aniversario|anni|anos|aniversário|jaar|år)(?!\p{L})/iu;

/** Whether `value` years is the age of what evidence dates: founded in 1976, fifty in 2026. */
export const isAge = (
  value: number,
  after: string,
  { years, now }: { years: ReadonlySet<number>; now: number },
): boolean => {
  const year = new Date(now).getUTCFullYear();
  return YEARS.test(after) && [0, 1].some((more) => years.has(year + more - value));
};
