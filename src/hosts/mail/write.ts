import type { ComposeReading } from '../../core/digest/compose.ts';
import { exactForm } from '../exact.ts';
import type { Reading, Surface } from '../host.ts';

/** Where a host's composes hold what is written. */
export type Writable = {
  read(surface: Surface): Reading | null;
  bodyOf(root: HTMLElement): HTMLElement | null;
  subjectOf(root: HTMLElement): HTMLElement | null;
  /** where signature or quoted history begins in a body */
  tailAt: string;
};

/**
 * Replaces the authored nodes through the editor: one undo step of the page's own, and the `input`
 * events from which it saves. Taken back when the editor touched the tail by it.
 */
export function write(
  { read, bodyOf, subjectOf, tailAt }: Writable,
  surface: Surface,
  change: { expected: ComposeReading; authoredHtml: string; subject?: string | undefined },
): boolean {
  const before = read(surface);
  const body = bodyOf(surface.root);
  const selection = getSelection();
  if (!before || !body || !selection) return false;
  if (exactForm(before.compose) !== exactForm(change.expected)) return false;
  body.focus();
  selection.removeAllRanges();
  selection.addRange(authoredRange(body, tailAt));
  const { authoredHtml, subject } = change;
  if (authoredHtml === '') document.execCommand('delete');
  else document.execCommand('insertHTML', false, authoredHtml);
  const after = read(surface);
  if (!after || JSON.stringify(after.compose.tail) !== JSON.stringify(before.compose.tail)) {
    document.execCommand('undo');
    return false;
  }
  if (subject !== undefined && subject !== before.compose.subject)
    writeSubject(subjectOf(surface.root), subject);
  return true;
}

/**
 * From the start to the last authored character. Not to the tail's edge: an editor takes that for
 * the tail's first line, and would join it to what is inserted.
 */
function authoredRange(body: HTMLElement, tailAt: string): Range {
  const range = document.createRange();
  // What is inserted where a list begins would become part of it: begin on a line before it.
  const first = body.firstElementChild;
  if (
    first?.matches('ul, ol, blockquote') ||
    first?.querySelector(':scope > :is(ul, ol, blockquote):first-child')
  ) {
    const line = document.createElement('div');
    line.append(document.createElement('br'));
    body.prepend(line);
  }
  range.selectNodeContents(body);
  const tail = body.querySelector(tailAt);
  if (!tail) return range;
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_ALL);
  let last: Node | null = null;
  for (let node = walker.nextNode(); node && node !== tail; node = walker.nextNode())
    if (!node.hasChildNodes() && node.textContent !== '\n') last = node;
  if (last instanceof Text) range.setEnd(last, last.length);
  else if (last instanceof HTMLBRElement) range.setEndBefore(last);
  else if (last) range.setEndAfter(last);
  else {
    const line = document.createElement('br');
    tail.before(line);
    range.setEndBefore(line);
  }
  return range;
}

function writeSubject(field: HTMLElement | null, subject: string): void {
  if (!(field instanceof HTMLInputElement)) return;
  field.value = subject;
  field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText' }));
  field.dispatchEvent(new Event('change', { bubbles: true }));
}
