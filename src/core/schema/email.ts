import * as z from 'zod/mini';
import { EmailAddress, line, Sha256Hex } from './scalars.ts';

export const Mailbox = z.strictObject({
  email: EmailAddress,
  name: z.optional(line(200)),
});
export type Mailbox = z.infer<typeof Mailbox>;

export const Attachment = z.strictObject({
  name: line(255),
  mediaType: z.string().check(z.regex(/^[a-z0-9.+-]+\/[a-z0-9.+-]+$/), z.maxLength(127)),
  /** bytes, decoded */
  size: z.int().check(z.gte(0), z.lte(5_000_000)),
  sha256: Sha256Hex,
  /** base64; the gate checks it against `size` and `sha256`, and leaves it out of digests and of the feed */
  content: z.optional(z.string().check(z.maxLength(7_000_000), z.regex(/^[A-Za-z0-9+/]*={0,2}$/))),
});
export type Attachment = z.infer<typeof Attachment>;

/** Who may execute this mail: the gate's dispatcher, or the reviewer's own Gmail compose. DELIVERY §1. */
export const Delivery = z.enum(['gate', 'compose']);
export type Delivery = z.infer<typeof Delivery>;

/** RFC 5322 message id with its angle brackets. */
export const MessageId = z.string().check(z.maxLength(500), z.regex(/^<[^\s<>]+@[^\s<>]+>$/));

/**
 * The executable content of a mail. `body` and `tail` are authored HTML in the closed subset of
 * `core/text/authored.ts`; the gate brings what it gets into that form before it digests it.
 */
export const EmailContent = z.strictObject({
  kind: z.literal('email.draft'),
  delivery: Delivery,
  from: Mailbox,
  to: z.array(Mailbox).check(z.minLength(1), z.maxLength(50)),
  cc: z.array(Mailbox).check(z.maxLength(50)),
  bcc: z.array(Mailbox).check(z.maxLength(50)),
  subject: z.string().check(z.maxLength(998), z.regex(/^[^\u0000-\u001f\u007f]*$/)),
  /** authored HTML, closed subset */
  body: z.string().check(z.minLength(1), z.maxLength(200_000)),
  /** signature and quoted history as shown at approval, closed subset; sent after the body */
  tail: z.optional(z.string().check(z.maxLength(400_000))),
  attachments: z.array(Attachment).check(z.maxLength(10)),
  thread: z.optional(
    z.strictObject({
      inReplyTo: MessageId,
      references: z.array(MessageId).check(z.maxLength(100)),
    }),
  ),
});
export type EmailContent = z.infer<typeof EmailContent>;
