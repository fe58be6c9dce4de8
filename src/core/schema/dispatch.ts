import * as z from 'zod/mini';
import { Executor } from './clearance.ts';
import { line, Timestamp, text, Uuid } from './scalars.ts';

export const DispatchState = z.enum([
  'queued',
  'claimed',
  'handing_over',
  'executed',
  'failed',
  'unknown',
  'refused',
]);
export type DispatchState = z.infer<typeof DispatchState>;

/** Executing a cleared proposal through an executor, at most once. */
export const Dispatch = z.object({
  id: Uuid,
  proposalId: Uuid,
  clearanceId: Uuid,
  executor: Executor,
  state: DispatchState,
  /** the executing system's own id: a Message-ID, a CRM's id */
  externalRef: z.optional(z.string()),
  detail: z.optional(z.string()),
  createdAt: Timestamp,
  finishedAt: z.optional(Timestamp),
});
export type Dispatch = z.infer<typeof Dispatch>;

/** What an executor reports after a redemption. */
export const DispatchResult = z.strictObject({
  outcome: z.enum(['executed', 'failed', 'not_executed', 'recalled', 'unknown']),
  externalRef: z.optional(line(500)),
  detail: z.optional(text(2000)),
});
export type DispatchResult = z.infer<typeof DispatchResult>;
