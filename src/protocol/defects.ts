import * as z from 'zod/mini';
import { line, Timestamp } from '../core/schema/scalars.ts';
import { FoundBy } from '../core/schema/signal.ts';
import { Sent } from '../core/schema/spot-check.ts';

/** `POST /v1/proposals/{id}/defects`: this sent mail was wrong. One a person and proposal counts. */
export const DefectRequest = z.strictObject({
  /** who noticed it first; whoever reports it has the role's word if left out: rep, or auditor */
  foundBy: z.optional(FoundBy),
  /** when it was found; now if left out */
  at: z.optional(Timestamp),
  /** when the first one like it left, traced back; this one's time if left out */
  firstBadAt: z.optional(Timestamp),
  note: z.optional(line(1000)),
});
export type DefectRequest = z.infer<typeof DefectRequest>;

export const DefectAnswer = z.object({
  signalId: z.string(),
  /** false: this person had said so before */
  fresh: z.boolean(),
  sentAt: Timestamp,
  firstBadAt: Timestamp,
});
export type DefectAnswer = z.infer<typeof DefectAnswer>;

/** `GET /v1/sent?limit=`: what left lately, newest first; a manager's from all, a rep's from their mailboxes. */
export const SentQuery = z.object({
  limit: z.optional(z.coerce.number().check(z.gte(1), z.lte(100))),
});
export const SentAnswer = z.object({ sent: z.array(Sent) });
export type SentAnswer = z.infer<typeof SentAnswer>;
