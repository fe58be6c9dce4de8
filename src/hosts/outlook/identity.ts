import type { Identity, Surface } from '../host.ts';
import { ADDRESS, agreed } from '../mail/people.ts';
import { nameOf, onlyShown } from './composes.ts';
import { draftIn, wasBegunHere } from './drafts.ts';
import { find } from './select.ts';
import { idOf, namedIn } from './url.ts';

const addressIn = (text: string | null | undefined): string | undefined =>
  text?.match(ADDRESS)?.at(-1);

/**
 * The mailbox of this page: the sign-in's own hint, and what its account button and menu say. A window
 * of one compose has none of them: there it is the sender, which is always shown.
 */
export function account(): string | undefined {
  const link = find(document, 'account.link', false);
  const hint = link instanceof HTMLAnchorElement && URL.canParse(link.href) && new URL(link.href);
  const button = find(document, 'account.button', false);
  const said = agreed([
    addressIn(hint ? hint.searchParams.get('login_hint') : null),
    addressIn(button?.getAttribute('aria-label')),
    addressIn(find(document, 'account.menu', false)?.textContent),
  ]);
  const only = said || link || button ? null : onlyShown();
  return said ?? (only ? senderOf(only) : undefined);
}

/** The address in the From field; undefined while it isn't shown. */
export function senderOf(root: HTMLElement): string | undefined {
  const field = find(root, 'compose.from', false);
  return addressIn(`${field?.textContent} ${field?.getAttribute('aria-label')}`)?.toLowerCase();
}

/** Ids of a surface. A compose whose draft isn't known for certain goes by the page's own name for it. */
export function identify(surface: Surface): Identity {
  const { kind, root } = surface;
  const mailbox = account();
  const identity: Identity = mailbox ? { account: mailbox } : {};
  if (kind !== 'compose') return { ...identity, ...threadOf(kind === 'row' ? root : null) };
  const draftId = draftIn(root);
  if (draftId) return { ...identity, draftId, source: 'url' };
  const name = nameOf(root);
  return {
    ...identity,
    ...(name ? { draftId: name, source: 'session' } : {}),
    // Of a reply that stands in its conversation the page may fill in the subject later.
    ...(wasBegunHere(root) && !find(document, 'thread', false) ? {} : threadOf(null)),
  };
}

/** The conversation of a row; without one, of what is open: by its address, else by the chosen row. */
function threadOf(row: HTMLElement | null): Pick<Identity, 'threadId'> {
  const open = row ? undefined : namedIn(location).threadId;
  const from = row ?? document.querySelector('[role=option][data-convid][aria-selected=true]');
  const threadId = open ?? idOf(from?.getAttribute('data-convid'));
  return threadId ? { threadId } : {};
}
