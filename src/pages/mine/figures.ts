import type { OwnCorrection, OwnReading } from '../../core/schema/own-reading.ts';
import type { Interval } from '../../core/stats/interval.ts';
import { newcombe } from '../../core/stats/newcombe.ts';
import { wilson } from '../../core/stats/wilson.ts';

/** A day, or a week by its first day, with the share that was deliberate and Wilson's 95 % interval. */
export type Bin = Interval & {
  /** `2026-11-28`, UTC */
  from: string;
  decisions: number;
  deliberate: number;
  share: number;
};

/** Beyond so many days they are shown by weeks: a bar a day would be a hair. */
const BY_DAY = 31;
const DAY_MS = 86_400_000;

/** The oldest first; what has no decision has no bin. */
export function binsOf({ days }: OwnReading, asked: number): Bin[] {
  const sums = new Map<string, { decisions: number; deliberate: number }>();
  for (const { day, decisions, deliberate } of days) {
    const from = asked > BY_DAY ? mondayOf(day) : day;
    const sum = sums.get(from) ?? { decisions: 0, deliberate: 0 };
    sums.set(from, {
      decisions: sum.decisions + decisions,
      deliberate: sum.deliberate + deliberate,
    });
  }
  return [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([from, { decisions, deliberate }]) =>
      decisions === 0
        ? []
        : [
            {
              ...{ from, decisions, deliberate, share: deliberate / decisions },
              ...wilson(deliberate, decisions),
            },
          ],
    );
}

export const isByWeek = (asked: number): boolean => asked > BY_DAY;

function mondayOf(day: string): string {
  const at = Date.parse(`${day}T00:00:00Z`);
  const since = (new Date(at).getUTCDay() + 6) % 7;
  return new Date(at - since * DAY_MS).toISOString().slice(0, 10);
}

export type Totals = Interval & {
  decisions: number;
  deliberate: number;
  words: number;
  blind: number;
  changed: number;
  /** null where too little time was measured to say */
  perHour: number | null;
};

/** Time in view below which a pace says nothing, milliseconds. */
const LEAST_MS = 5 * 60_000;

/** Over all of the days. */
export function totalsOf({ days }: OwnReading): Totals {
  const sum = (of: (day: OwnReading['days'][number]) => number | undefined): number =>
    days.reduce((all, day) => all + (of(day) ?? 0), 0);
  const decisions = sum((day) => day.decisions);
  const deliberate = sum((day) => day.deliberate);
  const activeMs = sum((day) => day.activeMs);
  return {
    ...{ decisions, deliberate, words: sum((day) => day.words) },
    ...{ blind: sum((day) => day.blind), changed: sum((day) => day.changed) },
    perHour: activeMs >= LEAST_MS ? (decisions / activeMs) * 3_600_000 : null,
    ...wilson(deliberate, decisions),
  };
}

export type Came = 'less' | 'more' | 'unclear' | 'unknown';

/** Whether a reason came up less in the second half, by Newcombe's 95 % interval of the difference. */
export function cameOf({ earlier, later }: Pick<OwnCorrection, 'earlier' | 'later'>): {
  came: Came;
  low: number;
  high: number;
} {
  if (earlier.n === 0 || later.n === 0) return { came: 'unknown', low: -1, high: 1 };
  const { low, high } = newcombe(later, earlier);
  return { came: high < 0 ? 'less' : low > 0 ? 'more' : 'unclear', low, high };
}
