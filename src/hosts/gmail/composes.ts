import type { ComposeMode, Surface } from '../host.ts';
import { closest } from './select.ts';

export type ComposeSurface = Extract<Surface, { kind: 'compose' }>;
const known = new WeakMap<HTMLElement, ComposeSurface>();
let last = 0;

/** A surface's name in messages. Per page, never reused. */
export function nextId(kind: Surface['kind']): string {
  last += 1;
  return `${kind}-${last}`;
}

/** The compose element around a node of one; null outside. */
export function rootAround(node: Element): HTMLElement | null {
  const root = closest(node, 'compose.root');
  return root && root !== document.body && root !== document.documentElement ? root : null;
}

/** The surface of a compose's root, brought up to date. The same object as long as the node lives. */
export function surfaceOf(root: HTMLElement): ComposeSurface {
  const surface = known.get(root) ?? {
    kind: 'compose',
    id: nextId('compose'),
    root,
    mode: 'floating',
    minimized: false,
  };
  known.set(root, surface);
  surface.mode = modeOf(root);
  surface.minimized = isMinimized(root);
  return surface;
}

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
