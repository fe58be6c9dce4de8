import * as z from 'zod/mini';
import { Agreement } from '../core/schema/metrics.ts';

const interval = z.object({ low: z.number(), high: z.number() });

/** How many of the defects that were planted reviewers caught. */
export const CatchAnswer = z.object({
  caught: z.int(),
  planted: z.int(),
  /** Clopper–Pearson, 95 % */
  low: z.number(),
  high: z.number(),
});
export type CatchAnswer = z.infer<typeof CatchAnswer>;

/** `GET /v1/audits?workflowId=`: what looks beside the first decision found (STATISTICS §4). */
export const AuditsQuery = z.object({ workflowId: z.optional(z.string()) });

export const AuditsAnswer = z.object({
  /** looks at what ran without a person */
  audits: z.object({
    open: z.int(),
    decided: z.int(),
    defects: z.int(),
    /** defect rate over everything that ran, weighted by inclusion; null before the first */
    rate: z.nullable(z.object({ value: z.number(), ...interval.shape })),
  }),
  /** blind second looks at what a person had decided */
  agreement: Agreement,
  /** Chapman's estimate of the defects there are: two people miss the same hard ones, so at least */
  missed: z.object({
    found: z.number(),
    atLeast: z.number(),
    silent: z.boolean(),
  }),
  /** planted ones, apart for those that our own checks flag (obeying) and those they don't (reading) */
  canaries: z.object({ flagged: CatchAnswer, unflagged: CatchAnswer }),
  /** the last audits that were decided, newest first */
  recent: z.array(
    z.object({
      id: z.string(),
      proposalId: z.string(),
      workflowId: z.string(),
      defect: z.boolean(),
      action: z.string(),
      reason: z.nullable(z.string()),
      inclusion: z.number(),
      decidedAt: z.string(),
    }),
  ),
});
export type AuditsAnswer = z.infer<typeof AuditsAnswer>;
