import { buildEmail, type SeedProposal } from './build.ts';
import { EMAILS } from './emails.ts';
import { buildRecords } from './records.ts';

/** Everything the demo's agents have proposed when it starts; `now` in milliseconds since the epoch. */
export function seedProposals(now: number): SeedProposal[] {
  return [...EMAILS.map((email) => buildEmail(email, now)), ...buildRecords(now)];
}
