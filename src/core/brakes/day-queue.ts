import { block, type Detector, mixture } from '../stats/e-detector.ts';
import type { Window } from './line.ts';
import type { BrakeState, DayCount } from './state.ts';
import { closesAt } from './window.ts';

const DAY = 24 * 3_600_000;

/** When counts of this day are no longer waited for. */
export const dayClosesAt = (day: string, window: Window): number =>
  closesAt(Date.parse(`${day}T00:00:00.000Z`) + DAY, window);

/**
 * Counts by day and domain, of sends whose order nobody knows. A day enters when its window closes,
 * all domains together: before, sends without an event could still be missing, and M be too high.
 * It enters as one block, which no order of its sends could undercut: it can't trip early.
 */
export class DayQueue {
  readonly #detector: Detector;
  readonly #window: Window;
  readonly #values: Float64Array;
  #days: DayCount[];

  constructor(
    detector: Detector,
    { line, base, days }: Pick<BrakeState, 'line' | 'base' | 'days'>,
  ) {
    this.#detector = detector;
    this.#window = line.window;
    this.#values = Float64Array.from(base.values);
    this.#days = [...days];
  }

  /** A count of an open day; the same day and domain again takes the place of the first. */
  add(count: DayCount): 'counted' | 'twice' {
    const same = this.#days.find(({ day, domain }) => day === count.day && domain === count.domain);
    if (same && same.sends === count.sends && same.events === count.events) return 'twice';
    this.#days = [...this.#days.filter((one) => one !== same), count].sort((a, b) =>
      key(a) < key(b) ? -1 : 1,
    );
    return 'counted';
  }

  /** Takes the days whose windows have closed at `clock`; the first on which M reached `threshold`. */
  close(
    clock: number,
    threshold: number,
  ): { sends: number; crossing: { day: string; level: number } | null } {
    let sends = 0;
    let crossing: { day: string; level: number } | null = null;
    for (let first = this.#days[0]; first; first = this.#days[0]) {
      const { day } = first;
      if (dayClosesAt(day, this.#window) > clock) break;
      const counts = this.#days.filter((one) => one.day === day);
      this.#days = this.#days.slice(counts.length);
      const trials = counts.reduce((sum, one) => sum + one.sends, 0);
      const hits = counts.reduce((sum, one) => sum + one.events, 0);
      block(this.#detector, this.#values, { trials, hits });
      sends += trials;
      const level = this.level();
      if (crossing === null && level >= threshold) crossing = { day, level };
    }
    return { sends, crossing };
  }

  level(): number {
    return mixture(this.#detector, this.#values);
  }

  kept(sends: number): Pick<BrakeState, 'base' | 'days'> {
    return { base: { send: sends, values: [...this.#values] }, days: [...this.#days] };
  }
}

const key = ({ day, domain }: DayCount): string => `${day} ${domain}`;
