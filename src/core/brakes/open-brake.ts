import type { BrakeEvent, Verdict } from './event.ts';
import type { BrakeState, Grant, Restart, Trip } from './state.ts';

/** A brake at work on many events. */
export type OpenBrake = {
  /** @throws {RangeError} if the event can't be of this brake: a send it never saw, a day's count of single sends */
  take(event: BrakeEvent): Verdict;
  /** M now: what is known of all sends for a ceiling, of the closed ones for a floor and for days */
  level(): number;
  /** a copy, plain data */
  state(): BrakeState;
};

type Kept = Pick<BrakeState, 'grant' | 'clock' | 'trip' | 'restart' | 'late'>;

/** What every brake keeps, however its events come. */
export class Watch {
  readonly #kept: Kept;

  constructor({ grant, clock, trip, restart, late }: Kept) {
    this.#kept = { grant, clock, trip, restart, late };
  }

  get clock(): number {
    return this.#kept.clock;
  }
  get restart(): Restart | null {
    return this.#kept.restart;
  }

  /** Above any level once it has tripped: it trips once, until somebody restarts it. */
  get threshold(): number {
    return this.#kept.trip ? Number.POSITIVE_INFINITY : this.#kept.grant.threshold;
  }

  /** Clocks of several processes may differ: time that goes back stands still. */
  tick(at: number): number {
    if (at > this.#kept.clock) this.#kept.clock = at;
    return this.#kept.clock;
  }

  trips(where: Pick<Trip, 'level' | 'send' | 'day'> | null): Trip | null {
    if (where === null || this.#kept.trip) return null;
    this.#kept.trip = { at: this.#kept.clock, ...where };
    return this.#kept.trip;
  }

  tooLate(): Verdict {
    this.#kept.late += 1;
    return { said: 'late' };
  }

  /** A lower threshold could trip on what happened before it was one: it waits for a restart. */
  split(grant: Grant): Verdict {
    if (grant.threshold < this.#kept.grant.threshold) return { said: 'kept' };
    this.#kept.grant = { ...grant };
    return { said: 'counted' };
  }

  restarted({ by, reason, grant, after }: Omit<Restart, 'at'> & { grant: Grant }): Verdict {
    this.#kept.restart = { at: this.#kept.clock, by, reason, after };
    this.#kept.grant = { ...grant };
    this.#kept.trip = null;
    return { said: 'counted' };
  }

  kept(): Kept {
    const { grant, clock, trip, restart, late } = this.#kept;
    return {
      grant: { ...grant },
      clock,
      trip: trip && { ...trip },
      restart: restart && { ...restart },
      late,
    };
  }
}
