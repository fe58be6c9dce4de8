import * as z from 'zod/mini';
import { FieldValue } from './content.ts';
import { Timestamp } from './scalars.ts';
import { SuppressionReason, SuppressionScope } from './suppression.ts';

/** One field as its record holds it now: what it held, what it shall become, or neither. */
export const FieldStanding = z.object({
  field: z.string(),
  state: z.enum(['as-before', 'done', 'changed']),
  /** what it holds, as the system answers; null for nothing */
  current: FieldValue,
});
export type FieldStanding = z.infer<typeof FieldStanding>;

/**
 * How the world stands to a proposal at this moment, as the gate itself sees it. A note for who
 * reviews, no permission: the executor compares again when it executes.
 */
export const Standing = z.object({
  readAt: Timestamp,
  /** fields of the record, where the gate is connected to its system */
  fields: z.array(FieldStanding),
  /** why the record could not be read, in a sentence */
  unread: z.optional(z.string()),
  /** entries of the suppression list that name the people it would reach */
  suppressed: z.array(
    z.object({
      scope: SuppressionScope,
      value: z.string(),
      reason: SuppressionReason,
      until: z.optional(Timestamp),
    }),
  ),
});
export type Standing = z.infer<typeof Standing>;
