import * as z from 'zod/mini';
import { INBOXES } from '../core/hosts/inbox.ts';
import { Binding } from '../core/schema/proposal.ts';
import { EmailAddress, line, Timestamp, Uuid } from '../core/schema/scalars.ts';

/** `POST /v1/proposals/{id}/bindings`. */
export const BindingRequest = z.strictObject({
  revision: z.int().check(z.gte(1)),
  host: z.enum(INBOXES),
  account: EmailAddress,
  draftId: line(200),
  threadId: z.optional(line(200)),
});
export type BindingRequest = z.infer<typeof BindingRequest>;
export const BindingAnswer = Binding;

/** `DELETE /v1/proposals/{id}/bindings`: the compose was discarded. */
export const BindingReleased = z.object({ released: z.boolean() });

/** `POST /v1/leases`: "I am looking at this". Advisory. */
export const LeaseRequest = z.strictObject({ proposalId: Uuid });
export const LeaseAnswer = z.object({
  proposalId: Uuid,
  until: Timestamp,
  /** others who look at it now */
  others: z.array(z.string()),
});
export type LeaseAnswer = z.infer<typeof LeaseAnswer>;
