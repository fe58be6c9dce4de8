import * as z from 'zod/mini';
import { EmailAddress, line, Slug, Timestamp, Uuid } from './scalars.ts';

const DOMAIN = /^[^\s@<>"(),:;/[\]\\]+(\.[^\s@<>"(),:;/[\]\\]+)+$/;

/** Who noticed first that something wrong had gone out: us, or the people it went to (M1). */
export const FoundBy = z.enum(['rep', 'prospect', 'customer-success', 'auditor']);
export type FoundBy = z.infer<typeof FoundBy>;

/** Names that brakes' lines have for what the gate knows by itself. Nothing else may go by them. */
const KNOWN_EVENTS: ReadonlySet<string> = new Set([
  ...['reply', 'reply-positive', 'reply-negative', 'bounce', 'bounce-soft', 'complaint', 'opt-out'],
  ...['meeting', 'conversion', 'defect'],
]);

/** Telemetry that comes back, idempotent by `id`. */
export const Signal = z
  .strictObject({
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
      'custom',
    ]),
    /** of a `custom` one, and of no other: the workspace's own word for it, as its brakes' lines have it */
    name: z.optional(Slug),
    proposalId: z.optional(Uuid),
    /** whom it came from, where the source knows; otherwise the proposal's recipients */
    person: z.optional(EmailAddress),
    /** of a `reply`: a person's, kept apart by what it says, or a machine's. Left out: a person's */
    replyType: z.optional(
      z.enum(['positive', 'neutral', 'negative', 'opt-out', 'out-of-office', 'auto']),
    ),
    /** of a `bounce`. Left out: hard */
    bounceType: z.optional(z.enum(['hard', 'soft'])),
    /** of a `defect_reported`: who noticed it first */
    foundBy: z.optional(FoundBy),
    /** of a `defect_reported`: when the first one like it left, traced back (M3 begins there) */
    firstBadAt: z.optional(Timestamp),
    at: Timestamp,
    detail: z.optional(line(1000)),
  })
  .check(
    z.refine(
      ({ type, name }) => (type === 'custom') === (name !== undefined),
      'a custom signal has a name of its own, and no other has',
    ),
    z.refine(
      ({ name }) => name === undefined || !KNOWN_EVENTS.has(name),
      'this name is of a signal that has a type of its own',
    ),
  );
export type Signal = z.infer<typeof Signal>;

/**
 * How many of a day's sends to one domain had the event, where nobody says which: what mailbox
 * providers report of complaints. The same day and domains again take the place of the first.
 */
export const DailyCount = z
  .strictObject({
    signal: Slug,
    /** of the sends, in UTC */
    day: z.iso.date(),
    /** the domain that the mail came from */
    from: z.string().check(z.maxLength(253), z.regex(DOMAIN)),
    /** the domain that it went to */
    domain: z.string().check(z.maxLength(253), z.regex(DOMAIN)),
    sends: z.int().check(z.gte(0), z.lte(1_000_000_000)),
    events: z.int().check(z.gte(0)),
  })
  .check(z.refine(({ sends, events }) => events <= sends, 'more events than sends'));
export type DailyCount = z.infer<typeof DailyCount>;
