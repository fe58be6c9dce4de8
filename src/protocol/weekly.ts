import * as z from 'zod/mini';
import { Kind } from '../core/schema/kind.ts';
import { Slug, Timestamp, text, Uuid } from '../core/schema/scalars.ts';
import { Pattern } from '../core/schema/shown.ts';
import { Workflow } from '../core/schema/workflow.ts';
import { Estimate } from './report.ts';

/** `GET /v1/weekly`: the seven days up to a time, beside the seven before; up to now if left out. */
export const WeeklyQuery = z.object({ until: z.optional(Timestamp) });

const Period = z.object({ from: Timestamp, to: Timestamp });

/** A group's week. Rates have 95 % intervals, clustered by domain and template. */
const Week = z.object({
  /** rejected or changed, of what people decided */
  override: Estimate,
  /** answered by a person within seven days, of what was sent in the week of {@link WeeklyAnswer} `sent` */
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

const Every = {
  workflowId: Slug,
  /** the policy that the person looked at: where it has changed since, nothing is done */
  policyVersion: z.int().check(z.gte(1)),
  /** for the audit log, and for the agents whose work is stopped */
  reason: text(500),
};
/** `POST /v1/weekly/actions`, by a manager: one thing, with its reason. */
export const WeeklyAction = z.discriminatedUnion('act', [
  /** nothing of this template is taken any more, and what is pending of it is withdrawn */
  z.strictObject({ act: z.literal('retire'), ...Every, template: Slug }),
  /** a higher confidence line, or a kind that always goes to a person */
  z
    .strictObject({
      act: z.literal('tighten'),
      ...Every,
      confidenceLine: z.optional(z.number().check(z.gt(0), z.lte(1))),
      kind: z.optional(Kind),
    })
    .check(
      z.refine(
        ({ confidenceLine, kind }) => (confidenceLine === undefined) !== (kind === undefined),
        'name a confidenceLine or a kind',
      ),
    ),
  /** the next step that its lane's bound allows, and no other */
  z.strictObject({ act: z.literal('promote'), ...Every }),
]);
export type WeeklyAction = z.infer<typeof WeeklyAction>;

export const WeeklyActionAnswer = z.object({
  note: ReviewNote,
  workflow: Workflow,
  /** withdrawn, and under way: of a retired template */
  stopped: z.int(),
  underWay: z.int(),
});
export type WeeklyActionAnswer = z.infer<typeof WeeklyActionAnswer>;
