import fc from 'fast-check';
import type { BrakeEvent } from '../../../src/core/brakes/event.ts';
import type { BrakeLine } from '../../../src/core/brakes/line.ts';
import { detectorFor, fresh, mixture } from '../../../src/core/stats/e-detector.ts';

export const HOUR = 3_600_000;
/** A Monday, 0:00 UTC. */
export const MONDAY = Date.UTC(2026, 10, 23);

/** One send: the minute in which it left, and minutes until its event, if it has one. */
export type Sent = { minute: number; after: number | null };

/** Sends of some days, some with an event, soon, later, or after any window. */
export const sends = fc
  .array(
    fc.record({
      minute: fc.nat(3 * 1440),
      after: fc.oneof(
        { weight: 5, arbitrary: fc.constant(null) },
        { weight: 2, arbitrary: fc.oneof(fc.nat(120), fc.nat(2 * 1440), fc.nat(12 * 1440)) },
      ),
    }),
    { minLength: 1, maxLength: 80 },
  )
  .map((list) => list.sort((a, b) => a.minute - b.minute));

const at = (minute: number): number => MONDAY + minute * 60_000;

/**
 * The log that a gate writes of it: sends, events as they arrive, a clock every hour until the last
 * window has closed.
 */
export function logOf(list: readonly Sent[], days = 20): BrakeEvent[] {
  const timed: { minute: number; rank: number; event: BrakeEvent }[] = [];
  for (let hour = 0; hour <= 24 * days; hour += 1) {
    timed.push({ minute: hour * 60, rank: 0, event: { type: 'clock', at: at(hour * 60) } });
  }
  for (const [index, { minute, after }] of list.entries()) {
    timed.push({ minute, rank: 1, event: { type: 'sent', at: at(minute), count: 1 } });
    if (after !== null)
      timed.push({
        minute: minute + after,
        rank: 2,
        event: { type: 'outcome', at: at(minute + after), send: index + 1 },
      });
  }
  return timed.sort((a, b) => a.minute - b.minute || a.rank - b.rank).map(({ event }) => event);
}

/** The same log with outcomes in another order, wherever the protocol leaves the order open. */
export function shuffled(
  log: readonly BrakeEvent[],
  pick: (below: number) => number,
): BrakeEvent[] {
  const result: BrakeEvent[] = [];
  let group: (BrakeEvent & { type: 'outcome' })[] = [];
  const flush = (): void => {
    const times = group.map((event) => event.at);
    const rest = [...group];
    for (const time of times) {
      const [event] = rest.splice(pick(rest.length), 1);
      if (event) result.push({ ...event, at: time });
    }
    group = [];
  };
  for (const event of log) {
    if (event.type === 'outcome') group.push(event);
    else {
      flush();
      result.push(event);
    }
  }
  flush();
  return result;
}

/** Outcomes in send order, one step each by the definition: M after every send, from 1. */
export function levelsOf({ side, line }: BrakeLine, outcomes: readonly boolean[]): number[] {
  const detector = detectorFor(side, line);
  const values = fresh(detector);
  return outcomes.map((hit) => {
    for (let k = 0; k < values.length; k += 1) {
      const factor = (hit ? detector.hit[k] : detector.miss[k]) ?? Number.NaN;
      values[k] = Math.max(values[k] ?? Number.NaN, 1) * factor;
    }
    return mixture(detector, values);
  });
}
