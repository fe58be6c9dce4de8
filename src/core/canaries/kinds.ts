import { REPLIES, TARGET, WAYS } from '../claims/opt-out-ways.ts';
import type { Content } from '../schema/content.ts';
import type { Context } from '../schema/proposal.ts';
import { parse, serialize } from '../text/authored.ts';
import { plainOf } from '../text/plain.ts';
import { type Place, placesOf } from './places.ts';
import { COMPANIES, INVENTED, NAMES } from './words.ts';

/** The catalogue: what reviewers are there to notice. */
export const CANARY_KINDS = [
  'person',
  'company',
  'number',
  'invented-claim',
  'price',
  'opt-out',
] as const;
export type CanaryKind = (typeof CANARY_KINDS)[number];

/** One way to make it wrong: which stretch of which field becomes what. */
export type Change = {
  field: string;
  /** in the field's plain text */
  start: number;
  was: string;
  became: string;
  content: Content;
};

/** From 0 to 1, never 1; the same stream gives the same choice. */
export type Choice = () => number;

type Subject = { content: Content; context?: Context | undefined };

/** Every change of a kind that this content allows, with the choices that it leaves made. */
export function changesOf(kind: CanaryKind, subject: Subject, choose: Choice): Change[] {
  const { content } = subject;
  switch (kind) {
    case 'person':
      return swaps(content, recipientOf(subject), other(NAMES, content, choose));
    case 'company':
      return swaps(content, subject.context?.company, other(COMPANIES, content, choose));
    case 'number':
      return matches(content, NUMBER, (text) => otherDigits(text, choose));
    case 'price':
      return matches(content, PRICE, (text) => otherDigits(text, choose));
    case 'invented-claim':
      return insertions(content, pick(INVENTED, choose));
    case 'opt-out':
      return withoutOptOut(content);
  }
}

const pick = <T>(list: readonly T[], choose: Choice): T | undefined =>
  list[Math.floor(choose() * list.length)];

/** One that the text doesn't hold already. */
function other(list: readonly string[], content: Content, choose: Choice): string | undefined {
  const text = JSON.stringify(content);
  return pick(
    list.filter((one) => !text.includes(one)),
    choose,
  );
}

/** First name of the one person that it is for. */
function recipientOf({ content, context }: Subject): string | undefined {
  const whole =
    content.kind === 'email.draft'
      ? (content.to[0]?.name ?? context?.recipientName)
      : context?.recipientName;
  const first = whole?.trim().split(/\s+/u)[0];
  return first !== undefined && /^\p{L}{2,}$/u.test(first) ? first : undefined;
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');

function swaps(content: Content, was: string | undefined, became: string | undefined): Change[] {
  if (was === undefined || became === undefined || was.trim() === '') return [];
  const whole = new RegExp(`(?<![\\p{L}\\p{N}])${escaped(was)}(?![\\p{L}\\p{N}])`, 'gu');
  return matches(content, whole, () => became);
}

/** A number of two digits or more that is no date, time, price, year, phone number or address. */
const NUMBER =
  /(?<![\p{L}\p{N}.,:/#+€$£-])(?!(?:19|20)\d\d\b)\d{2,3}(?:[.,]\d{3})*(?![\p{L}\p{N}:/€$£-]|[.,]\d|\s?(?:€|EUR|USD|GBP|CHF)\b)/gu;
const PRICE =
  /(?<=[€$£]\s?)\d[\d.,]*\d|(?<![\p{N}.,])\d[\d.,]*\d(?=\s?(?:€|EUR|USD|GBP|CHF)(?!\p{L}))/gu;

/** The first digit becomes another: as many digits, the same form. */
function otherDigits(text: string, choose: Choice): string {
  const first = Number(text[0]);
  const digits = [1, 2, 3, 4, 5, 6, 7, 8, 9].filter((digit) => digit !== first);
  return `${pick(digits, choose) ?? 1}${text.slice(1)}`;
}

function matches(content: Content, pattern: RegExp, becomes: (was: string) => string): Change[] {
  return placesOf(content).flatMap((place) =>
    [...place.text.matchAll(pattern)].map((match) =>
      changeAt(place, { start: match.index, was: match[0], became: becomes(match[0]) }),
    ),
  );
}

function changeAt(
  place: Place,
  { start, was, became }: { start: number; was: string; became: string },
): Change {
  const { field, offset, text, put } = place;
  const content = put(text.slice(0, start) + became + text.slice(start + was.length));
  return { field, start: offset + start, was, became, content };
}

/** After a sentence's end, where running text is: never in a subject or a field of a record. */
function insertions(content: Content, sentence: string | undefined): Change[] {
  if (sentence === undefined) return [];
  return placesOf(content)
    .filter(({ field }) => field === 'body' || field.startsWith('steps/'))
    .flatMap((place) =>
      [...place.text.matchAll(/[.!?](?=\s|$)/gu)].map((match) =>
        changeAt(place, { start: match.index + 1, was: '', became: ` ${sentence}` }),
      ),
    );
}

/** The paragraph that says how to be left alone goes: from the body, where only what is seen counts. */
function withoutOptOut(content: Content): Change[] {
  if (content.kind !== 'email.draft') return [];
  const nodes = parse(content.body);
  const whole = plainOf(content.body).text;
  return nodes.flatMap((_node, at): Change[] => {
    const block = serialize(nodes.slice(at, at + 1));
    const { text, links } = plainOf(block);
    if (!links.some(({ href }) => TARGET.test(href)) && !offers(text)) return [];
    const body = serialize([...nodes.slice(0, at), ...nodes.slice(at + 1)]);
    if (body === '') return [];
    const rest = plainOf(body).text;
    const start = sharedStart(whole, rest);
    const was = whole.slice(start, start + whole.length - rest.length);
    if (whole.slice(0, start) + whole.slice(start + was.length) !== rest) return [];
    return [{ field: 'body', start, was, became: '', content: { ...content, body } }];
  });
}

const offers = (text: string): boolean =>
  [...WAYS, ...REPLIES].some((way) =>
    new RegExp(way.source, way.flags.replace('g', '')).test(text),
  );

function sharedStart(a: string, b: string): number {
  let at = 0;
  while (at < b.length && a[at] === b[at]) at += 1;
  return at;
}
