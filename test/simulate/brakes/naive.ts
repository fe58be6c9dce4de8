import type { Side } from '../../../src/core/stats/e-detector.ts';
import { gapBefore, type Random } from '../../../src/core/stats/random.ts';

/** What is usually built: the average so far against the line after every send, from the 50th on. */
export const ARMED = 50;

/** The send on which a running average trips, or `most` if it hasn't by then. */
export function naiveRun(
  { side, line }: { side: Side; line: number },
  { rate, random, most }: { rate: number; random: Random; most: number },
): number {
  let events = 0;
  let next = gapBefore(rate, random) + 1;
  for (let send = 1; send < most; send += 1) {
    if (send === next) {
      events += 1;
      next = send + gapBefore(rate, random) + 1;
    }
    if (send < ARMED) continue;
    if (side === 'ceiling' ? events > line * send : events < line * send) return send;
  }
  return most;
}
