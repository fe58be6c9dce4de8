import { type Detector, fresh, hitOnce, misses, mixture } from '../stats/e-detector.ts';
import { below } from './order.ts';
import type { BrakeState } from './state.ts';

/** Where in send order M reached the threshold. */
export type Crossing = { send: number; level: number };

/**
 * The open window of a ceiling. A send counts 0 at once and becomes 1 when its event arrives; then
 * M is played again from there to the end. M after each open event is kept, so only what changes is
 * played: from the new event until both ways meet (often at 1, soon).
 *
 * M is highest right after an event, so only there it is compared. And it only rises when one more
 * send becomes 1: what is known so far never trips earlier than full information would.
 */
export class CeilingTail {
  readonly #detector: Detector;
  readonly #scratch: Float64Array;
  readonly #base: { send: number; values: Float64Array };
  #sends = new Float64Array(16);
  #rows: Float64Array;
  #count = 0;

  constructor(detector: Detector, { base, open }: Pick<BrakeState, 'base' | 'open'>) {
    this.#detector = detector;
    this.#scratch = fresh(detector);
    this.#base = { send: base.send, values: Float64Array.from(base.values) };
    this.#rows = new Float64Array(16 * this.#scratch.length);
    for (const send of open) {
      this.#insert(this.#count, send);
      this.#replay(this.#count - 1, Number.POSITIVE_INFINITY);
    }
  }

  /** The event of an open send; `twice` if it was known, else where M reaches `threshold`, if it does. */
  add(send: number, threshold: number): Crossing | null | 'twice' {
    const at = below(this.#sends, this.#count, send);
    if (at < this.#count && this.#sends[at] === send) return 'twice';
    this.#insert(at, send);
    return this.#replay(at, threshold);
  }

  /** The windows up to `last` closed: their events move into the base. It can't trip: all was known. */
  close(last: number): null {
    const gone = below(this.#sends, this.#count, last + 1);
    if (gone === 0) return null;
    const wide = this.#scratch.length;
    this.#base.send = this.#sends[gone - 1] ?? 0;
    this.#base.values.set(this.#rows.subarray((gone - 1) * wide, gone * wide));
    this.#sends.copyWithin(0, gone, this.#count);
    this.#rows.copyWithin(0, gone * wide, this.#count * wide);
    this.#count -= gone;
    return null;
  }

  /** M after send `last`. */
  level(last: number): number {
    const from = this.#before(this.#count);
    misses(this.#detector, this.#scratch, last - from);
    return mixture(this.#detector, this.#scratch);
  }

  kept(): Pick<BrakeState, 'base' | 'open'> {
    return {
      base: { send: this.#base.send, values: [...this.#base.values] },
      open: [...this.#sends.subarray(0, this.#count)],
    };
  }

  #insert(at: number, send: number): void {
    const wide = this.#scratch.length;
    if (this.#count === this.#sends.length) {
      const [sends, rows] = [this.#sends, this.#rows];
      this.#sends = new Float64Array(sends.length * 2);
      this.#sends.set(sends);
      this.#rows = new Float64Array(rows.length * 2);
      this.#rows.set(rows);
    }
    this.#sends.copyWithin(at + 1, at, this.#count);
    this.#rows.copyWithin((at + 1) * wide, at * wide, this.#count * wide);
    this.#sends[at] = send;
    this.#rows.fill(Number.NaN, at * wide, (at + 1) * wide);
    this.#count += 1;
  }

  /** M_k after the open event before the `at`-th, into the scratch; the send it is of. */
  #before(at: number): number {
    const wide = this.#scratch.length;
    if (at === 0) {
      this.#scratch.set(this.#base.values);
      return this.#base.send;
    }
    this.#scratch.set(this.#rows.subarray((at - 1) * wide, at * wide));
    return this.#sends[at - 1] ?? 0;
  }

  #replay(first: number, threshold: number): Crossing | null {
    let send = this.#before(first);
    let crossing: Crossing | null = null;
    for (let at = first; at < this.#count; at += 1) {
      const next = this.#sends[at] ?? 0;
      misses(this.#detector, this.#scratch, next - send - 1);
      hitOnce(this.#detector, this.#scratch);
      send = next;
      if (!this.#keep(at)) break;
      if (crossing === null) {
        const level = mixture(this.#detector, this.#scratch);
        if (level >= threshold) crossing = { send, level };
      }
    }
    return crossing;
  }

  /** Keeps the scratch as the `at`-th row; false if it was that already. */
  #keep(at: number): boolean {
    let changed = false;
    const row = at * this.#scratch.length;
    for (let k = 0; k < this.#scratch.length; k += 1) {
      const value = this.#scratch[k] ?? 1;
      if (this.#rows[row + k] === value) continue;
      this.#rows[row + k] = value;
      changed = true;
    }
    return changed;
  }
}
