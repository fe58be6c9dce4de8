import type { Window } from './line.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MONDAY = 1;
const FRIDAY = 5;

/**
 * When the window of something sent at `sentAt` closes (milliseconds since 1970, both): never earlier
 * than for what was sent before. Counted from the next full hour, so that the open sends of an hour
 * close together and need no time each.
 *
 * Business days count as 24 hours of them: sent on Friday at 15:00, five have passed next Friday at
 * 15:00; sent on a Sunday, they begin on Monday at 0:00. In UTC: time zones change their rules, and a
 * brake rebuilt next year has to close the same windows.
 */
export function closesAt(sentAt: number, window: Window): number {
  const from = Math.ceil(sentAt / HOUR) * HOUR;
  return 'hours' in window
    ? from + window.hours * HOUR
    : businessEnd(from, window.businessDays, new Set(window.holidays));
}

function businessEnd(from: number, count: number, holidays: ReadonlySet<string>): number {
  let left = count * DAY;
  let at = from;
  for (;;) {
    const midnight = (Math.floor(at / DAY) + 1) * DAY;
    if (isBusinessDay(at, holidays)) {
      if (left <= midnight - at) return at + left;
      left -= midnight - at;
    }
    at = midnight;
  }
}

/** 1 January 1970 was a Thursday: the fourth day, counted from Sunday as 0. */
const EPOCH_WEEKDAY = 4;

function isBusinessDay(at: number, holidays: ReadonlySet<string>): boolean {
  const weekday = (Math.floor(at / DAY) + EPOCH_WEEKDAY) % 7;
  if (weekday < MONDAY || weekday > FRIDAY) return false;
  return holidays.size === 0 || !holidays.has(new Date(at).toISOString().slice(0, 10));
}
