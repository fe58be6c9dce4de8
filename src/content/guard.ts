import type { Host, SendAttempt } from '../hosts/host.ts';
import type { SendRefusal } from '../messages/content-to-worker.ts';
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
const POINTER = ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click', 'dblclick'] as const;
const TOUCH = ['touchend'] as const;
const KEYS = ['keydown', 'keypress', 'keyup'] as const;
/** A press begins here and may start one send; it starts at the earliest of the second row. */
const BEGINS = new Set(['pointerdown', 'mousedown', 'keydown']);
const STARTS = new Set(['pointerup', 'mouseup', 'click', 'keydown']);

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

export class Guard {
  readonly #host: Host;
  readonly #index: Index;
  readonly #composes: Composes;
  readonly #events: GuardEvents;
  /** one-shot: the compose that is being fired now, and the kinds of event it has used */
  #token: { root: HTMLElement; used: Set<string> } | null = null;
  #gesture: { started: boolean } = { started: false };
  /** a cancelled key is cancelled to its end, also when Ctrl was let go first */
  #heldKey: string | null = null;
  readonly #busy = new WeakSet<HTMLElement>();

  constructor(input: { host: Host; index: Index; composes: Composes; events: GuardEvents }) {
    this.#host = input.host;
    this.#index = input.index;
    this.#composes = input.composes;
    this.#events = input.events;
  }

  /** First in line: on window, capturing, before the page's own script has run. */
  listen(signal: AbortSignal): void {
    const options = { capture: true, passive: false, signal };
    const hear = (event: Event) => this.#hear(event);
    for (const type of [...POINTER, ...TOUCH]) window.addEventListener(type, hear, options);
    const key = (event: KeyboardEvent) => this.#key(event);
    for (const type of KEYS) window.addEventListener(type, key, options);
  }

  /** The panel's own key, pressed in its frame: the same way, with Send's button. */
  send(compose: Compose): { started: boolean; detail?: string } {
    const { match, surface } = compose;
    if (this.#composes.verdict(compose) !== 'bound' || !match) {
      return { started: false, detail: 'This compose is not bound to the item.' };
    }
    if (this.#busy.has(surface.root)) return { started: false, detail: 'It is being sent.' };
    void this.#release(compose, { root: surface.root, path: 'click', button: null });
    return { started: true };
  }

  #key(event: KeyboardEvent): void {
    // Typing ends here: only Enter, Space and D can be of interest.
    const { key, code } = event;
    if (key !== 'Enter' && key !== ' ' && key !== 'D' && key !== 'd' && code !== 'NumpadEnter')
      return;
    if (event.isTrusted && event.type === 'keydown') this.#heldKey = null;
    if (event.isTrusted && this.#heldKey === code) {
      if (event.type === 'keyup') this.#heldKey = null;
      cancel(event);
      return;
    }
    this.#hear(event);
  }

  #hear(event: Event): void {
    const attempt = this.#host.sendAttempt(event);
    if (!attempt) {
      this.#discards(event);
      return;
    }
    const compose = this.#composes.of(attempt.root);
    if (this.#passes(event, attempt)) return;
    const verdict = this.#composes.verdict(compose);
    if (verdict === 'not-ours') return;
    cancel(event);
    if (event instanceof KeyboardEvent && event.isTrusted && event.type === 'keydown')
      this.#heldKey = event.code;
    if (this.#starts(event)) this.#start(compose, attempt, verdict);
  }

  /** Each event of the one send that we fire passes once; a page that adds its own is stopped. */
  #passes(event: Event, attempt: SendAttempt): boolean {
    const token = this.#token;
    if (!token || event.isTrusted || token.root !== attempt.root) return false;
    if (token.used.has(event.type)) return false;
    token.used.add(event.type);
    return true;
  }

  /** Only what a person did starts anything, and one press starts one send, whatever it fires. */
  #starts(event: Event): boolean {
    if (!event.isTrusted) return false;
    if (event instanceof KeyboardEvent && event.repeat) return false;
    if (event instanceof MouseEvent && event.button !== 0) return false;
    if (BEGINS.has(event.type)) this.#gesture = { started: false };
    // A click that no press came before: assistive technology.
    const alone = event instanceof MouseEvent && event.type === 'click' && event.detail === 0;
    if (!STARTS.has(event.type) || (this.#gesture.started && !alone)) return false;
    this.#gesture.started = true;
    return true;
  }

  #start(compose: Compose, attempt: SendAttempt, verdict: 'bound' | 'maybe' | 'unknown'): void {
    if (this.#busy.has(attempt.root)) return;
    if (verdict === 'bound') void this.#release(compose, attempt);
    else if (verdict === 'maybe') this.#events.ask(compose, attempt);
    else void this.#hold(compose, attempt);
  }

  async #release(compose: Compose, attempt: SendAttempt): Promise<void> {
    const entry = compose.match?.entry;
    if (!entry) return;
    const { root } = attempt;
    this.#busy.add(root);
    try {
      const input = { host: this.#host, entry, surface: compose.surface, attempt };
      const result = await release({ ...input, fire: (now) => this.#fire(now) });
      this.#events.ended(compose, attempt, result);
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      this.#refuse(compose, attempt, { refusal: 'unknown', detail });
    } finally {
      this.#busy.delete(root);
    }
  }

  #refuse(
    compose: Compose,
    attempt: SendAttempt,
    why: { refusal: SendRefusal; detail: string },
  ): void {
    this.#events.ended(compose, attempt, { released: false, ...why });
  }

  async #hold(compose: Compose, attempt: SendAttempt): Promise<void> {
    const { root } = attempt;
    this.#busy.add(root);
    const deadline = performance.now() + HOLD_MS;
    await this.#index.whenLoaded(HOLD_MS);
    // The id may come a moment later, by an attribute that nothing announces: looked at four times.
    for (const part of [4, 3, 2, 1]) {
      if (this.#composes.verdict(compose) !== 'unknown') break;
      const left = deadline - performance.now();
      if (left > 0) await new Promise((resolve) => setTimeout(resolve, left / part));
    }
    this.#busy.delete(root);
    const verdict = this.#composes.verdict(compose);
    if (verdict === 'bound' || verdict === 'maybe') this.#start(compose, attempt, verdict);
    else if (verdict === 'not-ours') this.#fire(attempt);
    else {
      const held = this.#index.unknownCompose === 'hold';
      const detail = `a compose that could not be told apart was ${held ? 'held' : 'let through'}`;
      if (isAlive()) tell(askWorker('send.uncleared', { detail }));
      if (held) this.#events.held(compose);
      else this.#fire(attempt);
    }
  }

  /** The token lives for this one task: the page's own events come before or after it. */
  #fire(attempt: SendAttempt): void {
    this.#token = { root: attempt.root, used: new Set() };
    try {
      this.#host.fire(attempt);
    } finally {
      this.#token = null;
    }
  }

  #discards(event: Event): void {
    if (!event.isTrusted || (event.type !== 'click' && event.type !== 'keydown')) return;
    const root = this.#host.discardAttempt(event);
    const compose = root && this.#composes.of(root);
    if (compose?.match && compose.match.matched !== 'text') this.#events.discarding(compose);
  }
}

function cancel(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}
