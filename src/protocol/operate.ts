import * as z from 'zod/mini';
import { Dispatch } from '../core/schema/dispatch.ts';
import { line, Timestamp, text, Uuid } from '../core/schema/scalars.ts';

/** One attempt at executing a dispatch, or one time that its executor was asked. */
export const Attempt = z.object({
  what: z.enum(['execute', 'ask']),
  /** counts from 1, each kind by itself */
  attempt: z.int(),
  /** the gate process */
  instance: z.optional(z.string()),
  startedAt: Timestamp,
  handedOverAt: z.optional(Timestamp),
  endedAt: z.optional(Timestamp),
  /**
   * `executed`, `failed`, `unknown`; `rate_limited`, `failed` or `unknown` and queued again;
   * `stopped` with its process; asked: `executed`, `not_executed`, `unclear`, `failed`
   */
  outcome: z.optional(z.string()),
  detail: z.optional(z.string()),
});
export type Attempt = z.infer<typeof Attempt>;
/** `GET /v1/dispatches/{id}/attempts` */
export const AttemptsAnswer = z.object({ attempts: z.array(Attempt) });

/** `POST /v1/dispatches/{id}/resolve`: what a person found out about an unknown outcome. */
export const ResolveRequest = z.strictObject({
  outcome: z.enum(['executed', 'failed']),
  reason: line(500),
});
export const DispatchAnswer = z.object({ dispatch: Dispatch });
export const AskRequest = z.strictObject({});

/** One attempt at telling a callback. */
export const Delivery = z.object({
  /** the `webhook-id` header */
  webhookId: z.string(),
  attempt: z.int(),
  type: z.string(),
  /** scheme, host and port; a path can be a secret */
  origin: z.string(),
  proposalId: z.optional(Uuid),
  startedAt: Timestamp,
  endedAt: Timestamp,
  /** of the answer, where there was one */
  status: z.optional(z.int()),
  error: z.optional(text(500)),
  delivered: z.boolean(),
  /** absent: delivered, or given up */
  nextTryAt: z.optional(Timestamp),
});
export type Delivery = z.infer<typeof Delivery>;
export const DeliveriesQuery = z.object({ proposalId: z.optional(z.string()) });
/** `GET /v1/deliveries` */
export const DeliveriesAnswer = z.object({ deliveries: z.array(Delivery) });
