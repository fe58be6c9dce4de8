import * as z from 'zod/mini';
import { Flag } from '../core/schema/claim.ts';
import { Reason } from '../core/schema/decision.ts';
import { ProposalState, Trigger } from '../core/schema/proposal.ts';
import { Sha256Hex, Timestamp, Uuid } from '../core/schema/scalars.ts';
import { Lane } from '../core/schema/workflow.ts';

export { ProposalInput } from '../core/schema/proposal.ts';

/** Answer to `POST /v1/proposals` and `PUT /v1/proposals/{id}`. */
export const ProposalAnswer = z.object({
  id: Uuid,
  revision: z.int(),
  state: ProposalState,
  lane: Lane,
  trigger: Trigger,
  contentDigest: Sha256Hex,
  /** what our own checks found, so that an agent can learn at once */
  flags: z.array(Flag),
});
export type ProposalAnswer = z.infer<typeof ProposalAnswer>;

/** Answer to `GET /v1/proposals/{id}/decision`: 200 with the decision, or `decision: null` on time-out. */
export const DecisionReport = z.object({
  proposalId: Uuid,
  revision: z.int(),
  state: ProposalState,
  decision: z.union([
    z.null(),
    z.object({
      id: z.optional(Uuid),
      action: z.enum(['approve', 'approve_edited', 'reject', 'escalate', 'policy']),
      reason: z.optional(Reason),
      /** unified diff of the plain text, where a person edited */
      difference: z.optional(z.string()),
      receivedAt: Timestamp,
    }),
  ]),
  /** why the gate withdrew it: the suppression's reason, and whom it is about */
  withdrawn: z.optional(z.object({ reason: z.string(), detail: z.string(), at: Timestamp })),
});
export type DecisionReport = z.infer<typeof DecisionReport>;

export const Withdrawal = z.object({ id: Uuid, state: ProposalState });
export type Withdrawal = z.infer<typeof Withdrawal>;
