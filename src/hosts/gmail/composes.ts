import type { ComposeMode } from '../host.ts';
import { surfaces } from '../mail/surfaces.ts';
import { closest, findAll } from './select.ts';

/** The compose element around a node of one; null outside. */
export function rootAround(node: Element): HTMLElement | null {
  const root = closest(node, 'compose.root');
  return root && root !== document.body && root !== document.documentElement ? root : null;
}

/** The roots of all composes that have a body now. */
export const roots = (): Set<HTMLElement> =>
  new Set(findAll(document, 'compose.body').flatMap((body) => rootAround(body) ?? []));

export const surfaceOf = surfaces((root) => ({ mode: modeOf(root), minimized: isMinimized(root) }));

/** Old classes first; without them, how deep the dialog hangs under body. */
function modeOf(root: HTMLElement): ComposeMode {
  if (/\/popout$/.test(location.pathname) || /[?&]view=(btop|cm)\b/.test(location.search))
    return 'popout';
  const dialog = root.closest('[role=dialog]');
  if (!dialog) return 'inline';
  if (dialog.closest('.aSt')) return 'full';
  if (dialog.closest('.AD')) return 'floating';
  return dialog.parentElement?.parentElement?.parentElement === document.body ? 'full' : 'floating';
}

/** Gmail hides the dialog's part that holds the body. */
function isMinimized(root: HTMLElement): boolean {
  for (let node: HTMLElement | null = root; node; node = node.parentElement) {
    if (node.style.display === 'none') return true;
    if (node.getAttribute('role') === 'dialog') return false;
  }
  return false;
}
