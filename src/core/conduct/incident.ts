import * as z from 'zod/mini';
import { Timestamp, Uuid } from '../schema/scalars.ts';

/**
 * Something left around the gate. `sent-uncleared`: mail to somebody the workspace knows that no
 * redemption accounts for. `sent-changed`: a redeemed mail whose text is not the one approved.
 */
export const IncidentKind = z.enum(['sent-uncleared', 'sent-changed']);
export type IncidentKind = z.infer<typeof IncidentKind>;

export const Incident = z.object({
  id: Uuid,
  kind: IncidentKind,
  mailbox: z.string(),
  messageId: z.optional(z.string()),
  proposalId: z.optional(Uuid),
  /** whom it went to, as written */
  recipients: z.array(z.string()),
  subject: z.optional(z.string()),
  /** when it was sent */
  happenedAt: Timestamp,
  foundAt: Timestamp,
  detail: z.string(),
});
export type Incident = z.infer<typeof Incident>;
