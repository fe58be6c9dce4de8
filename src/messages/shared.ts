import * as z from 'zod/mini';
import { Content } from '../core/schema/content.ts';
import { Delivery } from '../core/schema/email.ts';
import { ProposalState, ReviewItem } from '../core/schema/proposal.ts';
import { Sha256Hex, Timestamp, Uuid } from '../core/schema/scalars.ts';

export { Nothing, SendRefusal } from './small.ts';

/** Action → key, as the person set them. By hand: zod's record weighs 0.6 KB gzip in the panel (B1). */
export const Keys = z.custom<Record<string, string>>(
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((key) => typeof key === 'string'),
  'not a table of keys',
);

/**
 * What a page may know of an item before the person opens it: ids and digests, no text. The guard
 * decides from this alone.
 */
export const IndexEntry = z.object({
  proposalId: Uuid,
  revision: z.int(),
  state: ProposalState,
  delivery: Delivery,
  account: z.string(),
  draftId: z.optional(z.string()),
  threadId: z.optional(z.string()),
  replyTo: z.optional(z.string()),
  /** {@link matchDigest} of the agent's content, for a compose without a known id */
  matchDigest: Sha256Hex,
  /** of its To addresses: a compose with another one can't match by text. Absent in older rows */
  recipientsSum: z.optional(z.int()),
  /** of its subject: a thread with another one can't be its. Absent in older rows */
  subjectSum: z.optional(z.int()),
});
export type IndexEntry = z.infer<typeof IndexEntry>;

/** Where a decision is on its way, as the panel shows it. */
export const OutboxState = z.enum([
  /** durable here, inside its undo window */
  'saved',
  /** leaving or waiting for the network */
  'sending',
  /** the gate has it */
  'accepted',
  /** the gate refused it: both sides are shown */
  'conflict',
  /** the key was lost: the person must confirm again */
  'needs-confirming',
]);
export type OutboxState = z.infer<typeof OutboxState>;

export const LocalDecision = z.object({
  decisionId: Uuid,
  action: z.string(),
  state: OutboxState,
  undoUntil: z.string(),
  /** the gate's sentence, when it is a conflict, or accepted and waiting for somebody else */
  detail: z.optional(z.string()),
  /** what the person wrote for it, where it did not count */
  own: z.optional(
    z.object({
      reason: z.optional(z.string()),
      note: z.optional(z.string()),
      text: z.optional(z.string()),
    }),
  ),
});
export type LocalDecision = z.infer<typeof LocalDecision>;

/** What became of an item, as the gate told it when it was asked for by its link. */
export const Became = z.object({
  erasedAt: z.optional(Timestamp),
  leftAt: z.optional(Timestamp),
  /** why the gate withdrew it; absent where its own agent did */
  withdrawn: z.optional(z.object({ detail: z.string(), at: Timestamp })),
  /** as the agent wrote it, where the view's content is what a person made of that and approved */
  written: z.optional(Content),
});

/** An item with what this device has done about it. */
export const ItemView = z.object({
  item: ReviewItem,
  local: z.optional(LocalDecision),
  /** which of this browser's spaces it is from, and its workspace's name; absent where there is one */
  space: z.optional(z.object({ id: z.string(), name: z.string() })),
  /** the revision before, where this device had it */
  before: z.optional(Content),
  /** it was escalated, and this person is one of those who decide it */
  mine: z.optional(z.literal(true)),
  /** the person put it off on this device; it comes back by itself */
  putOffUntil: z.optional(z.string()),
  /** its record has the id of the page's, but nobody says that it is in the same account */
  unconfirmed: z.optional(z.literal(true)),
  /** it isn't in this device's queue: shown by its link, to be read, and nothing is decided on it */
  became: z.optional(Became),
});
export type ItemView = z.infer<typeof ItemView>;

/** How the worker stands to the gate. */
export const ConnectionState = z.enum([
  'unpaired',
  'connecting',
  'live',
  'polling',
  'offline',
  'revoked',
]);
export type ConnectionState = z.infer<typeof ConnectionState>;
