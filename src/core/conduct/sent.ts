/** One message as a mailbox keeps it. Addresses are in normal form (names.ts). */
export type SentMessage = {
  /** Message-ID with its brackets, or a digest of the message where it has none */
  key: string;
  messageId?: string;
  /** when it was sent, RFC 3339 */
  at: string;
  /** everybody: to, cc and bcc */
  recipients: string[];
  /** the same as they were written, for people to read */
  shown: string[];
  subject: string;
  /** {@link textForm} of its text */
  text: string;
};

/** A mail that a redemption let out. */
export type ClearedMail = {
  clearanceId: string;
  proposalId: string;
  /** redeemed at, RFC 3339 */
  at: string;
  recipients: string[];
  subject: string;
  text: string;
  /** for what the gate sent itself */
  messageId?: string;
  /** nothing of it left, as far as is known: it accounts for no mail */
  ended: boolean;
};

export type Matched = {
  message: SentMessage;
  cleared: ClearedMail | null;
  /** its text is the approved one */
  sameText: boolean;
};

/** How far a mail server's clock and ours may lie apart around a redemption, in milliseconds. */
export const SLACK_MS = 15 * 60_000;

/**
 * The letters, digits and signs of a text in one row. Forgives what mail programs do to an approved
 * text when they send it: line breaks and blanks, the asterisks and underlines of plain text made
 * from HTML, quotation marks before quoted lines, letter case of nothing. A changed word, figure,
 * currency or link text is a change.
 */
export const textForm = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/<https?:[^>\s]*>/g, '')
    .replace(/[\s\u00ad\u200b-\u200d\ufeff*_>•\-–—]+/gu, '');

/** A subject as clients keep it: blanks folded. */
const subjectForm = (subject: string): string =>
  subject.normalize('NFKC').replace(/\s+/g, ' ').trim();

const same = (left: readonly string[], right: readonly string[]): boolean => {
  const set = new Set(left);
  return set.size === new Set(right).size && right.every((each) => set.has(each));
};

/**
 * Says for each message which redemption let it out: one redemption accounts for one message. The
 * gate's own mail is known by its Message-ID; what left through a person's mail program by
 * recipients, subject and time. Of several that fit, the one with the same text, then the nearest.
 */
export function matchSent(
  messages: readonly SentMessage[],
  cleared: readonly ClearedMail[],
): Matched[] {
  const pairs = messages
    .flatMap((message) =>
      cleared
        .filter((mail) => !mail.ended && fits(message, mail))
        .map((mail) => ({
          message,
          mail,
          sameText: mail.text === message.text,
          apart: Math.abs(Date.parse(mail.at) - Date.parse(message.at)),
        })),
    )
    .sort((a, b) => Number(b.sameText) - Number(a.sameText) || a.apart - b.apart);
  const found = new Map<string, Matched>();
  const used = new Set<string>();
  for (const { message, mail, sameText } of pairs) {
    if (found.has(message.key) || used.has(mail.clearanceId)) continue;
    used.add(mail.clearanceId);
    found.set(message.key, { message, cleared: mail, sameText });
  }
  return messages.map(
    (message) => found.get(message.key) ?? { message, cleared: null, sameText: false },
  );
}

function fits(message: SentMessage, mail: ClearedMail): boolean {
  if (!same(message.recipients, mail.recipients)) return false;
  if (subjectForm(message.subject) !== subjectForm(mail.subject)) return false;
  if (mail.messageId !== undefined) return mail.messageId === message.messageId;
  return Math.abs(Date.parse(mail.at) - Date.parse(message.at)) <= SLACK_MS;
}
