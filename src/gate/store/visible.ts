import { reaches } from '../../core/review/reaches.ts';
import type { Decider } from '../dispatch/ports.ts';

/** {@link reaches}, of whoever is signed in. */
export const mayReview = (
  { reviewer }: Pick<Decider, 'reviewer'>,
  item: { lane: string; accounts: string[] | null },
): boolean => reaches(reviewer, item);

/** True when the two lists of lower-case addresses share one. */
export const overlaps = (accounts: string[], mailboxes: string[]): boolean =>
  mailboxes.some((mailbox) => accounts.includes(mailbox.toLowerCase()));
