import { diffWordsWithSpace } from 'diff';

export type DifferencePart = { kind: 'same' | 'added' | 'removed'; text: string };

/** Above this many units a word difference isn't worth its wait. */
const LARGEST = 60_000;
const CONTEXT = 60;

/**
 * Word-level difference, in reading order, removals before additions. Texts too different or too
 * long to compare in 150 ms come back as one removal and one addition.
 */
export function wordDifference(before: string, after: string): DifferencePart[] {
  if (before === after) return before === '' ? [] : [{ kind: 'same', text: before }];
  const whole: DifferencePart[] = [
    { kind: 'removed' as const, text: before },
    { kind: 'added' as const, text: after },
  ].filter(({ text }) => text !== '');
  if (before.length + after.length > LARGEST) return whole;
  const changes = diffWordsWithSpace(before, after, { timeout: 150 });
  if (!changes) return whole;
  return changes.map(({ value, added, removed }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value,
  }));
}

/** Shortens long unchanged stretches to what stands around a change. */
export function condensed(parts: readonly DifferencePart[]): DifferencePart[] {
  return parts.map((part, index) => {
    if (part.kind !== 'same' || part.text.length <= CONTEXT * 2 + 20) return part;
    const head = index === 0 ? '' : part.text.slice(0, CONTEXT);
    const tail = index === parts.length - 1 ? '' : part.text.slice(-CONTEXT);
    return { kind: 'same', text: `${head}${head ? ' ' : ''}… ${tail}` };
  });
}
