import { datesIn, type PartialDate } from '../claims/dates.ts';
import { nounAt } from '../claims/known-facts.ts';
import { asciiDigits, quantitiesIn } from '../claims/quantities.ts';
import { rateAt, unitAt } from '../claims/units.ts';
import type { Range } from './sentence.ts';

/** A value in the text that its evidence gives another way. `put`: the evidence's, as it fits there; absent where it doesn't. */
export type Conflict = Range & { said: string; known: string; quote: number; put?: string };

type Value = Range & { raw: string; keys: string[]; kind: string; noun: string | undefined };
type Day = Range & { raw: string; readings: PartialDate[] };

/** Units before and behind the words in which a sign or a unit of theirs may stand. */
const AROUND = 60;

const flat = (text: string): string => text.replace(/\s+/gu, ' ').trim();

function daysIn(text: string): Day[] {
  const days: Day[] = [];
  for (const { start, end, readings } of datesIn(asciiDigits(text)).toSorted(
    (a, b) => b.end - b.start - (a.end - a.start),
  )) {
    if (days.some((one) => one.start < end && one.end > start)) continue;
    days.push({ start, end, readings, raw: flat(text.slice(start, end)) });
  }
  return days.sort((a, b) => a.start - b.start);
}

/** What a number measures: only numbers of one kind are compared. */
function kindOf(text: string, at: Range, percent: boolean): string {
  if (percent) return 'percent';
  const unit = unitAt(text, at);
  if (unit) return `${unit.dimension} ${unit.factor} ${rateAt(text, at.end) ?? ''}`;
  return /^(?:19|20)\d\d$/.test(text.slice(at.start, at.end)) ? 'year' : 'plain';
}

function valuesIn(text: string, days: readonly Day[]): Value[] {
  const digits = asciiDigits(text);
  return quantitiesIn(digits)
    .filter(({ start, end }) => !days.some((day) => day.start < end && day.end > start))
    .map(({ start, end, keys }) => ({
      ...{ start, end, keys, raw: flat(text.slice(start, end)) },
      kind: kindOf(
        digits,
        { start, end },
        keys.some((key) => key.endsWith('%')),
      ),
      noun: nounAt(digits, end),
    }));
}

/**
 * Values in `text[at]` that the quotes contradict, in the order of the text. Only where it is plain
 * which of the quotes' values is meant: one of the same kind (percent, unit, noun, year), one date.
 */
export function conflictsIn(text: string, at: Range, quotes: readonly string[]): Conflict[] {
  // Of a long mail only what is around the words is read: units and signs stand beside their number.
  const from = Math.max(0, at.start - AROUND);
  const near = text.slice(from, at.end + AROUND);
  const isIn = ({ start, end }: Range) => start + from >= at.start && end + from <= at.end;
  const allDays = daysIn(near);
  const days = allDays.filter(isIn);
  const values = valuesIn(near, allDays).filter(isIn);
  const known = quotes.map((quote) => {
    const found = daysIn(quote);
    return { days: found, values: valuesIn(quote, found) };
  });
  const conflicts = [
    ...values.flatMap(
      (one) =>
        ofValue(
          one,
          known.map(({ values: all }) => all),
        ) ?? [],
    ),
    ...(days.length === 1 ? days : []).flatMap(
      (one) =>
        ofDay(
          one,
          known.map(({ days: all }) => all),
        ) ?? [],
    ),
  ];
  return conflicts
    .map((one) => ({ ...one, start: one.start + from, end: one.end + from }))
    .sort((a, b) => a.start - b.start);
}

function ofValue(one: Value, known: readonly (readonly Value[])[]): Conflict | null {
  const all = known.flatMap((values, quote) => values.map((value) => ({ ...value, quote })));
  if (all.some(({ keys }) => keys.some((key) => one.keys.includes(key)))) return null;
  const alike = all.filter(({ kind }) => kind === one.kind);
  const counted = alike.filter(({ noun }) => noun !== undefined && noun === one.noun);
  const meant = one.kind === 'plain' && counted.length > 0 ? counted : alike;
  const distinct = new Set(meant.map(({ keys }) => keys[0]));
  const [found] = meant;
  if (!found || distinct.size !== 1) return null;
  // Bare numbers that count different things say nothing of each other.
  if (
    one.kind === 'plain' &&
    counted.length === 0 &&
    one.noun !== undefined &&
    found.noun !== undefined
  )
    return null;
  const { start, end, raw } = one;
  return { start, end, said: raw, known: found.raw, quote: found.quote, put: found.raw };
}

const agree = (a: PartialDate, b: PartialDate): boolean =>
  a.m === b.m &&
  (a.d === undefined || b.d === undefined || a.d === b.d) &&
  (a.y === undefined || b.y === undefined || a.y === b.y);

function ofDay(one: Day, known: readonly (readonly Day[])[]): Conflict | null {
  const all = known.flatMap((days, quote) => days.map((day) => ({ ...day, quote })));
  if (all.some((day) => day.readings.some((a) => one.readings.some((b) => agree(a, b)))))
    return null;
  const [found, ...more] = all;
  if (!found || more.some(({ raw }) => raw !== found.raw)) return null;
  const [said, says] = [one.readings[0], found.readings[0]];
  const put =
    said?.d === undefined ? monthOnly(found) : says?.d === undefined ? undefined : found.raw;
  const { start, end, raw } = one;
  return {
    start,
    end,
    said: raw,
    known: found.raw,
    quote: found.quote,
    ...(put === undefined ? {} : { put }),
  };
}

/** "3 May 2026" as "May 2026", for a text that gives no day; undefined where it names no month. */
function monthOnly({ raw, readings }: Day): string | undefined {
  const month = /\p{L}{3,12}/u.exec(raw)?.[0];
  const year = readings[0]?.y;
  return month && year !== undefined && String(year).length === 4 ? `${month} ${year}` : undefined;
}
