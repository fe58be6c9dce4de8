import * as z from 'zod/mini';
import { Timestamp, text, Uuid } from './scalars.ts';

/** Something that a person has to know, with what is known of it. */
export const Alert = z.object({
  id: Uuid,
  /** stable code: `brake-tripped`, `brake-warns`, `alert-fatigue`, … */
  kind: z.string(),
  urgency: z.enum(['page', 'tell']),
  workflowId: z.optional(z.string()),
  /** whose it is: the workflow's owner */
  owner: z.string(),
  title: z.string(),
  detail: z.record(z.string(), z.unknown()),
  /** how often its cause came up since it was raised */
  times: z.int(),
  firstAt: Timestamp,
  lastAt: Timestamp,
  /** not seen by then: others are told */
  dueAt: Timestamp,
  seenAt: z.optional(Timestamp),
  escalatedAt: z.optional(Timestamp),
  closedAt: z.optional(Timestamp),
  verdict: z.optional(z.enum(['actionable', 'noise'])),
  note: z.optional(z.string()),
});
export type Alert = z.infer<typeof Alert>;

/** How an alert was worth its interruption (M2). */
export const AlertClose = z.strictObject({
  verdict: z.enum(['actionable', 'noise']),
  note: z.optional(text(1000)),
});
export type AlertClose = z.infer<typeof AlertClose>;
