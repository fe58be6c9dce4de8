import type { ClaimStatus } from '../core/schema/claim.ts';
import type { Piece } from './authored-pieces.ts';

export type MarkStatus = ClaimStatus | 'flag';
/** A marked range, UTF-16 units, half open. */
export type TextMark = { id: string; start: number; end: number; status: MarkStatus };
/** A stretch with one look and one set of marks; the last mark is the one that shows. */
export type Segment = { piece: Piece; text: string; marks: TextMark[] };

/** Cuts pieces where marks begin and end. Overlapping marks are all named on the stretch. */
export function segments(pieces: readonly Piece[], marks: readonly TextMark[]): Segment[] {
  const cuts = [...new Set(marks.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
  return pieces.flatMap((piece) => {
    const end = piece.start + piece.text.length;
    const inside = cuts.filter((cut) => cut > piece.start && cut < end);
    const edges = [piece.start, ...inside, end];
    return edges.slice(0, -1).map((from, index) => {
      const to = edges[index + 1] ?? end;
      return {
        piece,
        text: piece.text.slice(from - piece.start, to - piece.start),
        marks: marks.filter(
          (mark) => mark.start <= from && mark.end >= to && mark.end > mark.start,
        ),
      };
    });
  });
}
