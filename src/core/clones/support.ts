import { coreOf } from '../claims/company-name.ts';
import { fold } from '../claims/fold.ts';
import type { Evidence } from '../schema/claim.ts';
import type { EmailContent } from '../schema/email.ts';
import type { MergeSlot } from '../schema/slot.ts';
import type { CloneSubject } from './subject.ts';
import { wordsAt } from './whole-word.ts';

/** Whom the mail is for: its one recipient and their company, in folded words. */
export type Reader = { name: string[]; company: string[]; domain: string };

const words = (text: string): string[] => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
const spaced = (text: string): string => ` ${words(text).join(' ')} `;

export function readerOf(content: EmailContent, context: CloneSubject['context']): Reader | string {
  const [to, ...more] = content.to;
  if (!to || more.length > 0 || content.bcc.length > 0) return 'it does not have one recipient';
  const name = words(to.name ?? context?.recipientName ?? '');
  const known = words(context?.recipientName ?? '');
  // Two sources that don't agree on who the reader is: somebody has to look.
  if (
    known.length > 0 &&
    !name.every((word) => known.includes(word)) &&
    !known.every((word) => name.includes(word))
  )
    return "the recipient's name is not the one in the record";
  return {
    name,
    company: words(coreOf(context?.company ?? '')),
    domain: to.email.slice(to.email.lastIndexOf('@') + 1).toLowerCase(),
  };
}

/** The largest value that a merge puts in; what is longer is text, and text is read. */
const LONGEST_VALUE = 80;
const MONEY =
  /[\p{Sc}]|\b(?:eur|usd|gbp|chf|jpy|cny|inr|sek|nok|dkk|pln|czk|cad|aud|nzd|sgd|brl|mxn|zar|euros?|dollars?|pounds?|francs?|yen|cents?|rabatt|discount|off)\b/iu;

/**
 * Why what stands in a slot isn't known to be right for this reader; null when it is. `around` is the
 * text on both sides. A price is never a merge value: it is an offer, and each is looked at.
 */
export function unsupportedSlot(
  slot: MergeSlot,
  known: { reader: Reader; evidence: readonly Evidence[]; around: string },
): string | null {
  const { name, of, span } = slot;
  const { reader, evidence, around } = known;
  const value = words(span.text);
  if (value.length === 0 || span.text.length > LONGEST_VALUE || /\n/.test(span.text))
    return `slot “${name}” does not hold a value`;
  if (/\p{N}/u.test(span.text) && MONEY.test(around)) return `slot “${name}” holds a price`;
  if (of === 'recipient') {
    const theirs = value.every((word) => reader.name.includes(word));
    return theirs ? null : `slot “${name}” is not the recipient's name`;
  }
  if (of === 'company') {
    const asked = words(coreOf(span.text)).join(' ');
    const theirs = asked !== '' && ` ${reader.company.join(' ')} `.includes(` ${asked} `);
    return theirs ? null : `slot “${name}” is not the recipient's company`;
  }
  const said = evidence.filter(({ quote }) => holds(quote, span.text));
  if (said.length === 0) return `slot “${name}” is in none of its evidence`;
  return said.some((one) => isAbout(one, reader))
    ? null
    : `the evidence for slot “${name}” does not name the recipient's company`;
}

/**
 * Whole words, in order, whatever their case and accents. What belongs to a number is part of it: "-12",
 * "12.5", "1,200", "12 %" and "12" are five values.
 */
function holds(quote: string, value: string): boolean {
  const [said, asked] = [plain(quote), plain(value)];
  return wordsAt(said, asked).some(
    (at) =>
      !/\p{N}/u.test(asked) ||
      (!/(?:[-−+]|\p{N}[.,'’ ])$/u.test(said.slice(Math.max(0, at - 2), at)) &&
        !/^(?:[.,'’]\p{N}|\s?[%‰])/u.test(said.slice(at + asked.length, at + asked.length + 2))),
  );
}

const plain = (text: string): string => fold(text).replace(/\s+/gu, ' ').trim();

/** Names the reader's company, or was read on its own site. */
export function isAbout({ quote, source, url }: Evidence, reader: Reader): boolean {
  const name = reader.company.join(' ');
  if (name !== '' && (spaced(quote).includes(` ${name} `) || spaced(source).includes(` ${name} `)))
    return true;
  const host = /^https?:\/\/(?:[^/@]*@)?([^/:?#]+)/i.exec(url ?? '')?.[1]?.toLowerCase();
  return host !== undefined && (host === reader.domain || host.endsWith(`.${reader.domain}`));
}
