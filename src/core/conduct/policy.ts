import * as z from 'zod/mini';
import { line, Timestamp } from '../schema/scalars.ts';

/** Upon which a person may be contacted. */
export const ContactBasis = z.enum([
  'consent',
  'opt-in',
  'legitimate-interest',
  'existing-customer',
  'none',
]);
export type ContactBasis = z.infer<typeof ContactBasis>;

/** ISO 3166: `DE`, or `US-CA`. */
export const Jurisdiction = z.string().check(z.regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/));
const Domain = z.string().check(z.maxLength(253), z.regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/));
const clock = (pattern: RegExp) => z.string().check(z.regex(pattern));

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}
/** A name of the IANA time zone database. */
export const TimeZone = z
  .string()
  .check(z.maxLength(64), z.refine(isZone, 'not a time zone, such as Europe/Berlin'));

/** Hours in which buyers may be reached, in their own time zone where it is known. */
export const SendingWindow = z
  .strictObject({
    /** ISO days: 1 is Monday */
    days: z.array(z.int().check(z.gte(1), z.lte(7))).check(z.minLength(1), z.maxLength(7)),
    from: clock(/^([01]\d|2[0-3]):[0-5]\d$/),
    to: clock(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/),
  })
  .check(z.refine(({ from, to }) => from < to, 'must close after it opens, on the same day'));

/**
 * At most so many touches in a calendar day or ISO week of the workspace's zone, all workflows and
 * channels together: a mail, a social message, an invitation, a call, each step of a sequence.
 */
export const Cap = z.strictObject({
  per: z.enum(['person', 'account', 'domain']),
  within: z.enum(['day', 'week']),
  most: z.int().check(z.gte(1), z.lte(100_000)),
});

/** How a workspace behaves towards buyers: one document, every version of it kept. */
export const ConductPolicy = z.strictObject({
  timeZone: TimeZone,
  /** people here are colleagues: only suppressions hold for them */
  ownDomains: z.array(Domain).check(z.maxLength(100)),
  window: z.union([z.null(), SendingWindow]),
  caps: z.array(Cap).check(z.maxLength(12)),
  /** shared by strangers, so no cap counts them as one */
  uncappedDomains: z.array(Domain).check(z.maxLength(200)),
  /** after so many touches in so many days without an answer nothing more is proposed */
  silence: z.union([
    z.null(),
    z.strictObject({
      touches: z.int().check(z.gte(1), z.lte(1000)),
      days: z.int().check(z.gte(1), z.lte(3650)),
    }),
  ]),
  /** for so many days a reply stops sequences and first mails to this person; null: it stops nothing */
  replyStopsDays: z.union([z.null(), z.int().check(z.gte(1), z.lte(3650))]),
  /**
   * By jurisdiction (`DE`, `US-CA`, or `*` for all others and where it isn't known): the bases of
   * which one is needed. A jurisdiction without a row needs none.
   */
  basis: z.record(
    z.union([Jurisdiction, z.literal('*')]),
    z.array(ContactBasis).check(z.minLength(1), z.maxLength(5)),
  ),
});
export type ConductPolicy = z.infer<typeof ConductPolicy>;

/** Where a workspace begins: nothing is held back but what a person or the law said no to. */
export const DEFAULT_CONDUCT: ConductPolicy = {
  timeZone: 'UTC',
  ownDomains: [],
  window: null,
  caps: [],
  uncappedDomains: [
    ...['gmail.com', 'googlemail.com', 'outlook.com', 'hotmail.com', 'live.com', 'yahoo.com'],
    ...['icloud.com', 'me.com', 'aol.com', 'gmx.de', 'gmx.net', 'web.de', 't-online.de'],
    ...['proton.me', 'protonmail.com', 'qq.com', '163.com', 'mail.ru', 'orange.fr', 'free.fr'],
  ],
  silence: null,
  replyStopsDays: 90,
  basis: {},
};

/** What is known of one person, by address or by record in a CRM. */
export const ContactInput = z.strictObject({
  /** a mail address, or `system:object:id` */
  person: line(320),
  /** the other name of the same person: an address for a record, a record for an address */
  alsoKnownAs: z.optional(line(320)),
  /** the company's record, `system:object:id` */
  account: z.optional(line(320)),
  basis: z.optional(ContactBasis),
  jurisdiction: z.optional(Jurisdiction),
  timeZone: z.optional(TimeZone),
  /** where the basis comes from: a form, a contract, a call */
  source: z.optional(line(200)),
  recordedAt: z.optional(Timestamp),
  expiresAt: z.optional(Timestamp),
});
export type ContactInput = z.infer<typeof ContactInput>;

export const Contact = z.object({
  person: z.string(),
  knownAs: z.array(z.string()),
  account: z.optional(z.string()),
  basis: z.optional(ContactBasis),
  jurisdiction: z.optional(z.string()),
  timeZone: z.optional(z.string()),
  source: z.optional(z.string()),
  recordedAt: Timestamp,
  expiresAt: z.optional(Timestamp),
  by: z.string(),
});
export type Contact = z.infer<typeof Contact>;

export type Cap = z.infer<typeof Cap>;
export type SendingWindow = z.infer<typeof SendingWindow>;
