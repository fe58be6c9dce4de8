import { detectorFor, fresh, hitOnce, misses, mixture } from '../stats/e-detector.ts';
import type { BrakeLine } from './line.ts';

/** M = 1, and what adding up the weights may be off. */
const LEVEL = 1 + 1e-9;

/**
 * Where what a brake sees began: the send after the last one at which M spoke against nothing (M ≤ 1).
 * The usual estimate of a change after a CUSUM's alarm (Page 1954), here of the mixture. It errs by
 * some events either way, so it is said as "about".
 * @param events sends that had the event, ascending
 * @param last the send to look back from; for a floor the last one whose window is closed
 */
export function sinceSend(
  { side, line }: Pick<BrakeLine, 'side' | 'line'>,
  { after, events, last }: { after: number; events: readonly number[]; last: number },
): number {
  const detector = detectorFor(side, line);
  const values = fresh(detector);
  let [at, from] = [after, after + 1];
  for (const send of events) {
    if (send <= after || send > last) continue;
    misses(detector, values, send - 1 - at);
    // before an event M is lowest for a ceiling, after it for a floor
    if (side === 'ceiling' && mixture(detector, values) <= LEVEL) from = send;
    hitOnce(detector, values);
    if (side === 'floor' && mixture(detector, values) <= LEVEL) from = send + 1;
    at = send;
  }
  return Math.min(from, Math.max(last, after + 1));
}
