import type { OpenTarget, Surface } from '../host.ts';
import { press } from '../mail/press.ts';
import { find, findAll } from './select.ts';
import { addressFor, idOf, namedIn } from './url.ts';

/**
 * Opens by what is there: the draft's own row in the Drafts list, or the address of draft or
 * conversation, which loads the page anew; or an empty compose by the page's first button.
 */
export function open(target: OpenTarget): void {
  if (target === 'new') {
    const button = find(document, 'new');
    if (button) press(button);
    return;
  }
  const { draftId, threadId } = target;
  const row = findAll(document, 'row').find(
    (one) => idOf(one.getAttribute('data-convid')) === threadId && one.getClientRects().length > 0,
  );
  const inDrafts = /\/drafts(\/|$)/.test(location.pathname);
  // Only the Drafts list opens the draft itself.
  if (row && (inDrafts || !draftId)) press(row);
  else if (!draftId || namedIn(location).draftId !== draftId) {
    location.assign(
      addressFor({ ...(draftId ? { draftId } : {}), ...(threadId ? { threadId } : {}) }, location),
    );
  }
}

/** Discards by Outlook's own button; it may ask first. */
export function discard({ root }: Surface): boolean {
  const button = find(root, 'discard');
  if (!button) return false;
  press(button);
  return true;
}
