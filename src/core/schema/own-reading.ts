import * as z from 'zod/mini';
import { ReasonCode } from './decision.ts';

/** How many of the defects that were planted somebody caught; Clopper–Pearson, 95 %. */
const Caught = z.object({ caught: z.int(), planted: z.int(), low: z.number(), high: z.number() });

const Share = z.object({ hits: z.int(), n: z.int() });

/** What the caller corrected in a workflow for one reason, and how often it came up there, by anybody. */
export const OwnCorrection = z.object({
  workflowId: z.string(),
  workflow: z.string(),
  reason: z.union([ReasonCode, z.literal('none')]),
  rejected: z.int(),
  edited: z.int(),
  /** decisions of everybody in the workflow that were corrected for it, in the first half of the days */
  earlier: Share,
  /** and in the second half */
  later: Share,
});
export type OwnCorrection = z.infer<typeof OwnCorrection>;

/** Something of the caller's that others can see, by its name; `workflows` where only their policies say so. */
export const Shared = z.object({ what: z.string(), workflows: z.optional(z.array(z.string())) });
export type Shared = z.infer<typeof Shared>;

/** What a reviewer's own decisions of the last days show. Older gates tell of days only. */
export const OwnReading = z.object({
  /** by day, UTC, the newest first; days without a decision are left out */
  days: z.array(
    z.object({
      day: z.string(),
      /** decisions whose reading was judged */
      decisions: z.int(),
      deliberate: z.int(),
      /** of decisions that began blind: how many were changed after the rest was shown */
      blind: z.int(),
      changed: z.int(),
      /** words that were new to the caller on what they decided */
      words: z.optional(z.int()),
      /** milliseconds in view with recent input, over all */
      activeMs: z.optional(z.int()),
    }),
  ),
  /** of one decision, milliseconds in view: the median with a 95 % order-statistic interval; null before the first */
  median: z.optional(
    z.nullable(
      z.object({
        estimate: z.number(),
        low: z.nullable(z.number()),
        high: z.nullable(z.number()),
        n: z.int(),
      }),
    ),
  ),
  /** planted defects that the caller decided, in workflows whose policy measures each person; else absent */
  caught: z.optional(z.object({ flagged: Caught, unflagged: Caught })),
  /** the most frequent first; 40 at the most */
  corrections: z.optional(z.array(OwnCorrection)),
  /** what of this others can see; all else is shown to the caller only */
  shared: z.optional(z.array(Shared)),
});
export type OwnReading = z.infer<typeof OwnReading>;
