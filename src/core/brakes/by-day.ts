import { type Detector, fresh } from '../stats/e-detector.ts';
import { DayQueue, dayClosesAt } from './day-queue.ts';
import type { BrakeEvent, Verdict } from './event.ts';
import { type OpenBrake, Watch } from './open-brake.ts';
import type { BrakeState, DayCount, Trip } from './state.ts';

/** A brake whose events are counts by day and domain. */
export class ByDay implements OpenBrake {
  readonly #detector: Detector;
  readonly #line: BrakeState['line'];
  readonly #watch: Watch;
  #queue: DayQueue;
  #sends: number;

  constructor(detector: Detector, state: BrakeState) {
    this.#detector = detector;
    this.#line = state.line;
    this.#watch = new Watch(state);
    this.#queue = new DayQueue(detector, state);
    this.#sends = state.sends;
  }

  take(event: BrakeEvent): Verdict {
    const trip = this.#close(this.#watch.tick(event.at));
    const verdict = this.#hear(event);
    return trip ? { ...verdict, trip } : verdict;
  }

  level(): number {
    return this.#queue.level();
  }

  state(): BrakeState {
    return {
      version: 1,
      line: this.#line,
      ...this.#watch.kept(),
      ...this.#queue.kept(this.#sends),
      sends: this.#sends,
      closed: this.#sends,
      windows: [],
      open: [],
    };
  }

  #close(clock: number): Trip | null {
    const { sends, crossing } = this.#queue.close(clock, this.#watch.threshold);
    this.#sends += sends;
    return this.#watch.trips(crossing);
  }

  #hear(event: BrakeEvent): Verdict {
    switch (event.type) {
      case 'day':
        return this.#day(event.count);
      case 'clock':
        return { said: 'counted' };
      case 'split':
        return this.#watch.split(event.grant);
      case 'restart':
        return this.#restart(event);
      default:
        throw new RangeError(
          `this brake on ${this.#line.signal} hears of whole days, not of single sends`,
        );
    }
  }

  #day(count: DayCount): Verdict {
    const { restart, clock } = this.#watch;
    // The day of a restart has sends from before it, and nobody knows how many.
    if (restart && count.day <= dateOf(restart.at)) return { said: 'before-restart' };
    if (dayClosesAt(count.day, this.#line.window) <= clock) return this.#watch.tooLate();
    return { said: this.#queue.add(count) };
  }

  #restart(event: BrakeEvent & { type: 'restart' }): Verdict {
    const { by, reason, grant } = event;
    this.#queue = new DayQueue(this.#detector, {
      line: this.#line,
      base: { send: this.#sends, values: [...fresh(this.#detector)] },
      days: [],
    });
    return this.#watch.restarted({ by, reason, grant, after: this.#sends });
  }
}

const dateOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
