import type { DraftDto, MailState, PageConfig, Person } from '../contract.ts';
import type { Labels } from './labels.ts';

/** An open compose, as far as the rest of the page knows it. */
export interface OpenCompose {
  readonly draft: DraftDto;
  /** It lies on the server. */
  readonly saved: boolean;
  focus(): void;
}

/** Where a compose stands: floating, inline, or a window of its own. */
export interface Placement {
  kind: 'floating' | 'inline' | 'popout';
  /** Takes the compose out of the page. */
  remove(): void;
  /** Hides or shows it while a send is under way. */
  hide(hidden: boolean): void;
  titleChanged(title: string): void;
}

/** The open composes of this page. */
export interface ComposeList {
  floating(): OpenCompose[];
  find(messageId: string): OpenCompose | undefined;
  inThread(legacyThreadId: string): OpenCompose | undefined;
  /** Opens a draft in the dock, or focuses it where it is open already. */
  openFloating(draft: DraftDto): void;
  newMail(): void;
  /** Opens a draft under a message, in its `.ip`. */
  openInline(draft: DraftDto, box: HTMLElement): void;
  openIn(
    draft: DraftDto,
    host: HTMLElement,
    placement: Omit<Placement, 'kind' | 'remove' | 'hide'>,
  ): void;
  comeBack(draft: DraftDto): void;
  float(compose: OpenCompose): Promise<void>;
  forget(compose: OpenCompose): void;
}

/** What the parts of the page share. One per document. */
export interface App {
  config: PageConfig;
  labels: Labels;
  me: Person;
  mail: MailState;
  composes: ComposeList;
  /** A `/popout` window: one compose, no list. */
  popout: boolean;
  /** Fetches the mail again and draws what changed. */
  refresh(): Promise<void>;
  /** Opens a draft where Gmail would: inline in its thread, or floating. */
  openDraft(draft: DraftDto): void;
  /** Called when floating composes open or close, to keep `?compose=` true. */
  composesChanged(): void;
}
