import type { Identity, Surface, ThreadMails } from '../host.ts';
import { ADDRESS, agreed } from '../mail/people.ts';
import { draftIdOf, legacyOf, present } from './ids.ts';
import { find, findAll } from './select.ts';
import type { Capability } from './selectors.ts';
import { composesIn } from './url.ts';

/**
 * The mailbox of this page. The title may hold an address of a subject too, so its last one counts,
 * and only what a second witness says, or the one thing all witnesses say, is believed.
 */
export function account(): string | undefined {
  const title = document.title.match(ADDRESS)?.at(-1);
  const meta = find(document, 'account', false)?.getAttribute('content');
  const label = document
    .querySelector('header a[href*=SignOutOptions]')
    ?.getAttribute('aria-label');
  return agreed([title, meta, label?.match(ADDRESS)?.at(-1)]);
}

/** Ids of a surface, from the form first, then the address, then Gmail's own log note. */
export const identify = ({ kind, root }: Surface): Identity => ({
  account: account(),
  ...(kind === 'compose' ? compose(root) : marked(root)),
});

function compose(root: HTMLElement): Identity {
  const value = (capability: Capability) => {
    const field = find(root, capability);
    return field instanceof HTMLInputElement ? field.value : undefined;
  };
  const draftId = draftIdOf(value('compose.draft'));
  const found: Found | undefined = draftId
    ? { draftId, source: 'form' }
    : (fromAddress() ?? fromLog(root));
  const threadId = legacyOf(value('compose.legacy-thread')) ?? legacyOf(value('compose.thread'));
  return {
    ...found,
    threadId: threadId ?? found?.threadId,
    replyTo: legacyOf(value('compose.reply-to')),
  };
}

type Found = Pick<Identity, 'draftId' | 'threadId' | 'source'>;

/** The address names a draft without saying which compose: good for one of one only. */
function fromAddress(): Found | undefined {
  const [draft, second] = composesIn(location.hash);
  const draftId = draftIdOf(draft?.message);
  if (!draft || !draftId || second || findAll(document, 'compose.body').length !== 1)
    return undefined;
  return { draftId, threadId: legacyOf(draft.thread), source: 'url' };
}

/** Base-64 JSON in `jslog`: `["#msg-a:…", …, ["#thread-a:…"], false]`. */
function fromLog(root: HTMLElement): Found | undefined {
  for (const node of [root, ...findAll(root, 'compose.log')]) {
    const note = /\b11:([A-Za-z0-9+/=]+)/.exec(node.getAttribute('jslog') ?? '')?.[1];
    if (!note) continue;
    try {
      const ids: unknown = JSON.parse(atob(note));
      const flat = (Array.isArray(ids) ? ids.flat() : []).filter((id) => typeof id === 'string');
      const draftId = draftIdOf(flat.find((id) => /^#?msg-a:/.test(id)));
      const threadId = legacyOf(flat.find((id) => /^#?thread-/.test(id)));
      if (draftId) return { draftId, threadId, source: 'attribute' };
    } catch {
      // another kind of note
    }
  }
  return undefined;
}

/** Rows and threads carry their ids as attributes, on themselves or on one node inside. */
function marked(root: HTMLElement): Identity {
  const node = idNode(root);
  return {
    draftId: draftIdOf(node?.getAttribute('data-standalone-draft-id')),
    source: 'row',
    threadId:
      present(node?.getAttribute('data-legacy-thread-id')) ??
      legacyOf(node?.getAttribute('data-thread-id') ?? node?.getAttribute('data-thread-perm-id')),
  };
}

/** The messages of an open thread: a sent one is still named after its draft (GMAIL §4), others by a number. */
export const messagesOf = (heading: HTMLElement): HTMLElement[] =>
  findAll(heading.closest('[role=main]') ?? heading, 'message').filter(
    ({ dataset }) => dataset.messageId !== undefined,
  );

export function mails({ root }: Surface): ThreadMails {
  const messages = messagesOf(root);
  return {
    sent: messages.flatMap((message) => {
      const draftId = draftIdOf(message.dataset.messageId);
      return draftId ? [{ root: message, draftId }] : [];
    }),
    subject: root.textContent,
    people: messages.flatMap((message) =>
      findAll(message, 'thread.people').map((one) => one.getAttribute('email') ?? ''),
    ),
  };
}

/** The node of a row or thread that holds its ids. */
export const idNode = (root: HTMLElement): HTMLElement | null =>
  root.hasAttribute('data-legacy-thread-id') ? root : find(root, 'row.ids', false);
