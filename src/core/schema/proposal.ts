import * as z from 'zod/mini';
import { INBOXES } from '../hosts/inbox.ts';
import { Claim, Flag, ReasoningStep } from './claim.ts';
import { Content } from './content.ts';
import { BusyTime, FieldFacts, RoutingFacts, SequenceFacts } from './facts.ts';
import { Kind } from './kind.ts';
import { AgentModel } from './people.ts';
import {
  Confidence,
  EmailAddress,
  line,
  Sha256Hex,
  Slug,
  Timestamp,
  text,
  Uuid,
  WebUrl,
} from './scalars.ts';
import { Lane, Pattern, PolicyShown, RiskTier } from './shown.ts';
import { MergeSlot } from './slot.ts';
import { BuyerFacts } from './territory.ts';

/** Where the work already lies on a page, when it does. Ids are the page's own. */
export const Placement = z.strictObject({
  host: z.enum(INBOXES),
  account: EmailAddress,
  /** API draft id, `r-7673660351152959857`, of Outlook the Graph API's; any form is kept as it came */
  draftId: z.optional(line(200)),
  /** legacy thread id, 16 hex digits; of Outlook the Graph API's `conversationId` */
  threadId: z.optional(line(200)),
  /** message replied to, legacy hex id */
  replyTo: z.optional(line(200)),
});
export type Placement = z.infer<typeof Placement>;

/**
 * What people know about the buyer, or the record, that the content alone does not show. The agent's
 * word, shown as such; nothing of it is executed.
 */
export const Context = z.strictObject({
  messages: z.optional(
    z
      .array(z.strictObject({ from: line(300), at: Timestamp, text: text(4000) }))
      .check(z.maxLength(10)),
  ),
  recordOwner: z.optional(line(200)),
  stage: z.optional(line(200)),
  touches: z.optional(z.int().check(z.gte(0))),
  company: z.optional(line(300)),
  recipientName: z.optional(line(300)),
  /** where the buyer belongs, for rules about territories */
  buyer: z.optional(BuyerFacts),
  /** of the fields that would change, by their names in `content` */
  fields: z.optional(z.array(FieldFacts).check(z.maxLength(200))),
  sequence: z.optional(SequenceFacts),
  routing: z.optional(RoutingFacts),
  /** what the calendar of a meeting holds around it */
  busy: z.optional(z.array(BusyTime).check(z.maxLength(30))),
});
export type Context = z.infer<typeof Context>;

/** What an agent submits. */
export const ProposalInput = z.strictObject({
  workflowId: Slug,
  externalId: line(200),
  template: z.optional(Slug),
  /** what the template's merge put in; without them nothing is a clone of it */
  slots: z.optional(z.array(MergeSlot).check(z.maxLength(30))),
  agent: AgentModel,
  content: Content,
  confidence: Confidence,
  reasoning: z.array(ReasoningStep).check(z.maxLength(30)),
  claims: z.array(Claim).check(z.maxLength(60)),
  flags: z.array(Flag).check(z.maxLength(60)),
  context: z.optional(Context),
  placement: z.optional(Placement),
  /** a signed webhook goes here once a person has decided */
  callbackUrl: z.optional(WebUrl),
  expiresAt: z.optional(Timestamp),
});
export type ProposalInput = z.infer<typeof ProposalInput>;

/** The states of a proposal; the arrows are drawn in `gate/dispatch/states.ts`. */
export const ProposalState = z.enum([
  'pending',
  'approved',
  'dispatching',
  'executed',
  'failed',
  'unknown',
  'rejected',
  'escalated',
  'withdrawn',
  'expired',
  'recalled',
]);
export type ProposalState = z.infer<typeof ProposalState>;

/** The stated reason why a proposal is in its lane (U7). */
export const Trigger = z.object({
  /** stable code: `kind-needs-person`, `buyer-facing`, `below-line`, `check-flag`, `agent-flag`, `pattern`, `stage`, `lane-closed`, `exception` */
  code: z.string(),
  /** the sentence a reviewer reads */
  message: z.string(),
});
export type Trigger = z.infer<typeof Trigger>;

/** What the confidence has been worth so far, near this value. */
export const TrackRecord = z.object({
  /** decided proposals of this workflow and model version with a confidence near this one */
  n: z.int(),
  /** of them, approved without a material edit */
  right: z.int(),
});
export type TrackRecord = z.infer<typeof TrackRecord>;

/** Which compose a proposal lives in (DELIVERY §3). */
export const Binding = z.object({
  host: z.enum(INBOXES),
  account: EmailAddress,
  draftId: z.string(),
  threadId: z.optional(z.string()),
  boundAt: Timestamp,
});
export type Binding = z.infer<typeof Binding>;

/** Whose a proposal is, where its workflow names people or asks for a qualification. */
export const ItemOwnership = z.object({
  /** this reviewer may decide it now */
  mine: z.boolean(),
  /** who may, or why it came to this reviewer */
  message: z.string(),
  approver: z.optional(z.string()),
  standIn: z.optional(z.string()),
  /** its time ran out, so it is with the stand-in */
  handedOver: z.optional(z.boolean()),
});
export type ItemOwnership = z.infer<typeof ItemOwnership>;

/** Who may approve, where that is not whoever may decide. Others may still reject and escalate. */
export const SignOff = z.object({
  /** this reviewer may */
  mine: z.boolean(),
  /** who may, in a sentence */
  message: z.string(),
});
export type SignOff = z.infer<typeof SignOff>;

/** Approvals of the same content so far, where the law asks for several. */
export const ParallelState = z.object({
  need: z.int(),
  have: z.int(),
  /** this reviewer is one of them */
  mine: z.boolean(),
  legalReason: z.string(),
});
export type ParallelState = z.infer<typeof ParallelState>;

/** Why somebody decides before seeing what the agent and our checks say of it. */
export const Blind = z.object({
  reason: z.enum(['audit', 'second-opinion', 'share']),
  /** of an audit that a manager drew for themselves: which spot-check it belongs to */
  spotCheck: z.optional(Uuid),
});
export type Blind = z.infer<typeof Blind>;

/** An approval that was taken back before it left, and why. */
export const Recalled = z.object({
  at: Timestamp,
  /** for whoever decides it again: "the review was not deliberate" */
  reason: z.string(),
});
export type Recalled = z.infer<typeof Recalled>;

/** One proposal as a reviewer gets it: everything the panel shows, nothing it doesn't. */
export const ReviewItem = z.object({
  proposalId: Uuid,
  workspaceId: Uuid,
  workflow: z.object({ id: z.string(), name: z.string(), pattern: Pattern, paused: z.boolean() }),
  agent: z.object({ name: z.string(), model: z.string(), modelVersion: z.string() }),
  kind: Kind,
  template: z.optional(z.string()),
  slots: z.optional(z.array(MergeSlot)),
  revision: z.int(),
  state: ProposalState,
  lane: Lane,
  tier: RiskTier,
  trigger: Trigger,
  content: Content,
  contentDigest: Sha256Hex,
  confidence: Confidence,
  trackRecord: TrackRecord,
  reasoning: z.array(ReasoningStep),
  claims: z.array(Claim),
  flags: z.array(Flag),
  context: z.optional(Context),
  placement: z.optional(Placement),
  binding: z.optional(Binding),
  policy: PolicyShown,
  createdAt: Timestamp,
  dueAt: Timestamp,
  expiresAt: z.optional(Timestamp),
  /** absent where any reviewer of the mailbox may decide; not `mine`: shown, but not to be decided here */
  ownership: z.optional(ItemOwnership),
  parallel: z.optional(ParallelState),
  /** decided before confidence and flags are shown */
  blind: z.optional(Blind),
  /** it was approved before, and that was taken back */
  recalled: z.optional(Recalled),
  /** while it is escalated: it comes back at this time, or is back since, for whoever could decide before */
  escalation: z.optional(z.object({ returnsAt: Timestamp, returned: z.optional(Timestamp) })),
  signOff: z.optional(SignOff),
  /** others who look at it now; advisory, over at `until` without further notice */
  openWith: z.optional(z.array(z.object({ name: z.string(), until: Timestamp }))),
  /** the decision that won, once there is one */
  decision: z.optional(
    z.object({
      id: Uuid,
      action: z.string(),
      by: z.string(),
      at: Timestamp,
      reason: z.optional(z.string()),
      /** of an escalation: to whom and why, as the person wrote it */
      note: z.optional(z.string()),
    }),
  ),
  /** the clearance for compose delivery, only on the device it names */
  clearance: z.optional(
    z.object({
      id: Uuid,
      contentDigest: Sha256Hex,
      composeDigest: z.optional(Sha256Hex),
      executor: z.string(),
      expiresAt: Timestamp,
      state: z.enum(['open', 'redeemed', 'void']),
    }),
  ),
});
export type ReviewItem = z.infer<typeof ReviewItem>;
