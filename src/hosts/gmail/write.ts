import { canonical } from '../../core/digest/canonical.ts';
import { type ComposeReading, normalCompose, normalRuns } from '../../core/digest/compose.ts';
import type { Surface } from '../host.ts';
import { bodyOf, read } from './read.ts';
import { find } from './select.ts';
import { TAIL } from './selectors.ts';

/** Two readings that give the same digests. */
export const isSame = (one: ComposeReading, other: ComposeReading): boolean =>
  canonical(normalCompose(one)) === canonical(normalCompose(other)) &&
  normalRuns(one.tail) === normalRuns(other.tail);

/**
 * Replaces the authored nodes through the editor: one undo step of the page's own, and the `input`
 * events from which Gmail saves.
 */
export function write(
  surface: Surface,
  change: { expected: ComposeReading; authoredHtml: string; subject?: string },
): boolean {
  const before = read(surface);
  const body = bodyOf(surface.root);
  if (!before || !body || !isSame(before.compose, change.expected)) return false;
  body.focus();
  const range = document.createRange();
  range.selectNodeContents(body);
  const tail = body.querySelector(TAIL);
  if (tail) range.setEndBefore(tail);
  const selection = getSelection();
  if (!selection) return false;
  selection.removeAllRanges();
  selection.addRange(range);
  const empty = change.authoredHtml === '';
  const done = empty
    ? document.execCommand('delete')
    : document.execCommand('insertHTML', false, change.authoredHtml);
  if (change.subject !== undefined && change.subject !== before.compose.subject)
    writeSubject(surface.root, change.subject);
  return done;
}

function writeSubject(root: HTMLElement, subject: string): void {
  const field = find(root, 'compose.subject');
  if (!(field instanceof HTMLInputElement)) return;
  field.value = subject;
  field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText' }));
  field.dispatchEvent(new Event('change', { bubbles: true }));
}
