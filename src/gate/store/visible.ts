import type { ReviewerIdentity } from '../dispatch/ports.ts';

/**
 * May this reviewer see and decide it? Managers and admins all of the workspace; reps what is in
 * the human lane and, for mail, lies in one of their mailboxes (`accounts` null: every rep).
 */
export function mayReview(
  { reviewer }: ReviewerIdentity,
  item: { lane: string; accounts: string[] | null },
): boolean {
  if (reviewer.role !== 'rep') return true;
  if (item.lane !== 'human') return false;
  return item.accounts === null || overlaps(item.accounts, reviewer.mailboxes);
}

/** True when the two lists of lower-case addresses share one. */
export const overlaps = (accounts: string[], mailboxes: string[]): boolean =>
  mailboxes.some((mailbox) => accounts.includes(mailbox.toLowerCase()));
