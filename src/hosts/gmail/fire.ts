import type { SendAttempt, Surface } from '../host.ts';
import { type Outcome, outcomeBy } from '../mail/outcome.ts';
import { press, pressCtrlEnter } from '../mail/press.ts';
import { find, findAll } from './select.ts';

/**
 * Sends as the person meant to: by the button that stands there now. Only a shortcut on a compose
 * without a button falls back to the key itself.
 */
export function fire({ root, path, button }: SendAttempt): void {
  // A button that was re-created since: the one in its place. The archive one stays the archive one.
  const still = button?.isConnected ? button : null;
  const archive = path === 'send-and-archive' ? find(root, 'send.archive') : null;
  const target = (path === 'menu' && still) || (archive ?? still ?? find(root, 'send.button'));
  if (target) press(target);
  else pressCtrlEnter(find(root, 'compose.body'));
}

/** Gone from the page: sent. Still there under a refusal: not. */
export function outcome({ root }: Surface, signal: AbortSignal): Promise<Outcome> {
  const before = new Set(findAll(document, 'dialog.refused'));
  return outcomeBy(() => {
    if (findAll(document, 'dialog.refused').some((dialog) => !before.has(dialog)))
      return 'not_executed';
    return root.isConnected ? null : 'executed';
  }, signal);
}
