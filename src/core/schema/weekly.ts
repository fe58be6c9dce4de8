import * as z from 'zod/mini';
import { Kind } from './kind.ts';
import { Estimate } from './report.ts';
import { Timestamp, Uuid } from './scalars.ts';
import { Pattern } from './shown.ts';

const Period = z.object({ from: Timestamp, to: Timestamp });

/** A group's week. Rates have 95 % intervals, clustered by domain and template. */
const Week = z.object({
  /** rejected or changed, of what people decided */
  override: Estimate,
  /** answered by a person within seven days, of what was sent in the week of {@link WeeklyAnswer}'s `sent` */
  reply: Estimate,
  /** asked to stop within seven days, of the same */
  optOut: Estimate,
});

export const WeeklyChange = z.object({
  measure: z.enum(['override', 'reply', 'optOut']),
  /** the same a week before, or the rest of its workflow in this week */
  against: z.enum(['last-week', 'others']),
  difference: z.number(),
  low: z.number(),
  high: z.number(),
  /** only where all of the interval is on one side of none */
  verdict: z.enum(['worse', 'better', 'unclear']),
});
export type WeeklyChange = z.infer<typeof WeeklyChange>;

export const WeeklyRow = z.object({
  workflowId: z.string(),
  by: z.enum(['template', 'segment', 'model-version']),
  name: z.string(),
  /** of a template: nothing is taken from it any more */
  retired: z.boolean(),
  now: Week,
  last: Week,
  changes: z.array(WeeklyChange),
});
export type WeeklyRow = z.infer<typeof WeeklyRow>;

/** Where a workflow stands, and what it may be promoted to. */
export const WeeklyWorkflow = z.object({
  id: z.string(),
  name: z.string(),
  pattern: Pattern,
  state: z.enum(['running', 'paused']),
  kinds: z.array(Kind),
  policyVersion: z.int(),
  confidenceLine: z.number(),
  alwaysPerson: z.array(Kind),
  retiredTemplates: z.array(z.string()),
  promotion: z.object({
    may: z.boolean(),
    /** what it would be: a pattern, or a cap a day */
    step: z.optional(
      z.object({
        to: z.enum(['exception-handling', 'cap']),
        from: z.optional(z.int()),
        cap: z.optional(z.int()),
      }),
    ),
    why: z.string(),
    /** labels until its bound should hold */
    wait: z.nullable(z.int()),
  }),
});
export type WeeklyWorkflow = z.infer<typeof WeeklyWorkflow>;

/** What was done in a review: who, what, why. The same is in the audit log. */
export const ReviewNote = z.object({
  id: Uuid,
  at: Timestamp,
  by: z.string(),
  workflowId: z.string(),
  act: z.enum(['retire', 'tighten', 'promote']),
  detail: z.record(z.string(), z.union([z.string(), z.number()])),
  reason: z.string(),
});
export type ReviewNote = z.infer<typeof ReviewNote>;

export const WeeklyAnswer = z.object({
  /** of decisions */
  week: Period,
  /** of what was sent: earlier, so that each has had its seven days to be answered */
  sent: Period,
  rows: z.array(WeeklyRow),
  workflows: z.array(WeeklyWorkflow),
  /** the newest first, 50 at the most */
  notes: z.array(ReviewNote),
});
export type WeeklyAnswer = z.infer<typeof WeeklyAnswer>;
