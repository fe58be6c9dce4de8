/** Mailboxes whose pages are reviewed, by their names in the catalogue. */
export const INBOXES = ['gmail', 'outlook'] as const;
export type Inbox = (typeof INBOXES)[number];
