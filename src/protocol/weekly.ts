import * as z from 'zod/mini';
import { Kind } from '../core/schema/kind.ts';
import { Slug, Timestamp, text } from '../core/schema/scalars.ts';
import { ReviewNote } from '../core/schema/weekly.ts';
import { Workflow } from '../core/schema/workflow.ts';

export {
  ReviewNote,
  WeeklyAnswer,
  type WeeklyChange,
  type WeeklyRow,
  type WeeklyWorkflow,
} from '../core/schema/weekly.ts';

/** `GET /v1/weekly`: the seven days up to a time, beside the seven before; up to now if left out. */
export const WeeklyQuery = z.object({ until: z.optional(Timestamp) });

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
