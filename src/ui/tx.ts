import type { ComponentChildren } from 'preact';
import type { Key, PartsOf } from '../words/catalogue.ts';
import { filled, numbered, rawText } from '../words/t.ts';

/** A sentence with pieces in it: the words of a key, and what is drawn in the place of each part. */
export function tx<K extends Key>(
  key: K,
  parts: Readonly<Record<PartsOf<K>, ComponentChildren>>,
): ComponentChildren {
  return filled<ComponentChildren>(rawText(key) || key, parts).map((piece) =>
    typeof piece === 'number' ? numbered(piece) : piece,
  );
}
