import type { Content } from '../schema/content.ts';
import type { Correction } from './correction.ts';

const ADDRESS = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
const LINK = /\bhttps?:\/\/[^\s<>()"]+|\bwww\.[^\s<>()"]+/giu;
const PHONE = /(?<![\p{L}\p{N}])(?:\+|\(0|0)[\d][\d\s()./-]{6,}\d/gu;
const DATE = /^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}$/;
/** Particles of names are words of every text. */
const PARTICLE =
  /^(?:van|von|der|den|de|del|della|da|di|du|la|le|el|bin|ben|und|and|zu|zur|y|e|dr|mr|mrs|ms|prof)\.?$/iu;

type Known = { role: string; name?: string | undefined; email?: string | undefined };

/**
 * Puts a word for each person and company that the correction's own data names in their place:
 * "[recipient]", "[sender]", "[person 2]", "[company]"; for every address, link and telephone number
 * "[address]", "[link]", "[phone]". The same person has the same word in both texts of one correction.
 * A name that stands in a text alone, and nowhere in the data, is not known to be one and stays.
 */
export function pseudonymsOf(
  correction: Pick<Correction, 'before' | 'after' | 'context'>,
): (text: string) => string {
  const words = new Map<string, string>();
  const learn = (word: string | undefined, role: string): void => {
    const key = word?.trim().normalize('NFC') ?? '';
    if (key.length >= 2 && !words.has(key)) words.set(key, `[${role}]`);
  };
  const { before, after, context } = correction;
  for (const { role, name, email } of peopleOf({ before, after, context })) {
    learn(name, role);
    if (email !== undefined) learn(email, `${role}’s address`);
    for (const part of name?.split(/[\s,]+/u) ?? [])
      if (!PARTICLE.test(part) && /^\p{Lu}|^\p{Lo}/u.test(part)) learn(part, role);
  }
  learn(context?.company, 'company');
  learn(context?.buyer?.domain, 'company');
  // The longest first, so that a full name isn't taken apart.
  const known = [...words.keys()].sort((a, b) => b.length - a.length);
  const pattern =
    known.length === 0
      ? null
      : new RegExp(
          `(?<![\\p{L}\\p{N}])(?:${known.map(escaped).join('|')})(?![\\p{L}\\p{N}])`,
          'gu',
        );
  return (text) => {
    const named = text.normalize('NFC');
    const covered = pattern ? named.replace(pattern, (word) => words.get(word) ?? word) : named;
    return covered
      .replace(ADDRESS, '[address]')
      .replace(LINK, '[link]')
      .replace(PHONE, (number) => (DATE.test(number) ? number : '[phone]'));
  };
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

function peopleOf({
  before,
  after,
  context,
}: Pick<Correction, 'before' | 'after' | 'context'>): Known[] {
  const recipients: Known[] = [];
  const others: Known[] = [];
  for (const content of after === null ? [before] : [before, after]) {
    const [to, rest] = namedIn(content);
    recipients.push(...to);
    others.push(...rest);
  }
  if (context?.recipientName !== undefined)
    recipients.push({ role: '', name: context.recipientName });
  for (const { from } of context?.messages ?? []) others.push(addressed(from));
  if (context?.recordOwner !== undefined) others.push({ role: '', name: context.recordOwner });
  return [...numbered(recipients, 'recipient'), ...numbered(others, 'person')];
}

/** Whom a content is for, and who else is in it. */
function namedIn(content: Content): [Known[], Known[]] {
  const label = (name: string | undefined): Known[] => [{ role: '', name }];
  switch (content.kind) {
    case 'email.draft':
      return [
        [...content.to, ...content.cc, ...content.bcc].map((one) => ({ role: '', ...one })),
        [{ ...content.from, role: 'sender' }],
      ];
    case 'sequence.enroll':
      return [[...label(content.contact.label), { role: '', email: content.email }], []];
    case 'contact.enrich':
    case 'message.social':
    case 'call.task':
      return [label(content.contact.label), []];
    case 'lead.route':
      return [label(content.lead.label), label(content.owner.name)];
    case 'lead.score':
      return [label(content.lead.label), []];
    case 'record.update':
      return [label(content.record.label), []];
    case 'price.quote':
      return [label(content.deal.label), []];
    case 'meeting.schedule':
      return [
        content.attendees.map((email) => ({ role: '', email })),
        [{ role: 'sender', email: content.calendar }],
      ];
  }
}

/** "Ana Díaz <ana@x.example>" in its parts. */
function addressed(from: string): Known {
  const email = new RegExp(ADDRESS.source, 'u').exec(from)?.[0];
  const name = from
    .replace(/<[^>]*>/g, '')
    .replace(/["']/g, '')
    .trim();
  return { role: '', email, ...(name === email ? {} : { name }) };
}

/** The same person once: "recipient", the next "recipient 2". */
function numbered(people: readonly Known[], role: string): Known[] {
  const seen = new Map<string, string>();
  return people.map((one) => {
    if (one.role !== '') return one;
    const keys = [one.email?.toLowerCase(), one.name?.toLowerCase()].filter(
      (key): key is string => key !== undefined && key !== '',
    );
    const known = keys.map((key) => seen.get(key)).find((word) => word !== undefined);
    const count = new Set(seen.values()).size;
    const word = known ?? (count === 0 ? role : `${role} ${count + 1}`);
    for (const key of keys) if (!seen.has(key)) seen.set(key, word);
    return { ...one, role: word };
  });
}
