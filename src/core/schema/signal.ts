import * as z from 'zod/mini';
import { EmailAddress, line, Timestamp, Uuid } from './scalars.ts';

/** Telemetry that comes back, idempotent by `id`. */
export const Signal = z.strictObject({
  id: line(200),
  type: z.enum([
    'sent',
    'delivered',
    'reply',
    'bounce',
    'complaint',
    'unsubscribe',
    'meeting',
    'conversion',
    'defect_reported',
    'sent-uncleared',
  ]),
  proposalId: z.optional(Uuid),
  /** whom it came from, where the source knows; otherwise the proposal's recipients */
  person: z.optional(EmailAddress),
  /** of a `reply`: a person's, kept apart by what it says, or a machine's. Left out: a person's */
  replyType: z.optional(
    z.enum(['positive', 'neutral', 'negative', 'opt-out', 'out-of-office', 'auto']),
  ),
  /** of a `bounce`. Left out: hard */
  bounceType: z.optional(z.enum(['hard', 'soft'])),
  at: Timestamp,
  detail: z.optional(line(1000)),
});
export type Signal = z.infer<typeof Signal>;
