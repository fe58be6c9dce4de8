import * as z from 'zod/mini';
import { EmailContent } from './email.ts';
import { EmailAddress, line, Money, Timestamp, text } from './scalars.ts';

/** A row in a system of record. `id` is that system's own id, as it prints it. */
export const RecordRef = z.strictObject({
  system: line(40),
  account: z.optional(line(100)),
  object: line(80),
  id: line(200),
  label: z.optional(line(300)),
});
export type RecordRef = z.infer<typeof RecordRef>;

/** What one field of a record holds. */
export const FieldValue = z.union([
  z.string().check(z.maxLength(10_000)),
  z.number(),
  z.boolean(),
  z.null(),
]);
export type FieldValue = z.infer<typeof FieldValue>;

const FieldChange = z.strictObject({ field: line(120), before: FieldValue, after: FieldValue });

const SequenceStep = z.strictObject({
  channel: z.enum(['email', 'call', 'social', 'task']),
  at: Timestamp,
  subject: z.optional(line(998)),
  body: z.optional(text(50_000)),
});

export const SequenceEnroll = z.strictObject({
  kind: z.literal('sequence.enroll'),
  contact: RecordRef,
  email: z.optional(EmailAddress),
  sequence: z.strictObject({ id: line(200), name: line(300), version: line(60) }),
  steps: z.array(SequenceStep).check(z.maxLength(60)),
});

export const RecordUpdate = z.strictObject({
  kind: z.literal('record.update'),
  record: RecordRef,
  changes: z.array(FieldChange).check(z.minLength(1), z.maxLength(200)),
});

export const LeadRoute = z.strictObject({
  kind: z.literal('lead.route'),
  lead: RecordRef,
  owner: z.strictObject({ id: line(200), name: line(300) }),
  queue: z.optional(line(200)),
});

export const LeadScore = z.strictObject({
  kind: z.literal('lead.score'),
  lead: RecordRef,
  model: line(120),
  before: z.union([z.number(), z.null()]),
  after: z.number(),
});

export const ContactEnrich = z.strictObject({
  kind: z.literal('contact.enrich'),
  contact: RecordRef,
  changes: z.array(FieldChange).check(z.minLength(1), z.maxLength(200)),
});

export const PriceQuote = z.strictObject({
  kind: z.literal('price.quote'),
  deal: RecordRef,
  lines: z
    .array(
      z.strictObject({
        item: line(300),
        quantity: z.number().check(z.gt(0)),
        unitPrice: Money,
        /** percent, 0 to 100 */
        discount: z.number().check(z.gte(0), z.lte(100)),
      }),
    )
    .check(z.minLength(1), z.maxLength(200)),
  total: Money,
  validUntil: Timestamp,
});

export const MeetingSchedule = z.strictObject({
  kind: z.literal('meeting.schedule'),
  calendar: EmailAddress,
  title: line(500),
  start: Timestamp,
  end: Timestamp,
  attendees: z.array(EmailAddress).check(z.minLength(1), z.maxLength(50)),
  agenda: z.optional(text(10_000)),
});

export const MessageSocial = z.strictObject({
  kind: z.literal('message.social'),
  network: line(60),
  contact: RecordRef,
  text: text(10_000),
});

export const CallTask = z.strictObject({
  kind: z.literal('call.task'),
  contact: RecordRef,
  /** E.164, so that nobody has to guess a country */
  phone: z.string().check(z.regex(/^\+[1-9]\d{6,14}$/)),
  script: z.optional(text(10_000)),
  dueAt: Timestamp,
});

/** What would be executed. Its digest is what a person approves. */
export const Content = z.discriminatedUnion('kind', [
  EmailContent,
  SequenceEnroll,
  RecordUpdate,
  LeadRoute,
  LeadScore,
  ContactEnrich,
  PriceQuote,
  MeetingSchedule,
  MessageSocial,
  CallTask,
]);
export type Content = z.infer<typeof Content>;
