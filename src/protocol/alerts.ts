import * as z from 'zod/mini';
import { Alert } from '../core/schema/alert.ts';

export { AlertClose } from '../core/schema/alert.ts';

export const AlertsQuery = z.object({ state: z.optional(z.enum(['open', 'closed'])) });

/** M2 with its interval, over the alerts of the last 90 days that were closed as one or the other. */
export const Precision = z.object({
  /** actionable ÷ closed; null before anything was closed */
  precision: z.union([z.null(), z.number()]),
  acknowledged: z.int(),
  low: z.number(),
  high: z.number(),
  /** A2: below one in five; `surely` when all of the interval is */
  fatigue: z.enum(['no', 'likely', 'surely']),
});
export const AlertsAnswer = z.object({ alerts: z.array(Alert), precision: Precision });
export const AlertAnswer = z.object({ alert: Alert });
