import type { Incident } from '../../core/conduct/incident.ts';
import { type Matched, matchSent, SLACK_MS } from '../../core/conduct/sent.ts';
import type { NewIncident, SentMail, Store } from './ports.ts';

/*
 * The gate's own mail is known by Message-ID, a person's by recipients, subject and time; one redemption
 * accounts for one mail. Another text is `sent-changed`, so that `sent-uncleared` stays certain.
 */

/** The first look at a mailbox goes back this far, in milliseconds. */
const FIRST_MS = 86_400_000;
/** Every look goes back behind the last one: servers list late. */
const OVERLAP_MS = 60 * 60_000;

export type Reconciled = {
  mailbox: string;
  /** messages looked at that had not been seen before */
  looked: number;
  /** of them, accounted for by a redemption */
  cleared: number;
  incidents: Incident[];
};

/**
 * Compares a mailbox's sent mail with what redemptions let out. What nothing accounts for, and went
 * to somebody the workspace knows, is an incident, reported once however often one looks.
 * @param since look back to here instead of to the last look
 * @throws what the mailbox throws when it can't be read: then nothing was recorded
 */
export async function reconcile(
  { store, now }: { store: Pick<Store, 'reconcile'>; now(): number },
  input: { workspaceId: string; mail: SentMail; since?: Date },
): Promise<Reconciled> {
  const { workspaceId, mail } = input;
  const { mailbox } = mail;
  const began = now();
  const last = await store.reconcile.checkedTo({ workspaceId, mailbox });
  const from = last === null ? began - FIRST_MS : Date.parse(last) - OVERLAP_MS;
  const listed = await mail.list({ since: input.since ?? new Date(from) });
  const keys = listed.map(({ key }) => key);
  const seen = new Set(await store.reconcile.seen({ workspaceId, keys }));
  const messages = listed.filter(({ key }) => !seen.has(key));
  const times = messages.map(({ at }) => Date.parse(at));
  const cleared =
    messages.length === 0
      ? []
      : await store.reconcile.cleared({
          workspaceId,
          from: new Date(times.reduce((a, b) => Math.min(a, b)) - SLACK_MS).toISOString(),
          to: new Date(times.reduce((a, b) => Math.max(a, b)) + SLACK_MS).toISOString(),
          messageIds: messages.flatMap(({ messageId }) => messageId ?? []),
        });
  const matched = matchSent(messages, cleared);
  const known = new Set(
    await store.reconcile.known({
      workspaceId,
      addresses: [...new Set(messages.flatMap(({ recipients }) => recipients))],
    }),
  );
  const incidents = await store.reconcile.record({
    workspaceId,
    mailbox,
    checkedTo: new Date(began).toISOString(),
    matches: matched.flatMap(({ cleared: mine, message }) =>
      mine ? { clearanceId: mine.clearanceId, messageId: message.key } : [],
    ),
    incidents: matched.flatMap((each) => incidentOf(mailbox, each, known) ?? []),
  });
  return {
    mailbox,
    looked: messages.length,
    cleared: matched.filter((each) => each.cleared !== null).length,
    incidents,
  };
}

function incidentOf(
  mailbox: string,
  { message, cleared, sameText }: Matched,
  known: ReadonlySet<string>,
): NewIncident | null {
  if (cleared && sameText) return null;
  const whom = message.recipients.filter((address) => known.has(address));
  if (!cleared && whom.length === 0) return null;
  return {
    kind: cleared ? 'sent-changed' : 'sent-uncleared',
    key: message.key,
    mailbox,
    happenedAt: message.at,
    ...(cleared ? { proposalId: cleared.proposalId } : {}),
    detail: {
      ...(message.messageId === undefined ? {} : { messageId: message.messageId.slice(0, 500) }),
      recipients: message.shown.slice(0, 100),
      ...(message.subject === '' ? {} : { subject: message.subject.slice(0, 200) }),
      detail: cleared
        ? 'It was cleared, and its text is not the one that was approved.'
        : `No redemption accounts for it; known here: ${whom.slice(0, 10).join(', ')}.`,
    },
  };
}
