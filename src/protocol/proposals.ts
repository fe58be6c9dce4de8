import * as z from 'zod/mini';
import { Flag } from '../core/schema/claim.ts';
import { Content } from '../core/schema/content.ts';
import { Reason } from '../core/schema/decision.ts';
import { ProposalState, ReviewItem, Trigger } from '../core/schema/proposal.ts';
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

/**
 * Answer to `GET /v1/proposals/{id}`: one proposal by its id, whatever its state, to whoever may see it.
 * Nothing can be decided by it: what may be decided comes with the feed.
 */
export const ProposalShown = z.object({
  item: ReviewItem,
  /** it is in the caller's own feed, too, where it is decided while it is open */
  yours: z.boolean(),
  /** its text was erased then; what stands in the content's place is nobody's */
  erasedAt: z.optional(Timestamp),
  /** as a person approved it; absent where that is as the agent wrote it, and where it was erased */
  approved: z.optional(Content),
  /** when it was carried out */
  leftAt: z.optional(Timestamp),
  /** why the gate withdrew it; absent where its own agent did */
  withdrawn: z.optional(z.object({ reason: z.string(), detail: z.string(), at: Timestamp })),
});
export type ProposalShown = z.infer<typeof ProposalShown>;

export const Withdrawal = z.object({ id: Uuid, state: ProposalState });
export type Withdrawal = z.infer<typeof Withdrawal>;
