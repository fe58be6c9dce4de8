import type { Content } from '../schema/content.ts';
import type { Context } from '../schema/proposal.ts';

/** Names and addresses as they are compared: who writes them differently means the same. */
export const fold = (text: string): string => text.normalize('NFKC').trim().toLowerCase();

/** Who would be seen to act, each by every name the content has: address first. Empty where it says nobody. */
export function actorsOf(content: Content): string[] {
  const names =
    content.kind === 'email.draft'
      ? [content.from.email, content.from.name ?? '']
      : content.kind === 'meeting.schedule'
        ? [content.calendar]
        : content.kind === 'lead.route'
          ? [content.owner.id, content.owner.name]
          : [];
  return names.filter((name) => name !== '');
}

/** One of the two names, or the address behind it, says the other. */
export function samePerson(one: string, other: string): boolean {
  const [a, b] = [fold(one), fold(other)];
  return a === b || (a.includes('@') && b.includes(a)) || (b.includes('@') && a.includes(b));
}

/** The sentence, where the record is another's than who would act, or the agent itself says so. */
export function ownerConflict(content: Content, context: Context | undefined): string | null {
  const said = content.kind === 'lead.route' ? context?.routing?.conflict : undefined;
  if (said !== undefined) return `Another owner may claim it: ${said}`;
  const owner = context?.recordOwner;
  if (owner === undefined) return null;
  const known = actorsOf(content);
  if (known.length === 0 || known.some((actor) => samePerson(actor, owner))) return null;
  return `The record belongs to ${owner}, not to ${known.at(-1)}.`;
}

/** The addresses of those it would reach. */
export function addressesOf(content: Content): string[] {
  switch (content.kind) {
    case 'email.draft':
      return [...content.to, ...content.cc, ...content.bcc].map(({ email }) => email.toLowerCase());
    case 'sequence.enroll':
      return content.email === undefined ? [] : [content.email.toLowerCase()];
    case 'meeting.schedule':
      return content.attendees.map((address) => address.toLowerCase());
    default:
      return [];
  }
}
