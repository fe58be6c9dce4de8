import * as z from 'zod/mini';
import { Dispatch } from '../core/schema/dispatch.ts';
import { ProposalState } from '../core/schema/proposal.ts';
import { EmailAddress, line, Slug, Timestamp, text, Uuid } from '../core/schema/scalars.ts';

/**
 * `POST /v1/sweeps`, by a manager: stops everything that waits, or is approved and has not begun to
 * leave, from one template, agent (by its name) or model version. What is named has to hold together.
 * What comes in later is not stopped by it: pause the workflow for that.
 */
export const SweepRequest = z
  .strictObject({
    workflowId: z.optional(Slug),
    template: z.optional(Slug),
    agent: z.optional(line(200)),
    model: z.optional(line(120)),
    modelVersion: z.optional(line(120)),
    /** for the agents and for the audit trail */
    reason: text(500),
  })
  .check(
    z.refine(
      ({ template, agent, modelVersion }) =>
        template !== undefined || agent !== undefined || modelVersion !== undefined,
      'name a template, an agent or a model version',
    ),
  );
export type SweepRequest = z.infer<typeof SweepRequest>;

export const SweepAnswer = z.object({
  id: Uuid,
  stopped: z.array(
    z.object({
      proposalId: Uuid,
      workflowId: z.string(),
      externalId: z.string(),
      /** the state it was in */
      was: ProposalState,
    }),
  ),
  /** had begun to leave, and may finish */
  underWay: z.array(Dispatch),
});
export type SweepAnswer = z.infer<typeof SweepAnswer>;

/**
 * `POST /v1/recalls`, by a manager: takes back what this reviewer approved since then and has not
 * begun to leave, and queues it again with the reason.
 */
export const RecallRequest = z.strictObject({
  reviewer: EmailAddress,
  since: Timestamp,
  /** only approvals that were not deliberate; all if left out */
  unreadOnly: z.optional(z.boolean()),
  /** shown to whoever decides it again */
  reason: text(500),
});
export type RecallRequest = z.infer<typeof RecallRequest>;

export const RecallAnswer = z.object({
  id: Uuid,
  recalled: z.array(Uuid),
  /** approved by them in that time, and executed, under way or unknown by now */
  gone: z.array(z.object({ proposalId: Uuid, state: ProposalState })),
});
export type RecallAnswer = z.infer<typeof RecallAnswer>;
