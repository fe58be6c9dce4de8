/** What the synthetic mail page and its server tell each other. Types only, no behaviour. */

export interface Person {
  email: string;
  name: string;
}

/** A parsed, sanitised piece of HTML. The page builds nodes from it, since it may use no HTML strings. */
export type HtmlNode =
  | string
  | { tag: string; attrs: Record<string, string>; children: HtmlNode[] };

/** `size` in bytes. */
export interface AttachmentInfo {
  name: string;
  size: number;
  type: string;
}

export type Language = 'en' | 'de' | 'ar' | 'he' | 'ja';

/**
 * Which event makes Send act.
 * `mousedown`, `mouseup`, `click`: that pointer event; keys act on keydown (mouseup: on keyup).
 * `keydown`: pointer by click, but all keys are taken by a capture listener on document.
 * `all`: whichever of them arrives first.
 */
export type SendHandlers = 'mousedown' | 'mouseup' | 'click' | 'keydown' | 'all';

export type ComposeMode = 'new' | 'reply' | 'reply-all' | 'forward';
export type SendHow = 'send' | 'send-and-archive' | 'schedule';
/** Which part of the page started the send. */
export type SendVia = 'button' | 'key' | 'shortcut' | 'menu' | 'dialog';
export type Folder = 'inbox' | 'sent' | 'trash' | 'spam';

export interface PageConfig {
  account: string;
  accountName: string;
  aliases: string[];
  language: Language;
  classNames: 'stable' | 'shuffled';
  sendHandlers: SendHandlers;
  /** 0 = never. */
  rerenderSendButtonEveryMs: number;
  theme: 'light' | 'dark';
  modern: boolean;
  /** Milliseconds for which a new compose's `draft` input stays empty; 0 = filled at once. */
  lateDraftIdMs: number;
  /** Outlook's: milliseconds by which the address follows what is shown; negative: goes before it. */
  lateAddressMs: number;
  /** Re-create the editable when a compose goes full screen or back, as some builds do. */
  recreateBodyOnMove: boolean;
  sendAndArchive: boolean;
  shortcuts: boolean;
  sendDelayMs: number;
  signature: HtmlNode[];
}

export interface MessageDto {
  /** `msg-f:<decimal>`: the same number as `legacyId`, which is hexadecimal. */
  id: string;
  legacyId: string;
  from: Person;
  to: Person[];
  cc: Person[];
  /** Milliseconds since the epoch. */
  date: number;
  body: HtmlNode[];
  snippet: string;
}

export interface ThreadDto {
  id: string;
  legacyId: string;
  subject: string;
  folders: Folder[];
  unread: boolean;
  starred: boolean;
  messages: MessageDto[];
}

/** What a compose holds, as the page saves and sends it. */
export interface DraftFields {
  /** `msg-a:r-…` (the API's draft id is the part after the colon). */
  messageId: string;
  /** `thread-a:r…` for new mail, `thread-f:…` for replies. */
  threadId: string;
  legacyThreadId: string;
  /** `msg-f:…` of the message replied to, or empty. */
  replyTo: string;
  mode: ComposeMode;
  from: string;
  to: Person[];
  cc: Person[];
  bcc: Person[];
  subject: string;
  bodyHtml: string;
  attachments: AttachmentInfo[];
}

export interface DraftDto extends DraftFields {
  /** The draft's own message; a new one at every save. Empty while never saved. */
  legacyMessageId: string;
  body: HtmlNode[];
  snippet: string;
  date: number;
}

export interface MailState {
  threads: ThreadDto[];
  drafts: DraftDto[];
}

export interface SendRequest {
  fields: DraftFields;
  how: SendHow;
  via: SendVia;
  /** For `schedule`: milliseconds since the epoch. */
  at?: number;
}

export interface Violation {
  directive: string;
  blocked: string;
  sample: string;
  source: string;
  line: number;
}

export type ThreadAction = 'archive' | 'inbox' | 'delete' | 'spam' | 'read' | 'unread' | 'star';

/** A key event as the page saw it. */
export interface SeenKey {
  key: string;
  type: string;
  phase: 'capture' | 'bubble';
  trusted: boolean;
  /** The event came from a field: no shortcut. */
  typing: boolean;
  /** The page did something about it. */
  acted: boolean;
}

declare global {
  interface Window {
    /** Every key event the page saw, newest last, 5,000 at most. */
    __gmailKeys: SeenKey[];
    /** Every broken security policy since the page's script began. */
    __violations: Violation[];
  }
}
