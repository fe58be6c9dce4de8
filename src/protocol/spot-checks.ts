import * as z from 'zod/mini';
import { Slug, Timestamp } from '../core/schema/scalars.ts';
import { SpotCheck } from '../core/schema/spot-check.ts';

/**
 * `POST /v1/spot-checks`, by a manager: draws `n` from what went out, to be looked at blind by them alone.
 * The items come with their feed, each under an id of its own.
 */
export const SpotCheckRequest = z.strictObject({
  n: z.int().check(z.gte(1), z.lte(200)),
  /** what left since then */
  from: Timestamp,
  /** and before then; now if left out */
  to: z.optional(Timestamp),
  /** of all if left out */
  workflowId: z.optional(Slug),
  /** high risk is drawn four times, medium twice as readily as low; equally if left out */
  byRisk: z.optional(z.boolean()),
});
export type SpotCheckRequest = z.infer<typeof SpotCheckRequest>;

/** `GET /v1/spot-checks`: the last 50, newest first. */
export const SpotChecksAnswer = z.object({ spotChecks: z.array(SpotCheck) });
