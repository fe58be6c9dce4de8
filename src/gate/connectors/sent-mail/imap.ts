import { createHash } from 'node:crypto';
import { type FetchMessageObject, ImapFlow } from 'imapflow';
import { type AddressObject, type ParsedMail, simpleParser } from 'mailparser';
import { normalAddress } from '../../../core/conduct/names.ts';
import { type SentMessage, textForm } from '../../../core/conduct/sent.ts';
import type { SentMail } from '../../dispatch/ports.ts';

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/;
/** Of a message no more than this is read: its text is in front of its attachments. */
const MAX_BYTES = 2_000_000;

/**
 * The sent mail of one IMAP account, from the folder that the server marks as `\Sent` (RFC 6154).
 * Opens it read-only for each listing, so nothing there is marked as seen.
 * @param url `imaps://user:password@host` or `imap://…` (STARTTLS; in clear on loopback only). User
 *   and password percent-encoded.
 * @throws in `list` when the server can't be reached, refuses the login, or has no such folder
 */
export function imapSentMail(url: string): SentMail {
  const { protocol, hostname, port, username, password } = new URL(url);
  const user = decodeURIComponent(username);
  const secure = protocol === 'imaps:';
  const mailbox = user.includes('@') ? user.toLowerCase() : `${user}@${hostname}`;
  return {
    mailbox,
    async list({ since }) {
      const client = new ImapFlow({
        host: hostname.replace(/^\[|\]$/g, ''),
        port: port === '' ? (secure ? 993 : 143) : Number(port),
        secure,
        auth: { user, pass: decodeURIComponent(password) },
        // A password never goes in clear over a network.
        ...(secure || LOOPBACK.test(hostname) ? {} : { doSTARTTLS: true }),
        disableAutoIdle: true,
        logger: false,
      });
      // What breaks between two commands is said by the next one; unheard, it would end the process.
      client.on('error', () => undefined);
      await client.connect();
      try {
        const found = await sentSince(client, since);
        await client.logout();
        return found;
      } finally {
        client.close();
      }
    },
  };
}

async function sentSince(client: ImapFlow, since: Date): Promise<SentMessage[]> {
  const folders = await client.list();
  const sent = folders.find(({ specialUse }) => specialUse === '\\Sent');
  if (!sent) throw new Error('The IMAP server marks no folder as \\Sent.');
  const lock = await client.getMailboxLock(sent.path, { readOnly: true });
  try {
    // SINCE knows whole days of the server's zone only: the exact moment is looked at below.
    const day = new Date(since.getTime() - 86_400_000);
    const uids = await client.search({ since: day }, { uid: true });
    if (!uids || uids.length === 0) return [];
    const messages: SentMessage[] = [];
    const seen = new Set<string>();
    const wanted = {
      uid: true,
      internalDate: true,
      source: { start: 0, maxLength: MAX_BYTES },
    } as const;
    for await (const message of client.fetch(uids, wanted, { uid: true })) {
      const read = await messageOf(message);
      if (read === null || seen.has(read.key) || Date.parse(read.at) < since.getTime()) continue;
      seen.add(read.key);
      messages.push(read);
    }
    return messages.sort((a, b) => a.at.localeCompare(b.at));
  } finally {
    lock.release();
  }
}

async function messageOf(message: FetchMessageObject): Promise<SentMessage | null> {
  const { source, internalDate } = message;
  if (!source) return null;
  const mail = await simpleParser(source, { skipImageLinks: true, skipTextLinks: true });
  // When the server took it: a mail program may write any Date into the message itself.
  const at = internalDate === undefined ? mail.date : new Date(internalDate);
  const shown = [mail.to, mail.cc, mail.bcc].flatMap(addressesOf);
  return {
    key: mail.messageId ?? `sha256:${createHash('sha256').update(source).digest('hex')}`,
    ...(mail.messageId === undefined ? {} : { messageId: mail.messageId }),
    at: (at ?? new Date()).toISOString(),
    recipients: [...new Set(shown.map(normalAddress))],
    shown,
    subject: mail.subject ?? '',
    text: textForm(textOf(mail)),
  };
}

/** Its HTML as text where it has any, since that is what the recipient sees. */
function textOf(mail: ParsedMail): string {
  if (typeof mail.html !== 'string') return mail.text ?? '';
  return mail.html
    .replace(/<(style|script|title)\b[\s\S]*?<\/\1>/gi, '')
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(?:#(\d+)|#x([0-9a-f]+)|(nbsp|amp|lt|gt|quot|apos));/gi, entity);
}

const NAMED: Record<string, string> = {
  nbsp: ' ',
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};
function entity(whole: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
  const point = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
  return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
}

function addressesOf(field: AddressObject | AddressObject[] | undefined): string[] {
  const all = field === undefined ? [] : Array.isArray(field) ? field : [field];
  return all.flatMap(({ value }) =>
    value.flatMap((each) => [each, ...(each.group ?? [])]).flatMap(({ address }) => address || []),
  );
}
