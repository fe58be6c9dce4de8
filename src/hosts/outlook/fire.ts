import type { SendAttempt, Surface } from '../host.ts';
import { type Outcome, outcomeBy } from '../mail/outcome.ts';
import { press, pressCtrlEnter } from '../mail/press.ts';
import { nameOf } from './composes.ts';
import { find, findAll } from './select.ts';

/** Sends by the button that stands there now; without one by the key. A menu's entry by itself. */
export function fire({ root, path, button }: SendAttempt): void {
  const still = button?.isConnected ? button : null;
  const target = path === 'schedule' ? still : (find(root, 'send.button') ?? still);
  if (target) press(target);
  else pressCtrlEnter(find(root, 'compose.body'));
}

/** After a dialog has gone, a compose that was sent goes at once. */
const STAYS_MS = 1_500;

/**
 * Gone, or the page shows another compose in its place: sent. Outlook may first ask something, as for
 * an attachment that was forgotten: then it is not sent only once that has been answered and the
 * compose is still there.
 */
export function outcome({ root }: Surface, signal: AbortSignal): Promise<Outcome> {
  const name = nameOf(root);
  const before = new Set(findAll(document, 'dialog'));
  let asked = false;
  let answered: number | undefined;
  return outcomeBy((again) => {
    if (!root.isConnected || (name !== undefined && nameOf(root) !== name)) return 'executed';
    const asks = findAll(document, 'dialog').some((dialog) => !before.has(dialog));
    if (asks) answered = undefined;
    else if (asked) {
      answered ??= performance.now();
      if (performance.now() - answered >= STAYS_MS) return 'not_executed';
      again(STAYS_MS);
    }
    asked ||= asks;
    return null;
  }, signal);
}
