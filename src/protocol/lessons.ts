import * as z from 'zod/mini';
import { Reason, ReasonCode } from '../core/schema/decision.ts';
import { Timestamp, Uuid } from '../core/schema/scalars.ts';
import { FindingAnswer } from './findings.ts';

/** `GET /v1/workflows/{id}/lessons`. */
export const LessonsQuery = z.object({
  /** days looked back; 90 if left out */
  days: z.optional(z.coerce.number().check(z.gte(1), z.lte(365))),
  /** examples a page; 20 if left out */
  limit: z.optional(z.coerce.number().check(z.gte(1), z.lte(50))),
  /** `next` of the page before */
  cursor: z.optional(z.string().check(z.regex(/^\d{1,16}\.[0-9a-f-]{36}$/))),
});

const Counts = {
  /** decided by a person */
  decided: z.int(),
  rejected: z.int(),
  edited: z.int(),
};

/** A correction, of one of the agent's own proposals. */
export const Lesson = z.object({
  proposalId: Uuid,
  revision: z.int(),
  action: z.enum(['approve_edited', 'reject']),
  reason: z.optional(Reason),
  /** unified difference of the plain text that a person edited, at most 4,000 characters */
  difference: z.optional(z.string()),
  /** the difference was longer */
  cut: z.optional(z.boolean()),
  modelVersion: z.string(),
  template: z.optional(z.string()),
  at: Timestamp,
});
export type Lesson = z.infer<typeof Lesson>;

/** What people corrected lately in a workflow, as data to learn from; counts over its last 5,000 decisions. */
export const LessonsAnswer = z.object({
  workflowId: z.string(),
  since: Timestamp,
  ...Counts,
  /** the corrections by reason, most frequent first; `none` where nobody gave one */
  byReason: z.array(
    z.object({
      reason: z.union([ReasonCode, z.literal('none')]),
      rejected: z.int(),
      edited: z.int(),
      n: z.int(),
    }),
  ),
  byModelVersion: z.array(z.object({ model: z.string(), modelVersion: z.string(), ...Counts })),
  byTemplate: z.array(z.object({ template: z.union([z.string(), z.null()]), ...Counts })),
  /** fixes that recur in what this agent proposed; on the first page only */
  findings: z.optional(z.array(FindingAnswer)),
  /** newest first */
  examples: z.array(Lesson),
  /** where the next page begins; absent on the last */
  next: z.optional(z.string()),
});
export type LessonsAnswer = z.infer<typeof LessonsAnswer>;
