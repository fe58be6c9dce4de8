import * as z from 'zod/mini';
import { Reason } from '../core/schema/decision.ts';
import { Sha256Hex, Uuid } from '../core/schema/scalars.ts';

/** What one row of a sheet says, as it may be signed: with an id, the workspace and `channel: sheet`. */
export const SheetDecision = z.object({
  proposalId: Uuid,
  revision: z.int(),
  contentDigest: Sha256Hex,
  action: z.enum(['approve', 'reject']),
  reason: z.optional(Reason),
});
export type SheetDecision = z.infer<typeof SheetDecision>;

/** `line` is the one the row begins on; the header is 1. */
export const SheetRefusal = z.object({
  line: z.int(),
  proposalId: z.optional(z.string()),
  /** what is wrong, and what to do about it */
  message: z.string(),
});
export type SheetRefusal = z.infer<typeof SheetRefusal>;

/**
 * `POST /v1/queue.csv`: what a filled sheet would decide now. Nothing is decided by it: the device
 * signs what is `ready` and sends it to `POST /v1/decisions`, which judges each again.
 */
export const SheetAnswer = z.object({
  ready: z.array(z.object({ line: z.int(), decision: SheetDecision })),
  refused: z.array(SheetRefusal),
  /** rows without a decision */
  open: z.int(),
});
export type SheetAnswer = z.infer<typeof SheetAnswer>;
