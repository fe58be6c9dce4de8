import type { Mark } from '../host.ts';
import type { Spot } from './body-text.ts';

/** Ranges of marks in the compose's text. A subject is a field and cannot be marked. */
export function rangesIn(
  spots: readonly Spot[],
  marks: readonly Mark[],
): { mark: Mark; range: Range }[] {
  return marks.flatMap((mark) => {
    if (mark.field !== 'body' || mark.end <= mark.start) return [];
    const inside = spots.filter(
      ({ start, text, node }) =>
        node.isConnected && start < mark.end && start + text.length > mark.start,
    );
    const [first, last] = [inside[0], inside.at(-1)];
    if (!first || !last) return [];
    const range = document.createRange();
    range.setStart(first.node, offset(first, Math.max(mark.start, first.start)));
    range.setEnd(last.node, offset(last, Math.min(mark.end, last.start + last.text.length)));
    return [{ mark, range }];
  });
}

const offset = (spot: Spot, at: number): number =>
  Math.min(spot.node.data.length, spot.at + at - spot.start);
