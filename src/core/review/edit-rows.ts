import type { Content, FieldValue } from '../schema/content.ts';
import type { FieldFacts } from '../schema/facts.ts';
import { keptRows, same } from './rows.ts';

type Of<K extends Content['kind']> = Extract<Content, { kind: K }>;
type Change = Of<'record.update'>['changes'][number];
type Step = Of<'sequence.enroll'>['steps'][number];
type Line = Of<'price.quote'>['lines'][number];

const typeOf = (value: FieldValue): string =>
  value === null
    ? 'value'
    : { string: 'text', number: 'number', boolean: 'yes or no' }[
        typeof value as 'string' | 'number' | 'boolean'
      ];

/** Changes of fields: any but the last may be struck, none added; a value keeps its type. */
export function changesFault(
  before: readonly Change[],
  after: readonly Change[],
  facts: readonly FieldFacts[] = [],
): string | null {
  const kept = keptRows(
    before,
    after,
    (was, is) => was.field === is.field && same(was.before, is.before),
  );
  if (!kept) return 'Changes may be struck; a field or a value before cannot be added or altered.';
  for (const [index, { field, before: held, after: value }] of after.entries()) {
    const proposed = kept[index]?.after ?? null;
    if (same(proposed, value)) continue;
    if (same(held, value)) return `${field} would stay as it is: strike the change instead.`;
    const known = facts.find((one) => one.field === field)?.alternatives ?? [];
    if (known.some((one) => same(one.value, value))) continue;
    // An empty field says nothing of its type; one that is cleared keeps that of what it held.
    const types = [proposed, held].filter((one) => one !== null).map(typeOf);
    if (types.length > 0 && !types.includes(typeOf(value)))
      return `${field} holds another kind of value: ${types[0]}.`;
  }
  return null;
}

/**
 * Steps of a sequence: texts and times may change, steps be struck, all but one: systems take an
 * enrollment without steps for the whole sequence as it is stored.
 */
export function stepsFault(before: readonly Step[], after: readonly Step[]): string | null {
  if (after.length === 0 && before.length > 0)
    return 'Without its steps the person would get the sequence as it is stored: reject it instead.';
  const kept = keptRows(
    before,
    after,
    (was, is) =>
      was.channel === is.channel &&
      (was.subject === undefined) === (is.subject === undefined) &&
      (was.body === undefined) === (is.body === undefined),
  );
  if (!kept) return 'Steps may be changed or struck, none added, and none to another channel.';
  if (after.every(({ at }, index) => at === kept[index]?.at)) return null;
  const times = after.map(({ at }) => Date.parse(at));
  const inOrder = times.every((at, index) => at >= (times[index - 1] ?? Number.NEGATIVE_INFINITY));
  return inOrder ? null : 'A step would come before the one that precedes it.';
}

/** Lines of a quote: quantity and discount may change, within policy; lines be struck; no price. */
export function linesFault(
  before: readonly Line[],
  after: readonly Line[],
  maxDiscount = 100,
): string | null {
  const kept = keptRows(
    before,
    after,
    (was, is) => was.item === is.item && same(was.unitPrice, is.unitPrice),
  );
  if (!kept) return 'Lines may be struck; an item or its price cannot be added or altered.';
  const over = after.find(
    ({ discount }, index) => discount > Math.max(maxDiscount, kept[index]?.discount ?? 0),
  );
  return over ? `The policy allows ${maxDiscount} % off; ${over.item} would get more.` : null;
}
