import type { Press } from './keys.ts';
import type { Session } from './session.ts';

const FIELDS = 'input, textarea, select, [contenteditable]:not([contenteditable="false"])';
const isTyping = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest(FIELDS) !== null;

/** Listens to the frame's own keys until the signal ends. The page outside never hears them. */
export function listenToKeys(input: {
  window: Window;
  session: Session;
  signal: AbortSignal;
  /** monotonic milliseconds */
  now: () => number;
  onEscape: () => void;
}): void {
  const { window, session, signal, now } = input;
  const { guard, model } = session;

  const down = (event: KeyboardEvent): void => {
    const press: Press = {
      key: event.key,
      code: event.code || event.key,
      repeat: event.repeat,
      trusted: event.isTrusted,
      typing: isTyping(event.target),
      modified: event.ctrlKey || event.altKey || event.metaKey,
      at: now(),
    };
    const meaning = guard.press(press, model.bindings.value);
    if (!press.trusted) return;
    session.meter.input(press.at);
    const clicks = event.key === 'Enter' || event.key === ' ';
    // A held Enter would click the focused button again on every repeat, on the next item too.
    if (meaning.again) {
      if (clicks && !press.typing) event.preventDefault();
      return;
    }
    if (event.key === 'Escape') {
      event.preventDefault();
      input.onEscape();
      return;
    }
    if (meaning.digit && model.menu.value !== 'editor') {
      session.digit(meaning.digit);
      return;
    }
    if (!meaning.action) return;
    if (model.menu.value === 'editor' && meaning.action !== 'approve') return;
    event.preventDefault();
    session.act(meaning.action);
  };

  window.addEventListener('keydown', down, { capture: true, signal });
  const up = (event: KeyboardEvent): void => {
    if (event.isTrusted) guard.up(event.code || event.key, now());
  };
  window.addEventListener('keyup', up, { capture: true, signal });
  window.addEventListener('blur', () => guard.lost(), { signal });
}
