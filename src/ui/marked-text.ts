import { stretches, type TextMark } from '../core/text/stretches.ts';
import type { Piece } from './authored-pieces.ts';

/** A stretch with one look and one set of marks, the gravest first: its line is the one that shows. */
export type Segment = { piece: Piece; text: string; marks: readonly TextMark[] };

/** Cuts pieces where marks begin and end. Overlapping marks are all named on the stretch. */
export function segments(pieces: readonly Piece[], marks: readonly TextMark[]): Segment[] {
  const marked = stretches(marks);
  const cuts = [...new Set(marked.flatMap(({ start, end }) => [start, end]))];
  return pieces.flatMap((piece) => {
    const end = piece.start + piece.text.length;
    const inside = cuts.filter((cut) => cut > piece.start && cut < end);
    const edges = [piece.start, ...inside, end];
    return edges.slice(0, -1).map((from, index) => {
      const to = edges[index + 1] ?? end;
      return {
        piece,
        text: piece.text.slice(from - piece.start, to - piece.start),
        marks: marked.find((one) => one.start <= from && from < one.end)?.marks ?? [],
      };
    });
  });
}
