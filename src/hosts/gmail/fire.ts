import type { SendAttempt, Surface } from '../host.ts';
import { find, findAll } from './select.ts';

/** Gmail's buttons want all three; menu items act on mouseup. Leaving undoes the pressed look. */
export function press(node: HTMLElement): void {
  const box = node.getBoundingClientRect();
  const at = { clientX: box.left + box.width / 2, clientY: box.top + box.height / 2 };
  for (const type of ['mouseover', 'mousedown', 'mouseup', 'click', 'mouseout']) {
    const init = { bubbles: true, cancelable: true, composed: true, button: 0, ...at };
    node.dispatchEvent(new MouseEvent(type, init));
  }
  node.blur();
}

/**
 * Sends as the person meant to: by the button that stands there now. Only a shortcut on a compose
 * without a button falls back to the key itself.
 */
export function fire({ root, path, button }: SendAttempt): void {
  const archive = path === 'send-and-archive' ? find(root, 'send.archive') : null;
  const inMenu = path === 'menu' && button?.isConnected ? button : null;
  // A button that was re-created since: the one in its place. The archive one stays the archive one.
  const still = button?.isConnected ? button : null;
  const target = inMenu ?? archive ?? still ?? find(root, 'send.button');
  if (target) press(target);
  else {
    const init = { key: 'Enter', code: 'Enter', ctrlKey: true, bubbles: true, cancelable: true };
    const body = find(root, 'compose.body');
    for (const type of ['keydown', 'keypress', 'keyup'])
      body?.dispatchEvent(new KeyboardEvent(type, { ...init, keyCode: 13 } as KeyboardEventInit));
  }
}

/** Gone from the page: sent. Still there under a refusal: not. The observer lives that long only. */
export function outcome(
  surface: Surface,
  signal: AbortSignal,
): Promise<'executed' | 'not_executed' | 'unknown'> {
  return new Promise((resolve) => {
    const refusals = new Set(findAll(document, 'dialog.refused'));
    const settle = (result: 'executed' | 'not_executed' | 'unknown') => {
      observer.disconnect();
      signal.removeEventListener('abort', giveUp);
      resolve(result);
    };
    const look = () => {
      const refused = findAll(document, 'dialog.refused').some((dialog) => !refusals.has(dialog));
      if (refused) settle('not_executed');
      else if (!surface.root.isConnected) settle('executed');
    };
    const giveUp = () => settle('unknown');
    const observer = new MutationObserver(look);
    signal.addEventListener('abort', giveUp);
    observer.observe(document, { childList: true, subtree: true });
    if (signal.aborted) giveUp();
    else look();
  });
}
