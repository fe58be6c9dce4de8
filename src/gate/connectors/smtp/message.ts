import { domainToASCII } from 'node:url';
import MailComposer from 'nodemailer/lib/mail-composer';
import type * as z from 'zod/mini';
import type { EmailContent, Mailbox } from '../../../core/schema/email.ts';
import { plainOf } from '../../../core/text/plain.ts';

type Email = z.infer<typeof EmailContent>;

/** A mail as it goes over the wire. */
export type Message = {
  messageId: string;
  envelope: { from: string; to: string[] };
  bytes: Buffer;
};

/**
 * The MIME form of a cleared mail: the authored body and tail as text/plain and text/html, nothing
 * added, UTF-8, quoted-printable so that no server reflows a line. The Message-ID comes from the
 * clearance, so a second sending could be seen. Bcc is in the envelope only.
 * @throws when an attachment's bytes are not there
 */
export async function messageOf(email: Email, clearanceId: string): Promise<Message> {
  const html = email.body + (email.tail ?? '');
  const messageId = `<${clearanceId}@${domainOf(email.from.email)}>`;
  const composer = new MailComposer({
    from: named(email.from),
    to: email.to.map(named),
    cc: email.cc.map(named),
    subject: email.subject,
    text: plainOf(html).text,
    html,
    textEncoding: 'quoted-printable',
    messageId,
    date: new Date(),
    attachments: email.attachments.map(({ name, mediaType, content, sha256 }) => {
      if (content === undefined) throw new Error(`the bytes of attachment ${sha256} are missing`);
      return {
        filename: name,
        contentType: mediaType,
        content: Buffer.from(content, 'base64'),
      };
    }),
    ...(email.thread
      ? {
          inReplyTo: email.thread.inReplyTo,
          references: email.thread.references,
        }
      : {}),
    // A cleared content names no files and no addresses to load from.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const recipients = [...email.to, ...email.cc, ...email.bcc].map((box) => box.email);
  return {
    messageId,
    envelope: { from: email.from.email, to: [...new Set(recipients)] },
    bytes: await composer.compile().build(),
  };
}

const named = ({ email, name }: Mailbox) => ({
  address: email,
  name: name ?? '',
});

/** ASCII, since the id also goes to servers without SMTPUTF8. */
function domainOf(address: string): string {
  const domain = address.slice(address.lastIndexOf('@') + 1);
  return domainToASCII(domain) || 'localhost';
}
