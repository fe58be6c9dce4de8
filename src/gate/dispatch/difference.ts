import { createTwoFilesPatch } from 'diff';

/** beyond this, a difference says that all was rewritten, in line with what a reader would make of it */
const EDITS = 4000;

/**
 * Unified difference of two plain texts, by lines, two lines of context. `diff` is a kept library
 * with a bound on work (`maxEditLength`), so two hostile texts can't hold the gate up.
 */
export function difference(before: string, after: string): string {
  const patch = createTwoFilesPatch('proposed', 'approved', before, after, undefined, undefined, {
    context: 2,
    maxEditLength: EDITS,
  });
  if (patch !== undefined) return patch;
  const lines = (mark: string, text: string) => text.split('\n').map((row) => `${mark}${row}`);
  return ['--- proposed', '+++ approved', ...lines('-', before), ...lines('+', after), ''].join(
    '\n',
  );
}
