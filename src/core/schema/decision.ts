import * as z from 'zod/mini';
import { Content } from './content.ts';
import { REASONS } from './reasons.ts';
import { Sha256Hex, Timestamp, text, Uuid } from './scalars.ts';

export const DecisionAction = z.enum(['approve', 'approve_edited', 'reject', 'escalate']);
export type DecisionAction = z.infer<typeof DecisionAction>;

export const ReasonCode = z.enum(REASONS);
export type ReasonCode = z.infer<typeof ReasonCode>;

export const Reason = z.strictObject({ code: ReasonCode, note: z.optional(text(2000)) });
export type Reason = z.infer<typeof Reason>;

/** Aggregates only; nothing of what was looked at leaves the browser (STATISTICS §5). */
export const Attention = z.strictObject({
  /** milliseconds with the panel visible, the window focused and recent input (`core/attention/meter.ts`) */
  activeMs: z.int().check(z.gte(0)),
  /** words on this item that had not been read before */
  unseenWords: z.int().check(z.gte(0)),
  /** every high-severity flag was on screen for half a second */
  flagsSeen: z.boolean(),
  evidenceOpened: z.int().check(z.gte(0)),
  /** the evidence of a contradicted claim was opened */
  contradictionOpened: z.optional(z.boolean()),
});
export type Attention = z.infer<typeof Attention>;

/**
 * The batch that a decision is part of. The gate works out each row's clone digest itself and refuses
 * every row that isn't one of these clones (`core/clones`), and a second digest under one id.
 */
export const Batch = z.strictObject({
  id: Uuid,
  /** `cloneDigest` of what was decided together */
  clones: Sha256Hex,
});
export type Batch = z.infer<typeof Batch>;

/**
 * Where it was decided, when not on a review page. Attention is measured there only: in these it is
 * {@link UNMEASURED} and says nothing. A device signs `sheet`; `slack` is what Slack attests.
 */
export const DecisionChannel = z.enum(['slack', 'sheet']);
export type DecisionChannel = z.infer<typeof DecisionChannel>;

/** The attention of a decision that was made where none is measured. */
export const UNMEASURED: Attention = {
  activeMs: 0,
  unseenWords: 0,
  flagsSeen: false,
  evidenceOpened: 0,
};

/**
 * What was decided before confidence, flags and reasoning were shown. Kept beside the decision, for
 * measuring only: neither the agent nor other reviewers are told of it.
 */
export const FirstLook = z.strictObject({
  action: z.enum(['approve', 'reject', 'escalate']),
  reason: z.optional(ReasonCode),
  /** what had been read until then */
  attention: Attention,
});
export type FirstLook = z.infer<typeof FirstLook>;

/**
 * What a person decided, as their device signs it: the payload of a compact JWS (ES256) over its
 * RFC 8785 form. `id` makes it idempotent.
 */
export const Decision = z.strictObject({
  v: z.literal(1),
  id: Uuid,
  workspaceId: Uuid,
  proposalId: Uuid,
  revision: z.int().check(z.gte(1)),
  action: DecisionAction,
  /** digest of what is approved: the revision's own, or that of `content` */
  contentDigest: Sha256Hex,
  /**
   * what leaves instead of the revision's content. With `approve` it may differ in `tail` only;
   * with `approve_edited` in what `core/review/edit.ts` lets a person change of its kind.
   */
  content: z.optional(Content),
  composeDigest: z.optional(Sha256Hex),
  tailDigest: z.optional(Sha256Hex),
  reason: z.optional(Reason),
  /** one press decided several: see {@link Batch} */
  batch: z.optional(Batch),
  /** a review page if left out */
  channel: z.optional(DecisionChannel),
  attention: Attention,
  /** of an item that was to be decided blind first; the decision itself is what was kept, or changed once */
  firstLook: z.optional(FirstLook),
  /** the device's clock; a claim, not a fact */
  decidedAt: Timestamp,
});
export type Decision = z.infer<typeof Decision>;

export const DecisionConflict = z.enum([
  'superseded',
  'already_decided',
  'withdrawn',
  'expired',
  'digest_mismatch',
  'not_yours',
  'not_clones',
  'not_found',
  'bad_signature',
  'invalid',
]);
export type DecisionConflict = z.infer<typeof DecisionConflict>;

/** The gate's answer to one decision. */
export const DecisionAnswer = z.object({
  id: z.string(),
  status: z.enum(['accepted', 'duplicate', 'conflict']),
  conflict: z.optional(DecisionConflict),
  /** a sentence for the person, when it is a conflict, or accepted and waiting for another's approval */
  detail: z.optional(z.string()),
});
export type DecisionAnswer = z.infer<typeof DecisionAnswer>;
