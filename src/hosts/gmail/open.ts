import type { OpenTarget, Surface } from '../host.ts';
import { press } from '../mail/press.ts';
import { syncThreadOf } from './ids.ts';
import { find, findAll } from './select.ts';
import { draftToken, encodeToken } from './url.ts';

/**
 * Opens by what is there: the draft's own row, the address of draft or thread, or the Compose
 * button. Ids that addresses can't hold open the Drafts list.
 */
export function open(target: OpenTarget): void {
  if (target === 'new') {
    const button = document.querySelector<HTMLElement>('[gh=cm]');
    if (button) press(button);
    return;
  }
  const { threadId, replyTo } = target;
  // A reply's draft stands in its thread.
  const draftId = replyTo && threadId ? undefined : target.draftId;
  const row = draftId && rowOf(draftId);
  if (row) {
    press(row);
    return;
  }
  const thread = threadId && syncThreadOf(threadId);
  const isSync = thread && /^thread-[af]:r?-?\d+$/.test(thread);
  const [path] = location.hash.slice(1).split(/[?/]/);
  const list = path || 'inbox';
  if (draftId && isSync) {
    const message = /^msg-/.test(draftId) ? draftId : `msg-a:${draftId}`;
    location.hash = `${location.hash.slice(1).split('?')[0] || list}?compose=${draftToken(thread, message)}`;
  } else if (isSync) location.hash = `${list}/${encodeToken(thread.replace(/^thread-/, ''))}`;
  else location.hash = 'drafts';
}

function rowOf(draftId: string): HTMLElement | null {
  const ids = findAll(document, 'row.ids').find((node) =>
    node.getAttribute('data-standalone-draft-id')?.endsWith(draftId),
  );
  const row = ids?.closest<HTMLElement>('tr');
  return row && row.getClientRects().length > 0 ? row : null;
}

/** Discards by Gmail's own button. */
export function discard({ root }: Surface): boolean {
  const button = find(root, 'discard');
  if (!button) return false;
  press(button);
  return true;
}
