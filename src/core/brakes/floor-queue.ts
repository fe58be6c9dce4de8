import { type Detector, fresh, hitOnce, misses, mixture } from '../stats/e-detector.ts';
import { firstIn } from '../stats/run-length.ts';
import type { Crossing } from './ceiling-tail.ts';
import { below } from './order.ts';
import type { BrakeState } from './state.ts';

/**
 * The open window of a floor. A send enters when its window closes, in send order, as 1 if its event
 * had come: replies that were taken as they come, before the silences around them, would make the rate
 * look better than it is and then worse. Between two events M only grows, so it is compared at
 * the end of each run.
 */
export class FloorQueue {
  readonly #detector: Detector;
  readonly #values: Float64Array;
  readonly #begin: Float64Array;
  #send: number;
  readonly #open: number[];

  constructor(detector: Detector, { base, open }: Pick<BrakeState, 'base' | 'open'>) {
    this.#detector = detector;
    this.#values = Float64Array.from(base.values);
    this.#begin = fresh(detector);
    this.#send = base.send;
    this.#open = [...open];
  }

  /** The event of an open send; `twice` if it was known. It can't trip a floor. */
  add(send: number): null | 'twice' {
    const at = below(this.#open, this.#open.length, send);
    if (this.#open[at] === send) return 'twice';
    this.#open.splice(at, 0, send);
    return null;
  }

  /** The windows up to `last` closed; where M reaches `threshold`, if it does. */
  close(last: number, threshold: number): Crossing | null {
    let crossing: Crossing | null = null;
    let gone = 0;
    for (const send of this.#open) {
      if (send > last) break;
      crossing ??= this.#crossingIn(send - 1, threshold);
      misses(this.#detector, this.#values, send - 1 - this.#send);
      hitOnce(this.#detector, this.#values);
      this.#send = send;
      gone += 1;
    }
    if (gone > 0) this.#open.splice(0, gone);
    return crossing ?? this.#crossingIn(last, threshold);
  }

  /** M after send `last`, which has entered. */
  level(last: number): number {
    this.#begin.set(this.#values);
    misses(this.#detector, this.#begin, last - this.#send);
    return mixture(this.#detector, this.#begin);
  }

  kept(): Pick<BrakeState, 'base' | 'open'> {
    return { base: { send: this.#send, values: [...this.#values] }, open: [...this.#open] };
  }

  /** Where the run of misses from the last event to `last` reaches the threshold, if it does. */
  #crossingIn(last: number, threshold: number): Crossing | null {
    const run = last - this.#send;
    if (run <= 0 || this.level(last) < threshold) return null;
    const [detector, begin] = [this.#detector, this.#values];
    const send = this.#send + firstIn({ detector, begin, run }, threshold);
    return { send, level: this.level(send) };
  }
}
