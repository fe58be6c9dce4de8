import * as z from 'zod/mini';
import { EmailAddress, text } from '../schema/scalars.ts';
import { DayCount, Grant, Instant, type Trip } from './state.ts';

/**
 * What a brake is told, in the order in which the gate logs it; `at` is when the gate knew. Told again
 * in that order, it is the same again. Outcomes may come in any order between two of the others, and
 * more than once.
 */
export const BrakeEvent = z.discriminatedUnion('type', [
  /** so many sends left, and get the next numbers */
  z.strictObject({ type: z.literal('sent'), at: Instant, count: z.int().check(z.gte(1)) }),
  /** the signal came for this send */
  z.strictObject({ type: z.literal('outcome'), at: Instant, send: z.int().check(z.gte(1)) }),
  /** a day's count; the same day and domain again takes the place of the first */
  z.strictObject({ type: z.literal('day'), at: Instant, count: DayCount }),
  /** time has passed: a floor trips on silence, so somebody has to say that it is later */
  z.strictObject({ type: z.literal('clock'), at: Instant }),
  /** the workspace's false alarms were split anew; only a longer run takes effect at once */
  z.strictObject({ type: z.literal('split'), at: Instant, grant: Grant }),
  z.strictObject({
    type: z.literal('restart'),
    at: Instant,
    by: EmailAddress,
    reason: text(1000),
    grant: Grant,
  }),
]);
export type BrakeEvent = z.infer<typeof BrakeEvent>;

export type Verdict = {
  /**
   * `twice`: known already · `late`: its window had closed, left out · `before-restart`: of a send
   * before the last restart, left out · `kept`: a shorter run waits for the next restart
   */
  said: 'counted' | 'twice' | 'late' | 'before-restart' | 'kept';
  /** the number of the last send, of `sent` */
  send?: number;
  /** only on the event by which it tripped */
  trip?: Trip;
};
