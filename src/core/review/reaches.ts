import type { Role } from '../schema/people.ts';

/**
 * May this reviewer see and decide it? Managers and admins all of the workspace; reps what is in
 * the human lane and, for mail and meetings, lies in one of their mailboxes (`accounts` null: every rep).
 */
export function reaches(
  { role, mailboxes }: { role: Role; mailboxes: readonly string[] },
  { lane, accounts }: { lane: string; accounts: readonly string[] | null },
): boolean {
  if (role !== 'rep') return true;
  if (lane !== 'human') return false;
  return accounts === null || mailboxes.some((mailbox) => accounts.includes(mailbox.toLowerCase()));
}
