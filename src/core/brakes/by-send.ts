import { type Detector, fresh } from '../stats/e-detector.ts';
import { CeilingTail } from './ceiling-tail.ts';
import type { BrakeEvent, Verdict } from './event.ts';
import { FloorQueue } from './floor-queue.ts';
import { type OpenBrake, Watch } from './open-brake.ts';
import type { BrakeState, Trip } from './state.ts';
import { closesAt } from './window.ts';

/** A brake whose events are of single sends. */
export class BySend implements OpenBrake {
  readonly #detector: Detector;
  readonly #line: BrakeState['line'];
  readonly #watch: Watch;
  #tail: CeilingTail | FloorQueue;
  #windows: BrakeState['windows'];
  #sends: number;
  #closed: number;
  /** sends up to `to` close at `until`: worked out once for all of an hour */
  #hour = { from: 0, to: -1, until: 0 };

  constructor(detector: Detector, state: BrakeState) {
    this.#detector = detector;
    this.#line = state.line;
    this.#watch = new Watch(state);
    this.#tail = this.#open(state);
    this.#windows = state.windows.map((window) => ({ ...window }));
    this.#sends = state.sends;
    this.#closed = state.closed;
  }

  take(event: BrakeEvent): Verdict {
    const closing = this.#close(this.#watch.tick(event.at));
    const verdict = this.#hear(event);
    return closing ? { ...verdict, trip: closing } : verdict;
  }

  level(): number {
    return this.#tail.level(this.#line.side === 'ceiling' ? this.#sends : this.#closed);
  }

  state(): BrakeState {
    return {
      version: 1,
      line: this.#line,
      ...this.#watch.kept(),
      ...this.#tail.kept(),
      sends: this.#sends,
      closed: this.#closed,
      windows: this.#windows.map((window) => ({ ...window })),
      days: [],
    };
  }

  #open(kept: Pick<BrakeState, 'base' | 'open'>): CeilingTail | FloorQueue {
    return this.#line.side === 'ceiling'
      ? new CeilingTail(this.#detector, kept)
      : new FloorQueue(this.#detector, kept);
  }

  #close(clock: number): Trip | null {
    let trip: Trip | null = null;
    for (let first = this.#windows[0]; first && first.until <= clock; first = this.#windows[0]) {
      this.#closed = first.last;
      this.#windows.shift();
      trip ??= this.#watch.trips(this.#tail.close(this.#closed, this.#watch.threshold));
    }
    return trip;
  }

  #hear(event: BrakeEvent): Verdict {
    switch (event.type) {
      case 'sent':
        return this.#sent(event.count);
      case 'outcome':
        return this.#outcome(event.send);
      case 'clock':
        return { said: 'counted' };
      case 'split':
        return this.#watch.split(event.grant);
      case 'restart':
        return this.#restart(event);
      case 'day':
        throw new RangeError(
          `this brake on ${this.#line.signal} hears of single sends, not of ${event.count.day} as a whole`,
        );
    }
  }

  #sent(count: number): Verdict {
    this.#sends += count;
    const until = this.#until(this.#watch.clock);
    const last = this.#windows.at(-1);
    if (last?.until === until) last.last = this.#sends;
    else this.#windows.push({ until, last: this.#sends });
    return { said: 'counted', send: this.#sends };
  }

  #until(at: number): number {
    if (at <= this.#hour.from || at > this.#hour.to) {
      const to = Math.ceil(at / 3_600_000) * 3_600_000;
      this.#hour = { from: to - 3_600_000, to, until: closesAt(at, this.#line.window) };
    }
    return this.#hour.until;
  }

  #outcome(send: number): Verdict {
    if (send > this.#sends)
      throw new RangeError(
        `an event of send ${send}, but this brake has seen ${this.#sends}: tell it of the send first`,
      );
    if (send <= (this.#watch.restart?.after ?? 0)) return { said: 'before-restart' };
    if (send <= this.#closed) return this.#watch.tooLate();
    const crossing = this.#tail.add(send, this.#watch.threshold);
    if (crossing === 'twice') return { said: 'twice' };
    const trip = this.#watch.trips(crossing);
    return trip ? { said: 'counted', trip } : { said: 'counted' };
  }

  #restart(event: BrakeEvent & { type: 'restart' }): Verdict {
    const { by, reason, grant } = event;
    this.#windows = [];
    this.#closed = this.#sends;
    this.#tail = this.#open({
      base: { send: this.#sends, values: [...fresh(this.#detector)] },
      open: [],
    });
    return this.#watch.restarted({ by, reason, grant, after: this.#sends });
  }
}
