import * as z from 'zod/mini';
import { line, Timestamp, Uuid } from './scalars.ts';

/** `account` is a record in a CRM, `system:object:id`: a person's own, or their company's. */
export const SuppressionScope = z.enum(['address', 'domain', 'account']);
export type SuppressionScope = z.infer<typeof SuppressionScope>;

/**
 * Why. An opt-out, a complaint, a legal or manual entry stops every channel; a bounce stops mail; a
 * reply stops what goes on as if nobody had answered (sequences, first mails), not an answer.
 */
export const SuppressionReason = z.enum([
  'opt-out',
  'bounce',
  'complaint',
  'reply',
  'manual',
  'legal',
]);
export type SuppressionReason = z.infer<typeof SuppressionReason>;

/** What somebody adds to the list. `since` is now when left out; without `until` it has no end. */
export const SuppressionInput = z.strictObject({
  scope: SuppressionScope,
  value: line(320),
  reason: SuppressionReason,
  source: z.optional(line(200)),
  note: z.optional(line(500)),
  since: z.optional(Timestamp),
  until: z.optional(Timestamp),
});
export type SuppressionInput = z.infer<typeof SuppressionInput>;

export const Suppression = z.object({
  id: Uuid,
  scope: SuppressionScope,
  /** in the normal form of core/conduct/names.ts */
  value: z.string(),
  reason: SuppressionReason,
  source: z.string(),
  note: z.optional(z.string()),
  since: Timestamp,
  until: z.optional(Timestamp),
  by: z.string(),
});
export type Suppression = z.infer<typeof Suppression>;
