import { randomBytes } from 'node:crypto';

/** Ids in the shapes GMAIL.md §4 lists. Server ids grow with time, as the real ones do. */
let last = 0n;

/** A server-made 16-digit hexadecimal id, above every earlier one. */
export function newLegacyId(): string {
  const now = (BigInt(Date.now()) << 20n) | BigInt(randomBytes(2).readUInt16BE());
  last = now > last ? now : last + 1n;
  return last.toString(16).padStart(16, '0');
}

/** `msg-f:` or `thread-f:` id of a hexadecimal one: the same number, decimal. */
export function syncId(kind: 'msg' | 'thread', legacyId: string): string {
  return `${kind}-f:${BigInt(`0x${legacyId}`)}`;
}

/** How a mail site numbers what its mailbox holds. */
export interface MailIds {
  /** of a message, or of a thread by its first message */
  message(): string;
  /** the same as the page's own calls name it */
  sync(kind: 'msg' | 'thread', id: string): string;
  /** of a draft that another client of the account makes: as the API names it, and as the page does */
  draft(): { draftId: string; messageId: string };
  /** of the thread of a mail that answers nothing */
  ownThread(): string;
  /** what the page calls a message that was sent from a draft */
  sent(draftMessageId: string, id: string): string;
  /** what the API calls the draft that the page calls so */
  draftIdOf(messageId: string): string;
}

/** A client-made number: `r-767…` or `r377…`, so both signs occur. */
export function newClientId(): string {
  return `r${BigInt.asIntN(63, randomBytes(8).readBigInt64BE())}`;
}

export const GMAIL_IDS: MailIds = {
  message: newLegacyId,
  sync: syncId,
  draft: () => {
    const draftId = newClientId();
    return { draftId, messageId: `msg-a:${draftId}` };
  },
  ownThread: () => `thread-a:${newClientId()}`,
  sent: (draftMessageId, id) =>
    draftMessageId.startsWith('msg-a:') ? draftMessageId : syncId('msg', id),
  draftIdOf: (messageId) => messageId.replace(/^msg-[af]:/, ''),
};
