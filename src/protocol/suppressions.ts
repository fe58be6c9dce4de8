import * as z from 'zod/mini';
import { ConductPolicy, Contact } from '../core/conduct/policy.ts';
import { line, Timestamp, Uuid } from '../core/schema/scalars.ts';
import { Suppression } from '../core/schema/suppression.ts';

export { ConductPolicy, ContactInput } from '../core/conduct/policy.ts';
export { SuppressionInput } from '../core/schema/suppression.ts';

/** `GET /v1/suppressions`: oldest id first; `after` is the last id of the page before. */
export const SuppressionsQuery = z.object({
  after: z.optional(Uuid),
  limit: z.optional(z.coerce.number().check(z.gte(1), z.lte(1000))),
  /** an address, a domain or a record: entries that hold for it */
  value: z.optional(line(320)),
});
export const SuppressionsAnswer = z.object({
  suppressions: z.array(Suppression),
  /** give it as `after` for the next page */
  next: z.optional(Uuid),
});

/** What an entry made of what was waiting: open proposals that it forbids are withdrawn with it. */
export const SuppressAnswer = z.object({ suppression: Suppression, withdrawn: z.array(Uuid) });
export const UnsuppressAnswer = z.object({ removed: z.boolean() });

/** `POST /v1/suppressions/import`. Without `partial` one bad row keeps all rows out. */
export const ImportQuery = z.object({ partial: z.optional(z.enum(['true', 'false'])) });
export const ImportAnswer = z.object({
  added: z.int(),
  /** were on the list for the same reason: the longer time holds */
  known: z.int(),
  withdrawn: z.int(),
  refused: z.array(z.object({ line: z.int(), field: z.string(), message: z.string() })),
});
export type ImportAnswer = z.infer<typeof ImportAnswer>;

/** `GET` and `PUT /v1/conduct`. Version 0 is the one that every workspace begins with. */
export const ConductAnswer = z.object({
  version: z.int(),
  policy: ConductPolicy,
  by: z.optional(z.string()),
  at: z.optional(Timestamp),
});
export type ConductAnswer = z.infer<typeof ConductAnswer>;
/** With `basedOn` another change in between is refused instead of overwritten. */
export const ConductPut = z.strictObject({
  policy: ConductPolicy,
  basedOn: z.optional(z.int().check(z.gte(0))),
});

/** `GET /v1/contacts?person=…` */
export const ContactQuery = z.object({ person: line(320) });
export const ContactAnswer = z.object({ contact: z.union([z.null(), Contact]) });
