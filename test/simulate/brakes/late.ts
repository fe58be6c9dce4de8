import { grantFor } from '../../../src/core/brakes/budget.ts';
import type { BrakeLine } from '../../../src/core/brakes/line.ts';
import { openBrake } from '../../../src/core/brakes/observe.ts';
import { newBrake } from '../../../src/core/brakes/state.ts';
import { closesAt } from '../../../src/core/brakes/window.ts';
import { gapBefore, type Random } from '../../../src/core/stats/random.ts';

const HOUR = 3_600_000;
/** A Monday. */
const BEGIN = Date.UTC(2026, 10, 23);
/** Between two sends: 200 a day. */
const APART = (24 * HOUR) / 200;
/** Events take a day on average; one in twenty of those in time comes after its window, besides. */
const MEAN_DELAY = 24 * HOUR;
const LATE = 0.05;

export type LateRun = { send: number; left: number; late: number };

/**
 * One healthy stream through the real brake: exactly on the line, counting what comes in time, events
 * as late as they come, the clock by the hour. The send that tripped it, and how many had left by then.
 */
export function lateRun(
  line: BrakeLine,
  { every, random }: { every: number; random: Random },
): LateRun {
  const brake = openBrake(newBrake(line, grantFor(line, every), BEGIN));
  // by the step in which they arrive; a step is the time between two sends
  const arriving = new Map<number, number[]>();
  let hit = gapBefore(line.line, random) + 1;
  let miss = gapBefore(LATE * line.line, random) + 1;
  const arrives = (send: number, late: boolean): void => {
    const at = BEGIN + send * APART;
    const window = closesAt(at, line.window) - at;
    let delay = late ? window : Number.POSITIVE_INFINITY;
    if (late) delay += -Math.log(random()) * MEAN_DELAY;
    // arrivals are rounded up to a step
    while (!late && delay >= window - 2 * APART) delay = -Math.log(random()) * MEAN_DELAY;
    const step = send + Math.ceil(delay / APART);
    const there = arriving.get(step);
    if (there) there.push(send);
    else arriving.set(step, [send]);
  };
  for (let send = 1; ; send += 1) {
    const at = Math.round(BEGIN + send * APART);
    const { trip: silent } = brake.take({ type: 'sent', at, count: 1 });
    if (silent?.send !== undefined)
      return { send: silent.send, left: send, late: brake.state().late };
    if (send === hit) {
      arrives(send, false);
      hit = send + gapBefore(line.line, random) + 1;
    } else if (send >= miss) {
      arrives(send, true);
      miss = send + gapBefore(LATE * line.line, random) + 1;
    }
    for (const of of arriving.get(send) ?? []) {
      const { trip } = brake.take({ type: 'outcome', at, send: of });
      if (trip?.send !== undefined)
        return { send: trip.send, left: send, late: brake.state().late };
    }
    arriving.delete(send);
  }
}
