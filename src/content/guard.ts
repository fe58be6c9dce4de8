import type { Host, SendAttempt } from '../hosts/host.ts';
import { isAlive } from '../platform/content-runtime.ts';
import type { Compose, Composes } from './composes.ts';
import type { Index } from './index.ts';
import { type Release, release } from './release.ts';
import { askWorker, tell } from './worker-line.ts';

/*
 * Decided while the event is handled, from memory alone:
 *
 *   event ─▶ a send? ──no──▶ untouched
 *             │yes
 *             ├ ours, being fired now, first event of its kind ──▶ let through (one-shot)
 *             ├ not ours ──▶ untouched
 *             ├ bound ──▶ cancelled ─ trusted start of a gesture ─▶ release (release.ts)
 *             ├ maybe ours ──▶ cancelled ─▶ the question
 *             └ unknown ──▶ cancelled ─ at most 500 ms ─▶ decided again, else by policy
 */
const HOLD_MS = 500;
const KINDS =
  'pointerdown mousedown pointerup mouseup click dblclick touchend keydown keypress keyup';
/** A press begins here and may start one send; it starts at the earliest of the second row. */
const BEGINS = /down$/;
const STARTS = /^(pointerup|mouseup|click|keydown)$/;

export type GuardEvents = {
  /** a bound compose's send ended: stopped with a reason, or gone */
  ended(compose: Compose, attempt: SendAttempt, result: Release): void;
  /** a send from a compose that is probably ours: ask the person */
  ask(compose: Compose, attempt: SendAttempt): void;
  /** a send that could not be told apart, stopped by policy */
  held(compose: Compose): void;
  /** the person discards the draft of a bound compose */
  discarding(compose: Compose): void;
};

export function createGuard(input: {
  host: Host;
  index: Index;
  composes: Composes;
  events: GuardEvents;
}) {
  const { host, index, composes, events } = input;
  /** one-shot: the compose that is being fired now, and the kinds of event it has used */
  let firing: { root: HTMLElement; used: Set<string> } | null = null;
  let press: { started: boolean } = { started: false };
  /** a cancelled key is cancelled to its end, also when Ctrl was let go first */
  let keyHeld: string | null = null;
  const busy = new WeakSet<HTMLElement>();
  /** a compose whose date dialog was let open when it wasn't ours: it may have become ours since */
  let dated: { compose: Compose; attempt: SendAttempt } | null = null;

  /** First in line: on window, capturing, before the page's own script has run. */
  function listen(signal: AbortSignal): void {
    const options = { capture: true, passive: false, signal };
    const hear = (event: Event) => {
      if (event instanceof KeyboardEvent) onKey(event);
      else onEvent(event);
    };
    for (const type of KINDS.split(' ')) window.addEventListener(type, hear, options);
  }

  /** The panel's own key, pressed in its frame: the same way, with Send's button. */
  function send(compose: Compose): { started: boolean } {
    const { match, surface } = compose;
    if (composes.verdict(compose) !== 'bound' || !match) {
      return { started: false };
    }
    if (busy.has(surface.root)) return { started: false };
    void letOut(compose, { root: surface.root, path: 'click', button: null });
    return { started: true };
  }

  function onKey(event: KeyboardEvent): void {
    // Typing ends here: only a few keys can be of interest.
    const { key, code, type, isTrusted } = event;
    if (!host.keys.test(key) && !host.keys.test(code)) return;
    const held = isTrusted && keyHeld === code && type !== 'keydown';
    if (isTrusted && type !== 'keypress') keyHeld = null;
    if (held) cancel(event);
    else onEvent(event);
  }

  function onEvent(event: Event): void {
    const attempt = host.sendAttempt(event);
    if (!attempt) {
      if (!onDate(event)) onDiscard(event);
      return;
    }
    const compose = composes.of(attempt.root);
    if (isFired(event, attempt)) return;
    const verdict = composes.verdict(compose);
    if (attempt.path === 'schedule' && event.isTrusted) dated = { compose, attempt };
    if (verdict === 'not-ours') return;
    cancel(event);
    if (event instanceof KeyboardEvent && event.isTrusted && event.type === 'keydown')
      keyHeld = event.code;
    if (isStart(event)) begin(compose, attempt, verdict);
  }

  /** A choice in the date dialog of a compose that is bound by now: stopped like the menu's item. */
  function onDate(event: Event): boolean {
    if (!dated || !event.isTrusted || !(event.target instanceof Element)) return false;
    const dialog = event.target.closest('[role=dialog]');
    if (!dialog || dialog.contains(dated.compose.surface.root)) {
      // Whoever acts elsewhere has left the dialog.
      if (BEGINS.test(event.type)) dated = null;
      return false;
    }
    if (composes.verdict(dated.compose) !== 'bound') return false;
    cancel(event);
    if (isStart(event)) begin(dated.compose, dated.attempt, 'bound');
    return true;
  }

  /** Each event of the one send that we fire passes once; a page that adds its own is stopped. */
  function isFired(event: Event, attempt: SendAttempt): boolean {
    const token = firing;
    if (!token || event.isTrusted || token.root !== attempt.root) return false;
    if (token.used.has(event.type)) return false;
    token.used.add(event.type);
    return true;
  }

  /** Only what a person did starts anything, and one press starts one send, whatever it fires. */
  function isStart(event: Event): boolean {
    if (!event.isTrusted) return false;
    if (event instanceof KeyboardEvent && event.repeat) return false;
    if (event instanceof MouseEvent && event.button !== 0) return false;
    if (BEGINS.test(event.type)) press = { started: false };
    // A click that no press came before: assistive technology.
    const alone = event instanceof MouseEvent && event.type === 'click' && event.detail === 0;
    if (!STARTS.test(event.type) || (press.started && !alone)) return false;
    press.started = true;
    return true;
  }

  function begin(
    compose: Compose,
    attempt: SendAttempt,
    verdict: 'bound' | 'maybe' | 'unknown',
  ): void {
    if (busy.has(attempt.root)) return;
    if (verdict === 'bound') void letOut(compose, attempt);
    else if (verdict === 'maybe') events.ask(compose, attempt);
    else void holdBack(compose, attempt);
  }

  async function letOut(compose: Compose, attempt: SendAttempt): Promise<void> {
    const entry = compose.match?.entry;
    if (!entry) return;
    const { root } = attempt;
    busy.add(root);
    try {
      const input = { host: host, entry, surface: compose.surface, attempt };
      const result = await release({ ...input, fire: (now) => fireNow(now) });
      events.ended(compose, attempt, result);
    } catch (error) {
      const detail = String(error);
      events.ended(compose, attempt, { released: false, refusal: 'unknown', detail });
    } finally {
      busy.delete(root);
    }
  }

  async function holdBack(compose: Compose, attempt: SendAttempt): Promise<void> {
    const { root } = attempt;
    busy.add(root);
    const asked = performance.now();
    await index.whenLoaded(HOLD_MS);
    const left = HOLD_MS - (performance.now() - asked);
    // The id may come a moment later, by an attribute that nothing announces.
    if (composes.verdict(compose) === 'unknown')
      await new Promise((resolve) => setTimeout(resolve, left));
    busy.delete(root);
    const verdict = composes.verdict(compose);
    if (verdict === 'bound' || verdict === 'maybe') begin(compose, attempt, verdict);
    else if (verdict === 'not-ours') fireNow(attempt);
    else {
      const held = index.unknownCompose === 'hold';
      const detail = `a compose that could not be told apart was ${held ? 'held' : 'let through'}`;
      if (isAlive()) tell(askWorker('send.uncleared', { detail }));
      if (held) events.held(compose);
      else fireNow(attempt);
    }
  }

  /** The token lives for this one task: the page's own events come before or after it. */
  function fireNow(attempt: SendAttempt): void {
    firing = { root: attempt.root, used: new Set() };
    try {
      host.fire(attempt);
    } finally {
      firing = null;
    }
  }

  function onDiscard(event: Event): void {
    if (!event.isTrusted || (event.type !== 'click' && event.type !== 'keydown')) return;
    const root = host.discardAttempt(event);
    const compose = root && composes.of(root);
    if (compose?.match && compose.match.matched !== 'text') events.discarding(compose);
  }

  return { listen, send };
}
export type Guard = ReturnType<typeof createGuard>;

function cancel(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}
