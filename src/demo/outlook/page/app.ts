import type { DraftDto, MailState, PageConfig, Person } from '../../gmail/contract.ts';
import type { Labels } from '../../gmail/page/labels.ts';

/** What the parts of the page share. One per document. */
export interface App {
  config: PageConfig;
  labels: Labels;
  me: Person;
  mail: MailState;
  /** Fetches the mail again and draws what changed. */
  refresh(): Promise<void>;
  /** Shows a draft in its compose, at its address. */
  openDraft(draft: DraftDto): void;
  /** What the compose that was open did: it is gone, and nothing is open. */
  closed(): void;
}

/** Where in the page's address one is. */
export interface Route {
  folder: 'inbox' | 'drafts' | 'sentitems';
  /** a conversation, or in Drafts a draft */
  id: string | null;
}

/** `/mail/inbox/id/AAQk…`. */
export function readRoute(): Route {
  const [, , folder, , id] = location.pathname.split('/');
  return {
    folder: folder === 'drafts' || folder === 'sentitems' ? folder : 'inbox',
    id: id === undefined ? null : decodeURIComponent(id),
  };
}

export const pathOf = ({ folder, id }: Route): string =>
  `/mail/${folder}${id === null ? '' : `/id/${encodeURIComponent(id)}`}`;
