import { datesIn, KnownDates, lonelyMonthsIn } from './dates.ts';
import { shared, summed } from './derived.ts';
import { bare } from './fold.ts';
import { multiplesIn } from './multiples.ts';
import { spelledKeys, spelledNumbers } from './number-words.ts';
import { ordinalsIn } from './ordinals.ts';
import { asciiDigits, kanjiIn, keyOf, quantitiesIn } from './quantities.ts';
import { ratiosIn } from './ratios.ts';
import { comparable, rateAt, same, type Unit, unitAt } from './units.ts';

/** A number as evidence gives it, with its unit and the noun that it counts. */
type Measured = {
  value: number;
  unit: Unit | undefined;
  /** seconds, of "a day" */
  rate: number | undefined;
  noun: string | undefined;
};

/** What evidence says, by kind, for look-up. */
export type Known = {
  /** no evidence at all, not even a word */
  empty: boolean;
  keys: Set<string>;
  /** plain numbers and, apart, percentages: for what is said to be about or over one */
  values: number[];
  percents: number[];
  measured: Measured[];
  ratios: Set<string>;
  dates: KnownDates;
  /** years that stand anywhere, for how long ago something was */
  founded: Set<number>;
  /** "Q3", "H1" */
  periods: Set<string>;
  words: string[];
};

/** Enough for any evidence a person reads; each number of the text is compared with all. */
const MOST_VALUES = 500;

/** Every number, date, ratio and word of the evidence. */
export function knownFrom(evidence: readonly string[]): Known {
  const known: Known = {
    empty: evidence.length === 0,
    keys: new Set(),
    values: [],
    percents: [],
    measured: [],
    ratios: new Set(),
    dates: new KnownDates(),
    founded: new Set(),
    periods: new Set(),
    words: [],
  };
  for (const quote of evidence) learn(quote, known);
  return known;
}

function learn(quote: string, known: Known): void {
  const text = asciiDigits(quote);
  const before = known.measured.length;
  const measure = (at: { start: number; end: number }, value: number): void => {
    if (known.measured.length >= MOST_VALUES) return;
    known.values.push(value);
    known.measured.push({
      value,
      unit: unitAt(text, at),
      rate: rateAt(text, at.end),
      noun: nounAt(text, at.end),
    });
  };
  for (const { value } of kanjiIn(text)) known.keys.add(keyOf(value, false));
  for (const { start, end, keys, value } of quantitiesIn(text)) {
    for (const key of keys) known.keys.add(key);
    // an operating ratio of 0.942 is one of 94.2 %
    if (value > 0 && value < 1) known.keys.add(keyOf(value * 100, true));
    if (!keys.some((key) => key.endsWith('%'))) measure({ start, end }, value);
    else if (known.percents.length < MOST_VALUES) known.percents.push(value);
  }
  const inDigits = known.measured.slice(before);
  for (const key of spelledKeys(text)) known.keys.add(key);
  for (const { start, end, value, parts } of spelledNumbers(text))
    if (parts === undefined) measure({ start, end }, value);
  for (const { start, end, value } of ordinalsIn(text)) {
    known.keys.add(keyOf(value, false));
    measure({ start, end }, value);
  }
  const ratios = ratiosIn(text);
  for (const { key } of ratios) known.ratios.add(key);
  for (const key of [...summed(inDigits), ...shared(ratios)]) known.keys.add(key);
  for (const [year] of text.matchAll(/(?<!\d)(?:1[89]|20)\d\d(?!\d)/g))
    known.founded.add(Number(year));
  for (const { readings } of datesIn(text)) for (const date of readings) known.dates.add(date);
  for (const { month } of lonelyMonthsIn(text)) known.dates.add({ m: month });
  for (const [period] of text.matchAll(/(?<![\p{L}\p{N}])[QH][1-4](?![\p{L}\p{N}])/gu))
    known.periods.add(period);
  for (const { factor } of multiplesIn(text)) known.keys.add(`x${factor}`);
  known.words.push(bare(quote));
}

/** The first word behind a number, in small letters and without its plural ending. */
export function nounAt(text: string, end: number): string | undefined {
  const word = /^[ \u00a0-](\p{L}{3,24})/u.exec(text.slice(end, end + 26))?.[1]?.toLowerCase();
  return word?.replace(/ies$/u, 'y').replace(/(?<=\p{L}{3})(?:es|s|en|e|n|i)$/u, '');
}

/**
 * What evidence says of the same thing in the same unit: `same` where it agrees, `other` where it
 * gives another number, `undefined` where it doesn't speak of it.
 */
export function inUnit(
  value: number,
  unit: Unit | undefined,
  { measured }: Known,
): 'same' | 'other' | undefined {
  if (!unit) return undefined;
  const alike = measured.filter((one) => one.unit && comparable(one.unit, unit));
  if (alike.length === 0) return undefined;
  return alike.some(
    (one) => one.unit && same({ value, unit }, { value: one.value, unit: one.unit }),
  )
    ? 'same'
    : 'other';
}

/**
 * True where the evidence gives this very number, but each time in another unit of its kind or per
 * another time: "11 weeks" of "11 days". A number that stands there bare as well is let pass.
 */
export function onlyOtherwise(
  value: number,
  { unit, rate }: Pick<Measured, 'unit' | 'rate'>,
  known: Known,
): boolean {
  const equal = known.measured.filter((one) => one.value === value);
  if (equal.length === 0) return false;
  if (unit && inUnit(value, unit, known) === 'other')
    return equal.every((one) => one.unit && comparable(one.unit, unit));
  return rate !== undefined && equal.every((one) => one.rate !== undefined && one.rate !== rate);
}

/** True where the evidence counts the same noun, and never gives this number. */
export const contradicts = (value: number, noun: string | undefined, known: Known): boolean =>
  noun !== undefined &&
  !known.keys.has(keyOf(value, false)) &&
  known.measured.some((one) => one.noun === noun && one.value !== value);

const ABOUT =
  /(?<!\p{L})(about|around|some|nearly|almost|roughly|approximately|circa|ca\.?|close to|well|just (?:under|over)|rund|etwa|fast|knapp|gut|ungefähr|environ|presque|près de|unos|unas|cerca de|casi|alrededor de|quasi|circa|quase|aproximadamente|ongeveer|bijna|zo['’]n|około|prawie|omkring|nästan|cirka|(over|more than|above|upwards of|at least|well over|über|mehr als|mindestens|plus de|más de|più di|oltre|mais de|meer dan|ruim|ponad|över|mer än)) (?:[$€£¥] ?)?$|(約|以上)$/iu;

/** "over 80" of 84, "300+" of 320 (`more`), "about 12,500" of 12,480, "28 %" of 28.4 %: as true as its source. */
export function rounds(
  value: number,
  { before, percent, more = false }: { before: string; percent: boolean; more?: boolean },
  known: Known,
): boolean {
  const sources = percent ? known.percents : known.values;
  // decimals that are left out and rounded as usual
  if (Number.isInteger(value) && value >= 10)
    if (sources.some((one) => !Number.isInteger(one) && one < 1e6 && Math.round(one) === value))
      return true;
  const word = ABOUT.exec(before);
  if (!word && !more) return false;
  return sources.some((one) =>
    !more && word?.[2] === undefined
      ? Math.abs(one - value) <= one * 0.1
      : value <= one && one <= value * 1.25,
  );
}
