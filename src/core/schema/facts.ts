import * as z from 'zod/mini';
import { FieldValue } from './content.ts';
import { line, Timestamp, text, WebUrl } from './scalars.ts';

/** What is known of one field that would change. */
export const FieldFacts = z.strictObject({
  /** as `content` names it */
  field: line(120),
  /** who set the value before, as the system of record says */
  changedBy: z.optional(line(200)),
  changedAt: z.optional(Timestamp),
  /** where the proposed value was read, and when */
  source: z.optional(line(200)),
  url: z.optional(WebUrl),
  observedAt: z.optional(Timestamp),
  /** what other sources say; a reviewer may pick one instead */
  alternatives: z.optional(
    z
      .array(
        z.strictObject({
          value: FieldValue,
          source: line(200),
          url: z.optional(WebUrl),
          observedAt: z.optional(Timestamp),
        }),
      )
      .check(z.maxLength(10)),
  ),
});
export type FieldFacts = z.infer<typeof FieldFacts>;

/** What stands for and against enrolling this person. */
export const SequenceFacts = z.strictObject({
  /** sequences that the person is in now */
  enrolled: z.optional(
    z
      .array(
        z.strictObject({
          name: line(300),
          owner: z.optional(line(200)),
          since: z.optional(Timestamp),
        }),
      )
      .check(z.maxLength(20)),
  ),
  /** rules that keep people out of this sequence, and whether one keeps this person out */
  exclusions: z.optional(
    z
      .array(
        z.strictObject({ rule: line(300), excludes: z.boolean(), detail: z.optional(line(500)) }),
      )
      .check(z.maxLength(40)),
  ),
});
export type SequenceFacts = z.infer<typeof SequenceFacts>;

/** Whom a lead could go to. */
export const RoutingFacts = z.strictObject({
  /** where the lead belongs */
  territory: z.optional(line(200)),
  currentOwner: z.optional(line(200)),
  /** why it could be somebody else's, in a sentence */
  conflict: z.optional(text(500)),
  /** owners it may go to, the proposed one among them; a reviewer may pick another of them */
  owners: z.optional(
    z
      .array(
        z.strictObject({
          id: line(200),
          name: line(300),
          territory: z.optional(line(200)),
          openLeads: z.optional(z.int().check(z.gte(0))),
          capacity: z.optional(z.int().check(z.gte(0))),
        }),
      )
      .check(z.maxLength(30)),
  ),
});
export type RoutingFacts = z.infer<typeof RoutingFacts>;

/** Time that is taken already. */
export const BusyTime = z.strictObject({
  start: Timestamp,
  end: Timestamp,
  title: z.optional(line(300)),
});
export type BusyTime = z.infer<typeof BusyTime>;
