import * as z from 'zod/mini';
import { line, Timestamp, Uuid } from './scalars.ts';

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
  at: Timestamp,
  detail: z.optional(line(1000)),
});
export type Signal = z.infer<typeof Signal>;
