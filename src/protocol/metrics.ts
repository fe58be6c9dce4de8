import * as z from 'zod/mini';
import { MetricsBy } from '../core/schema/metrics.ts';

export * from '../core/schema/metrics.ts';

export const MetricsQuery = z.object({
  /** how many, the present one included; 13 if left out */
  weeks: z.optional(z.string().check(z.regex(/^([1-9]|[1-9][0-9]|10[0-4])$/))),
  by: z.optional(MetricsBy),
  workflowId: z.optional(z.string().check(z.maxLength(63))),
});
