import * as z from 'zod/mini';
import { Alert } from '../core/schema/alert.ts';
import { ReviewItem } from '../core/schema/proposal.ts';
import { Uuid } from '../core/schema/scalars.ts';
import { SignedHead, SyncAudit } from './audit.ts';

/** `GET /v1/sync?cursor=&wait=&limit=`; `wait` in seconds, 25 at most. */
export const SyncQuery = z.object({
  cursor: z.optional(z.string().check(z.regex(/^[0-9]+\.[0-9]+(\.[0-9]+){0,2}$/))),
  wait: z.optional(z.coerce.number().check(z.gte(0), z.lte(25))),
  limit: z.optional(z.coerce.number().check(z.gte(1), z.lte(500))),
  /** the last head of the audit chain that this device knows */
  head: z.optional(SignedHead),
});

export const SyncEntry = z.discriminatedUnion('op', [
  z.object({ op: z.literal('upsert'), item: ReviewItem }),
  z.object({ op: z.literal('remove'), proposalId: Uuid }),
]);
export type SyncEntry = z.infer<typeof SyncEntry>;

/** An open alert, as devices of those it is for are told of it. */
export const ToldAlert = z.pick(Alert, {
  id: true,
  kind: true,
  urgency: true,
  workflowId: true,
  title: true,
  firstAt: true,
  seenAt: true,
});
export type ToldAlert = z.infer<typeof ToldAlert>;

/** A page of the feed, in commit order. `resync` asks the client to drop what it has and start at null. */
export const SyncAnswer = z.object({
  entries: z.array(SyncEntry),
  cursor: z.string(),
  /** more is ready at once */
  more: z.boolean(),
  resync: z.optional(z.boolean()),
  /** the newest signed head of the workspace's audit chain, once there is one */
  audit: z.optional(SyncAudit),
  /** with the last page: all that are open and for this person; absent where none is */
  alerts: z.optional(z.array(ToldAlert)),
});
export type SyncAnswer = z.infer<typeof SyncAnswer>;

/** `POST /v1/live`: a single-use ticket for the WebSocket, valid 30 s, sent as the second subprotocol. */
export const LiveTicket = z.object({ ticket: z.string(), expiresAt: z.string() });
export type LiveTicket = z.infer<typeof LiveTicket>;

/** First subprotocol of `wss …/v1/live`; the second is the ticket. */
export const LIVE_SUBPROTOCOL = 'countersign.v1';

/** The only frames: the cursor moved, or the answer to a `ping` text frame. */
export const LiveFrame = z.discriminatedUnion('type', [
  z.object({ type: z.literal('moved') }),
  z.object({ type: z.literal('pong') }),
]);
export type LiveFrame = z.infer<typeof LiveFrame>;
