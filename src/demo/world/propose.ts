import type { Client } from '../../client/client.ts';
import type { EmailContent } from '../../core/schema/email.ts';
import { isAuthored } from '../../core/text/authored.ts';
import type { MailServer } from '../gmail/server.ts';
import type { SeedProposal } from '../seed/build.ts';

/** What the agent's own mail API call and proposal gave. */
export type Proposed = { proposalId: string; draftId: string | null; threadId: string | null };

/** Where a draft lies, and what its host is called. */
export type Inbox = { host: 'gmail' | 'outlook'; mailbox: MailServer };

/**
 * As an agent would: where the seed says so, creates the draft through the mailbox's API first (on
 * the thread it answers, when it is a reply), then submits the proposal with that placement.
 */
export async function propose(input: {
  seed: SeedProposal;
  inbox: Inbox;
  agents: { scribe: Client; steward: Client };
}): Promise<Proposed> {
  const { seed, inbox, agents } = input;
  const { mailbox } = inbox;
  const { content } = seed.input;
  if (content.kind !== 'email.draft') {
    const { id } = await agents.steward.propose(seed.input);
    return { proposalId: id, draftId: null, threadId: null };
  }
  const thread = seed.reply ? threadFor(seed, content, mailbox) : null;
  const draft = seed.draft
    ? putDraft({ content, mailbox, threadId: thread?.legacyId ?? null })
    : null;
  const { id } = await agents.scribe.propose({
    ...seed.input,
    ...(draft || thread
      ? {
          placement: {
            host: inbox.host,
            account: content.from.email,
            ...(draft ? { draftId: draft.draftId } : {}),
            ...(thread ? { threadId: thread.legacyId } : {}),
          },
        }
      : {}),
  });
  return { proposalId: id, draftId: draft?.draftId ?? null, threadId: thread?.legacyId ?? null };
}

/** The conversation that the draft answers, with the message that came in. */
function threadFor(seed: SeedProposal, content: EmailContent, mailbox: MailServer) {
  const [to] = content.to;
  const message = seed.input.context?.messages?.[0];
  const html = `<p>${(message?.text ?? '').replace(/&/g, '&amp;').replace(/</g, '&lt;')}</p>`;
  return mailbox.createThread({
    subject: content.subject.replace(/^Re: /, ''),
    unread: true,
    messages: [
      {
        from: { email: to?.email ?? '', name: to?.name ?? '' },
        html,
        date: message ? Date.parse(message.at) : Date.now(),
      },
    ],
  });
}

function putDraft(input: { content: EmailContent; mailbox: MailServer; threadId: string | null }) {
  const { content, mailbox, threadId } = input;
  if (!isAuthored(content.body)) throw new Error('the seed is not in the authored subset');
  const people = (list: EmailContent['to']) =>
    list.map(({ email, name }) => ({ email, name: name ?? email }));
  return mailbox.createDraft({
    to: people(content.to),
    cc: people(content.cc),
    bcc: people(content.bcc),
    subject: content.subject,
    bodyHtml: asGmailWrites(content.body),
    ...(threadId ? { threadId } : {}),
  });
}

/** Gmail's own form of paragraphs: one `div` a line. */
const asGmailWrites = (authored: string): string =>
  authored.replace(/<p>/g, '<div>').replace(/<\/p>/g, '</div>');
