import * as z from 'zod/mini';
import { DailyCount, Signal } from '../core/schema/signal.ts';

/** `POST /v1/signals`. */
export const SignalsRequest = z
  .strictObject({
    signals: z.optional(z.array(Signal).check(z.maxLength(500))),
    /** counts by day and domain */
    daily: z.optional(z.array(DailyCount).check(z.maxLength(500))),
  })
  .check(
    z.refine(
      ({ signals = [], daily = [] }) => signals.length + daily.length > 0,
      'nothing in it: signals, daily counts, or both',
    ),
  );
export const SignalsAnswer = z.object({ accepted: z.int(), duplicates: z.int() });
