import type { ComposeReading } from '../core/digest/compose.ts';
import type { Inbox } from '../core/hosts/inbox.ts';

/** How a compose is shown. A compose keeps its identity when its mode changes. */
export type ComposeMode = 'floating' | 'full' | 'inline' | 'popout';

/** What a page says about whom a surface belongs to. Every field may be missing; none is guessed. */
export type Identity = {
  /** the signed-in mailbox, lower case */
  account?: string | undefined;
  /** the draft's own id as the host's API knows it */
  draftId?: string | undefined;
  /** thread id, in the form the host's API uses */
  threadId?: string | undefined;
  /** id of the message replied to */
  replyTo?: string | undefined;
  /** where the draft id was read; `session`: the page's own name for it, which ends with the page */
  source?: 'form' | 'row' | 'url' | 'attribute' | 'session' | undefined;
};

/** A place on the page where a review can stand. `root` is the key of its state; `id` names it in messages. */
export type Surface =
  | { kind: 'compose'; id: string; root: HTMLElement; mode: ComposeMode; minimized: boolean }
  | { kind: 'thread'; id: string; root: HTMLElement }
  | { kind: 'row'; id: string; root: HTMLElement };

export type SurfaceChange = { type: 'added' | 'changed' | 'removed'; surface: Surface };

/** What an open thread says of its mails. A collapsed one may say nothing of itself. */
export type ThreadMails = {
  /** those that keep the id of the draft that they were sent from */
  sent: { root: HTMLElement; draftId: string }[];
  subject: string;
  /** addresses that it names */
  people: string[];
};

/** A draft, a thread, or an empty compose. `replyTo`: the draft answers that message of its thread. */
export type OpenTarget =
  | {
      draftId?: string | undefined;
      threadId?: string | undefined;
      replyTo?: string | undefined;
    }
  | 'new';

/** What a compose holds now: the reading that is digested, and the authored HTML for the gate. */
export type Reading = {
  compose: ComposeReading;
  /** authored nodes in the closed subset of `core/text/authored.ts` */
  authoredHtml: string;
  /** signature and quoted history in the closed subset; empty when there is none */
  tailHtml: string;
};

/** The numbered paths of DELIVERY §4. */
export type SendPath = 'click' | 'key' | 'shortcut' | 'send-and-archive' | 'menu' | 'schedule';

/** A send that an event would start. `path` says how to fire it again. */
export type SendAttempt = { root: HTMLElement; path: SendPath; button: HTMLElement | null };

/** One capability of a host on this page: which selector matched, or that none did. */
export type Capability = { name: string; hits: number; misses: number; variant: string | null };

/** Where a span is marked in the page's own text. */
export type Mark = {
  id: string;
  field: 'subject' | 'body';
  /** UTF-16 units in the compose's authored plain text */
  start: number;
  end: number;
  status: 'supported' | 'unsupported' | 'contradicted' | 'stale' | 'flag';
};

/**
 * What a page must offer for a review to stand beside its work. Implementations do nothing on
 * import, hold no extension API, make no network call, and stop with the signal they were given.
 */
export type Host = {
  name: Inbox;
  /** as people call it */
  label: string;
  /** whether this document is one of the host's pages */
  matches(location: Location): boolean;
  /** calls back for what is there already and for every change after; cheap when nothing happens */
  observe(onChange: (change: SurfaceChange) => void, signal: AbortSignal): void;
  identify(surface: Surface): Identity;
  /** the surface of a compose's root, also before `observe` has reported it */
  surfaceOf(root: HTMLElement): Surface;
  /** the mailbox of this page, or undefined while it can't be known */
  account(): string | undefined;
  /** null when the compose isn't readable yet */
  read(surface: Surface): Reading | null;
  /**
   * Replaces the authored part (and the subject, when given) through the page's own editor, so that
   * the page's undo works and it saves by itself. False when what is there is not `expected`.
   */
  write(
    surface: Surface,
    change: { expected: ComposeReading; authoredHtml: string; subject?: string | undefined },
  ): boolean;
  /** calls back, debounced, when what `read` returns may have changed */
  watch(surface: Surface, onChange: () => void, signal: AbortSignal): void;
  /** names or codes of keys that may send or discard: any other is typing */
  keys: RegExp;
  /** which send this event would start, decided synchronously from the event alone; null for none */
  sendAttempt(event: Event): SendAttempt | null;
  /** fires that send again with the page's own events; call only after the guard's token is set */
  fire(attempt: SendAttempt): void;
  /** what becomes of the send that `fire` starts next; settles at the latest with `signal` (unknown) */
  outcome(surface: Surface, signal: AbortSignal): Promise<'executed' | 'not_executed' | 'unknown'>;
  /** whether this event would discard the draft of a compose, and of which */
  discardAttempt(event: Event): HTMLElement | null;
  /** discards the draft by the page's own button */
  discard(surface: Surface): boolean;
  /** gives the focus to the compose's text */
  focus(surface: Surface): void;
  /** where a small mark may be appended in a row or thread */
  anchor(surface: Surface): HTMLElement | null;
  /** the mails of an open thread, where the page says which drafts they were */
  mails?(surface: Surface): ThreadMails;
  /** opens a draft or thread by its id, or an empty compose */
  open(target: OpenTarget): void;
  /** ranges of marks in the page's text; those that cannot be placed are left out */
  ranges(surface: Surface, marks: readonly Mark[]): { mark: Mark; range: Range }[];
  /** the free rectangle beside the surface (null: at the page's edge), in viewport pixels, for a panel of this size */
  place(surface: Surface | null, size: { width: number; height: number }): DOMRectReadOnly;
  /** a dialog of the page's own that nothing may stand over, where the browser doesn't know it as one */
  isBlocked?(): boolean;
  /** whether the page beside the surface is dark */
  isDark(surface: Surface | null): boolean;
  /** hits and misses so far, per capability */
  health(): Capability[];
};
