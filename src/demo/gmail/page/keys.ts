import type { SeenKey } from '../contract.ts';

const KEPT = 5000;
const FIELDS =
  'input, textarea, button, select, [contenteditable=true], [role=menu], [role=button], [role=dialog], [role=alertdialog]';

/**
 * The page's single-key shortcuts, listened for where it hurts: in capture on window and in bubble
 * on document. Like Gmail it looks at the event's target only, so a key typed in someone else's
 * shadow root counts as a shortcut. Whichever phase sees an event first acts on it.
 */
export function listenForKeys(shortcuts: Record<string, () => void>, enabled: boolean): void {
  window.__gmailKeys = [];
  const handled = new WeakSet<Event>();
  const see = (phase: SeenKey['phase']) => (event: KeyboardEvent) => {
    const { key, type, isTrusted: trusted, target } = event;
    const typing = target instanceof Element && target.closest(FIELDS) !== null;
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing;
    const act = Object.hasOwn(shortcuts, key) ? shortcuts[key] : undefined;
    const acted =
      enabled && type === 'keydown' && plain && !typing && !handled.has(event) && act !== undefined;
    window.__gmailKeys.push({ key, type, phase, trusted, typing, acted });
    if (window.__gmailKeys.length > KEPT) window.__gmailKeys.shift();
    if (!acted) return;
    handled.add(event);
    event.preventDefault();
    act();
  };
  for (const type of ['keydown', 'keypress', 'keyup'] as const) {
    window.addEventListener(type, see('capture'), true);
    document.addEventListener(type, see('bubble'));
  }
}
