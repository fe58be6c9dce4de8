import type { ComposeReading } from '../../core/digest/compose.ts';
import type { Reading, Surface } from '../host.ts';
import { shownFile } from '../mail/attachment.ts';
import { bodyText, type Spot } from '../mail/body-text.ts';
import { bodyTree } from '../mail/body-tree.ts';
import { ADDRESS, addressOf } from '../mail/people.ts';
import { readingOf } from '../mail/reading.ts';
import { account, senderOf } from './identity.ts';
import { find, findAll } from './select.ts';
import { TAIL } from './selectors.ts';

/** The editable node of a compose: look it up each time, the page makes new ones. */
export const bodyOf = (root: HTMLElement): HTMLElement | null => find(root, 'compose.body');

export const subjectOf = (root: HTMLElement): HTMLElement | null => find(root, 'compose.subject');

/** Where each stretch of the authored text stands. */
export function spotsIn(root: HTMLElement): Spot[] {
  const body = bodyOf(root);
  return body ? bodyText(bodyTree(body, TAIL).authored).spots : [];
}

/**
 * Everything that would leave with a compose; null while it isn't readable. While the recipients are
 * folded into a line their fields aren't there at all: unfolds them, as a focus does, and says so.
 */
export function read({ root }: Surface): Reading | null {
  const body = bodyOf(root);
  const subject = subjectOf(root);
  const to = find(root, 'compose.to');
  if (!body || !(subject instanceof HTMLInputElement)) return null;
  if (!to?.querySelector('[contenteditable=true]')) {
    unfold(root);
    return null;
  }
  const { authored, tail } = bodyTree(body, TAIL);
  const fields = {
    ...{ from: senderOf(root) ?? account() ?? '', subject: subject.value },
    ...{ to: peopleIn(to), cc: peopleIn(find(root, 'compose.cc', false)) },
    bcc: peopleIn(find(root, 'compose.bcc', false)),
    attachments: attachments(root),
  };
  return readingOf(fields, authored, tail);
}

function unfold(root: HTMLElement): void {
  find(root, 'compose.folded', false)?.dispatchEvent(new FocusEvent('focusin', { bubbles: true }));
}

/**
 * Pills, and what is typed beside them: Outlook makes a pill of it at Send. A pill may show a name
 * only; then that is all that is known, and it is nobody's address.
 */
function peopleIn(field: HTMLElement | null): string[] {
  if (!field) return [];
  const pills = findAll(field, 'recipient');
  const typed = textOutside(field.querySelector('[contenteditable=true]') ?? field, pills);
  const found = [...pills.map(personOf), ...typed.split(/[,;\n]+/).map(addressOf)];
  return [...new Set(found.filter((address) => address !== ''))];
}

function personOf(pill: HTMLElement): string {
  const said = [pill, ...pill.querySelectorAll('[title], [aria-label]')].flatMap((node) =>
    ['title', 'aria-label'].map((name) => node.getAttribute(name)),
  );
  const text = pill.textContent ?? '';
  const address = [text, ...said].flatMap((one) => one?.match(ADDRESS)?.at(-1) ?? []).at(0);
  return addressOf(address ?? text);
}

/** The text of a field without that of its pills and of what can't be edited. */
function textOutside(node: Node, pills: readonly HTMLElement[]): string {
  return [...node.childNodes]
    .map((child) => {
      if (child instanceof Text) return child.data.replace(/[\u200b\ufeff]/g, '');
      const skipped =
        child instanceof HTMLElement &&
        (pills.includes(child) || child.getAttribute('contenteditable') === 'false');
      return skipped ? '\n' : textOutside(child, pills);
    })
    .join('');
}

function attachments(root: HTMLElement): ComposeReading['attachments'] {
  return findAll(root, 'attachment').map((card) => {
    const text = card.getAttribute('title') ?? card.textContent ?? '';
    const { name, size } = shownFile(text.replace(/\s+/g, ' ').trim());
    return { name: name || text, size: Math.round(size) };
  });
}
