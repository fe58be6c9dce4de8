import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BrakeEvent } from '../../../src/core/brakes/event.ts';
import type { BrakeLine } from '../../../src/core/brakes/line.ts';
import { observe, observeAll, openBrake } from '../../../src/core/brakes/observe.ts';
import { BrakeState, newBrake } from '../../../src/core/brakes/state.ts';
import { closesAt } from '../../../src/core/brakes/window.ts';
import { levelsOf, logOf, MONDAY, type Sent, sends, shuffled } from './stream.ts';

const CEILING: BrakeLine = {
  signal: 'bounce',
  side: 'ceiling',
  line: 0.15,
  action: 'stop',
  window: { hours: 72 },
  counted: 'by-send',
};
const FLOOR: BrakeLine = {
  ...CEILING,
  signal: 'reply',
  side: 'floor',
  line: 0.2,
  window: { businessDays: 3 },
};
const line = fc.constantFrom(CEILING, FLOOR);
/** Low, so that many of the streams trip. */
const threshold = fc.constantFrom(1.5, 3, 8);
const born = (of: BrakeLine, level: number): BrakeState =>
  newBrake(of, { every: 100, threshold: level }, MONDAY);

/** What is true in the end, of everything that came in time. */
function inTime(of: BrakeLine, list: readonly Sent[]): boolean[] {
  const time = (minute: number): number => MONDAY + minute * 60_000;
  return list.map(
    ({ minute, after }) =>
      after !== null && time(minute + after) < closesAt(time(minute), of.window),
  );
}

const rebuilt = (state: BrakeState, log: readonly BrakeEvent[]): BrakeState =>
  observeAll(state, log).state;

describe('a brake told in another order', () => {
  it('is the same again from its log, event by event, stored in between, or all at once', () => {
    fc.assert(
      fc.property(line, threshold, sends, (of, level, list) => {
        const log = logOf(list);
        let live = born(of, level);
        for (const event of log) {
          if (event.type === 'clock' && event.at % 7 !== 0) continue;
          live = BrakeState.parse(JSON.parse(JSON.stringify(observe(live, event).state)));
        }
        const told = log.filter((event) => event.type !== 'clock' || event.at % 7 === 0);
        expect(rebuilt(born(of, level), told)).toEqual(live);
      }),
      { numRuns: 40 },
    );
  });

  it('ends the same, whatever order the outcomes came in', () => {
    fc.assert(
      fc.property(line, threshold, sends, fc.infiniteStream(fc.nat()), (of, level, list, picks) => {
        const pick = (below: number): number => picks.next().value % below;
        const log = logOf(list);
        const first = rebuilt(born(of, level), log);
        const second = rebuilt(born(of, level), shuffled(log, pick));
        // By which event it tripped depends on which came first; that it did, does not.
        const plain = (state: BrakeState) => ({ ...state, trip: state.trip !== null });
        expect(plain(second)).toEqual(plain(first));
      }),
      { numRuns: 100 },
    );
  });

  it('says at the end what every outcome in time says in send order (brute force)', () => {
    fc.assert(
      fc.property(line, threshold, sends, (of, level, list) => {
        const brake = openBrake(born(of, level));
        for (const event of logOf(list)) brake.take(event);
        const levels = levelsOf(of, inTime(of, list));
        const crossed = levels.findIndex((one) => one >= level) + 1;
        const { trip, late } = brake.state();
        expect(trip !== null).toBe(crossed > 0);
        if (of.side === 'floor') expect(trip?.send ?? 0).toBe(crossed);
        expect(brake.level()).toBeCloseTo(levels.at(-1) ?? Number.NaN, 9);
        const came = list.filter(({ after }) => after !== null).length;
        expect(late).toBe(came - inTime(of, list).filter(Boolean).length);
      }),
      { numRuns: 150 },
    );
  });

  it('never trips before full information would have', () => {
    fc.assert(
      fc.property(line, threshold, sends, (of, level, list) => {
        const crossed = levelsOf(of, inTime(of, list)).findIndex((one) => one >= level) + 1;
        const brake = openBrake(born(of, level));
        let sent = 0;
        for (const event of logOf(list)) {
          const { trip, send = sent } = brake.take(event);
          sent = send;
          if (!trip) continue;
          expect(crossed).toBeGreaterThan(0);
          expect(sent).toBeGreaterThanOrEqual(crossed);
          expect(trip.send).toBeGreaterThanOrEqual(crossed);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('takes an event that is told twice once', () => {
    fc.assert(
      fc.property(line, threshold, sends, (of, level, list) => {
        const log = logOf(list, 2);
        const twice = log.flatMap((event): BrakeEvent[] =>
          event.type === 'outcome' ? [event, event] : [event],
        );
        const [once, again] = [rebuilt(born(of, level), log), rebuilt(born(of, level), twice)];
        expect({ ...again, late: 0 }).toEqual({ ...once, late: 0 });
      }),
      { numRuns: 40 },
    );
  });
});
