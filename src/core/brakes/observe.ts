import { detectorFor } from '../stats/e-detector.ts';
import { ByDay } from './by-day.ts';
import { BySend } from './by-send.ts';
import type { BrakeEvent, Verdict } from './event.ts';
import type { OpenBrake } from './open-brake.ts';
import type { BrakeState } from './state.ts';

/** Costs as much as there are open events; then each event costs little. */
export function openBrake(state: BrakeState): OpenBrake {
  const detector = detectorFor(state.line.side, state.line.line);
  return state.line.counted === 'by-day' ? new ByDay(detector, state) : new BySend(detector, state);
}

/** One event: the state after it, and what became of it. Pure. */
export function observe(
  state: BrakeState,
  event: BrakeEvent,
): { state: BrakeState; verdict: Verdict } {
  const brake = openBrake(state);
  const verdict = brake.take(event);
  return { state: brake.state(), verdict };
}

/** Events in the order of the log: the same as one by one, and much faster. Pure. */
export function observeAll(
  state: BrakeState,
  events: Iterable<BrakeEvent>,
): { state: BrakeState; verdicts: Verdict[] } {
  const brake = openBrake(state);
  const verdicts: Verdict[] = [];
  for (const event of events) verdicts.push(brake.take(event));
  return { state: brake.state(), verdicts };
}
