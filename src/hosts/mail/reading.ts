import type { ComposeReading } from '../../core/digest/compose.ts';
import type { Reading } from '../host.ts';
import { authoredHtml, bodyText } from './body-text.ts';
import type { Piece } from './body-tree.ts';

/** A reading of a compose's fields and the two parts of its body. */
export const readingOf = (
  fields: Omit<ComposeReading, 'authored' | 'tail'>,
  authored: readonly Piece[],
  tail: readonly Piece[],
): Reading => ({
  compose: { ...fields, authored: bodyText(authored).runs, tail: bodyText(tail).runs },
  authoredHtml: authoredHtml(authored),
  tailHtml: authoredHtml(tail),
});
