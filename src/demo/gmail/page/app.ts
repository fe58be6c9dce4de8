import type { DraftDto, MailState, PageConfig, Person } from '../contract.ts';
import type { Composes } from './composes.ts';
import type { Labels } from './labels.ts';

/** What the parts of the page share. One per document. */
export interface App {
  config: PageConfig;
  labels: Labels;
  me: Person;
  mail: MailState;
  composes: Composes;
  /** A `/popout` window: one compose, no list. */
  popout: boolean;
  /** Fetches the mail again and draws what changed. */
  refresh(): Promise<void>;
  /** Opens a draft where Gmail would: inline in its thread, or floating. */
  openDraft(draft: DraftDto): void;
  /** Called when floating composes open or close, to keep `?compose=` true. */
  composesChanged(): void;
}
