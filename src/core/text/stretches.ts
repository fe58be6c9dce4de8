import type { ClaimStatus } from '../schema/claim.ts';

export type MarkStatus = ClaimStatus | 'flag';
/** A marked range, UTF-16 units, half open. */
export type TextMark = { id: string; start: number; end: number; status: MarkStatus };
/** A stretch on which the same marks lie, the gravest first: that is the one whose line it carries. */
export type Stretch<M extends TextMark> = {
  start: number;
  end: number;
  marks: readonly [gravest: M, ...others: M[]];
};

/** What is looked at first, first: in the list of findings, and where several marks lie on the same words. */
export const GRAVEST_FIRST: readonly MarkStatus[] = [
  'flag',
  'contradicted',
  'unsupported',
  'stale',
  'supported',
];

/** Where this status stands among all; the smaller, the graver. */
export const gravity = (status: MarkStatus): number => GRAVEST_FIRST.indexOf(status);

/**
 * Splits a text at every place where a mark begins or ends, so that words with several marks are a
 * stretch of their own. In the text's order, none overlapping another; what no mark covers is left out,
 * and so are marks on nothing. The same whatever the order of the marks.
 */
export function stretches<M extends TextMark>(marks: readonly M[]): Stretch<M>[] {
  const sorted = marks.filter(({ start, end }) => start < end).sort(order);
  const edges = new Set(sorted.flatMap(({ start, end }) => [start, end]));
  const cuts = [...edges].sort((a, b) => a - b);
  return cuts.flatMap((start, at) => {
    const end = cuts[at + 1] ?? start;
    const [gravest, ...others] = sorted.filter((mark) => mark.start <= start && start < mark.end);
    return gravest ? [{ start, end, marks: [gravest, ...others] as const }] : [];
  });
}

/** By gravity; of two alike the one that begins first, then the shorter one, then by name. */
const order = (a: TextMark, b: TextMark): number =>
  gravity(a.status) - gravity(b.status) ||
  a.start - b.start ||
  a.end - b.end ||
  (a.id < b.id ? -1 : 1);
