import type { Span } from '../schema/claim.ts';
import type { EmailContent } from '../schema/email.ts';
import type { MergeSlot } from '../schema/slot.ts';
import { markedPlain } from '../text/plain.ts';

type Field = Span['field'];
type Place = { slot: MergeSlot; start: number; end: number };

/** A mail with its slots cut out: what is left is the same in every clone. */
export type Skeleton = {
  /** subject, body, elements with their links, in a form that compares with `===` */
  text: string;
  /** where a span lies in what is left: `12`, or `12+company` inside a slot */
  at(span: Span): string;
  /** slots that a span holds or touches */
  within(span: Span): MergeSlot[];
  /** the plain texts that spans count on */
  texts: Record<Field, string>;
  /** units inside slots ÷ units of all text, 0 to 1 */
  share: number;
};

/** Null when a slot isn't where it says, or two overlap. @throws {AuthoredError} */
export function skeletonOf(content: EmailContent, slots: readonly MergeSlot[]): Skeleton | null {
  const body = markedPlain(content.body);
  const texts = { subject: content.subject, body: body.text };
  const places: Record<Field, Place[]> = { subject: [], body: [] };
  for (const slot of slots) {
    const { field, start, end, text } = slot.span;
    if (texts[field].slice(start, end) !== text) return null;
    places[field].push({ slot, start, end });
  }
  for (const list of Object.values(places)) {
    list.sort((a, b) => a.start - b.start);
    if (list.some(({ start }, index) => start < (list[index - 1]?.end ?? 0))) return null;
  }
  const point = (field: Field, offset: number): string => {
    let cut = 0;
    for (const { slot, start, end } of places[field]) {
      if (offset < start) break;
      if (offset < end) return `${start - cut}+${slot.name}`;
      cut += end - start;
    }
    return String(offset - cut);
  };
  const ends = (field: Field, start: number, end: number): string =>
    // An end lies behind its last unit: a span that ends with a slot ends in it, however long it is.
    `${field}:${point(field, start)}-${point(field, Math.max(start, end - 1))}`;
  const marks = body.marks.map(({ type, href, start, end }) => [
    type,
    href ?? null,
    ends('body', start, end),
    end > start,
  ]);
  const inside = slots.reduce((sum, { span }) => sum + span.text.length, 0);
  const whole = texts.subject.length + texts.body.length;
  return {
    text: JSON.stringify([
      cutOut(texts.subject, places.subject),
      cutOut(texts.body, places.body),
      marks,
    ]),
    at: ({ field, start, end }) => ends(field, start, end),
    within: ({ field, start, end }) =>
      places[field]
        .filter((place) => place.start < end && place.end > start)
        .map(({ slot }) => slot),
    texts,
    share: whole === 0 ? 1 : inside / whole,
  };
}

/** The stretches between slots, with the slots' names: never one string, so no text can look like a slot. */
function cutOut(text: string, places: readonly Place[]): (string | { slot: string })[] {
  const out: (string | { slot: string })[] = [];
  let from = 0;
  for (const { slot, start, end } of places) {
    out.push(text.slice(from, start), { slot: slot.name });
    from = end;
  }
  return [...out, text.slice(from)];
}
