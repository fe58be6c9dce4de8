/** Minutes since midnight, from 0 to 1439. */
export type Minutes = number;

/** Quiet from one time of day until another, of the person's own clock; over midnight where `to` is before `from`. */
export type Quiet = { from: Minutes; to: Minutes };

/** What a clock on the person's wall shows at that moment, milliseconds since 1970. */
export type WallClock = (at: number) => Minutes;

const MINUTE_MS = 60_000;
const DAY = 24 * 60;

/** `22:00-07:00`, or null for `off`. A text of another form, or from and to the same time, is no quiet. */
export function quietOf(text: string): Quiet | null {
  const [, h1, m1, h2, m2] = /^([0-2]\d):([0-5]\d)-([0-2]\d):([0-5]\d)$/.exec(text) ?? [];
  if (h1 === undefined || m1 === undefined || h2 === undefined || m2 === undefined) return null;
  const quiet = { from: Number(h1) * 60 + Number(m1), to: Number(h2) * 60 + Number(m2) };
  return quiet.from === quiet.to || Math.max(quiet.from, quiet.to) >= DAY ? null : quiet;
}

const isWithin = ({ from, to }: Quiet, minute: Minutes): boolean =>
  from < to ? from <= minute && minute < to : from <= minute || minute < to;

/** Whether the person's own clock is within the quiet hours. */
export const isQuiet = (quiet: Quiet | null, at: number, wall: WallClock): boolean =>
  quiet !== null && isWithin(quiet, wall(at));

/** Where clocks are set, a wall shows `to` this many minutes earlier or later than one that is not. */
const SHIFTS = [-120, -60, -30, 0, 30, 60, 120];

/**
 * When the quiet hours that hold at `at` end: the first whole minute of them that is not quiet. Right also
 * in a night in which clocks are set, by up to two hours.
 */
export function quietUntil(quiet: Quiet, at: number, wall: WallClock): number {
  const start = at - (at % MINUTE_MS);
  const unset = start + ((quiet.to - wall(at) + DAY) % DAY) * MINUTE_MS;
  const ends = SHIFTS.map((shift) => unset + shift * MINUTE_MS);
  const end = ends.find((time) => time > at && !isWithin(quiet, wall(time))) ?? unset;
  // Clocks may go over `to` in one leap: then the leap itself is the end.
  let first = end;
  while (first - MINUTE_MS > at && !isWithin(quiet, wall(first - MINUTE_MS))) first -= MINUTE_MS;
  return first;
}
