import type { ComposeReading } from '../../core/digest/compose.ts';
import type { Reading, Surface } from '../host.ts';
import { shownFile } from '../mail/attachment.ts';
import { type BodyText, bodyText } from '../mail/body-text.ts';
import { bodyTree, type Piece } from '../mail/body-tree.ts';
import { addressOf } from '../mail/people.ts';
import { readingOf } from '../mail/reading.ts';
import { account } from './identity.ts';
import { find, findAll } from './select.ts';
import { TAIL } from './selectors.ts';

/** The editable node of a compose. Gmail re-creates it: never keep it beyond one task. */
export const bodyOf = (root: HTMLElement): HTMLElement | null => find(root, 'compose.body');

export const subjectOf = (root: HTMLElement): HTMLElement | null => find(root, 'compose.subject');

/** Authored text of a compose with the place of each stretch; null when there is no body yet. */
export function authoredText(root: HTMLElement): BodyText | null {
  const body = bodyOf(root);
  return body && bodyText(bodyTree(body, TAIL).authored);
}

/** Everything that would leave with a compose; null while it isn't readable. */
export function read(surface: Surface): Reading | null {
  const { root } = surface;
  const body = bodyOf(root);
  const subject = subjectOf(root);
  if (!body || !(subject instanceof HTMLInputElement)) return null;
  const { authored, tail } = bodyTree(body, TAIL);
  const quote = hiddenQuote(root);
  const fields = {
    ...{ from: fromOf(root), subject: subject.value },
    ...recipients(root),
    attachments: attachments(root),
  };
  return readingOf(fields, authored, [...tail, ...quote]);
}

/** A reply's quote is kept in a hidden field as HTML until "show trimmed content" is pressed. */
function hiddenQuote(root: HTMLElement): Piece[] {
  const field = find(root, 'compose.hidden-quote', false);
  const html = field instanceof HTMLInputElement ? field.value : '';
  if (html === '' || html === 'undefined') return [];
  // An inert document, only read and never taken into the page. Where a policy forbids even that,
  // the field itself is the text, so that a change of it is still a change.
  try {
    const { body } = new DOMParser().parseFromString(html, 'text/html');
    const { authored, tail } = bodyTree(body, TAIL);
    return [...authored, ...tail];
  } catch {
    const text = document.createTextNode(html);
    return [{ type: 'p', children: [{ type: 'text', text: html, node: text, at: 0 }] }];
  }
}

function fromOf(root: HTMLElement): string {
  const field = find(root, 'compose.from', false);
  const value = field instanceof HTMLInputElement ? addressOf(field.value) : '';
  return value.includes('@') ? value : (account() ?? '');
}

/** Chips of both known forms, and what is typed but not yet a chip: Gmail makes it one at Send. */
function recipients(root: HTMLElement): Pick<ComposeReading, 'to' | 'cc' | 'bcc'> {
  const of = (name: 'to' | 'cc' | 'bcc'): string[] => {
    const row = `div[name=${name}]`;
    const chips = [
      ...[...root.querySelectorAll(`${row} [role=option][data-hovercard-id]`)].map(
        (chip) => chip.getAttribute('data-hovercard-id') ?? '',
      ),
      ...[...root.querySelectorAll<HTMLInputElement>(`input[type=hidden][name=${name}]`)].map(
        ({ value }) => value,
      ),
    ];
    const typed = [
      ...root.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(
        `${row} input:not([type=hidden]), textarea[name=${name}], input[name=${name}]:not([type=hidden])`,
      ),
    ].flatMap(({ value }) => value.split(/[,;\n]+/));
    const found = [...chips, ...typed].map(addressOf);
    return [...new Set(found.filter((address) => address !== ''))];
  };
  findAll(root, 'compose.recipients', true);
  return { to: of('to'), cc: of('cc'), bcc: of('bcc') };
}

/**
 * Names and sizes as far as the page tells them: Gmail shows sizes rounded. Where something lies in
 * the attachments' area that none of the (unverified) anchors explain, its whole text counts.
 */
function attachments(root: HTMLElement): ComposeReading['attachments'] {
  const items = findAll(root, 'attachment');
  const all =
    items.length > 0
      ? items
      : findAll(root, 'attachment.area').filter((area) => area.textContent?.trim());
  return all.map((item) => {
    const text = item.textContent?.trim() ?? '';
    const shown = shownFile(text);
    const exact = Number(item.getAttribute('data-size') ?? Number.NaN);
    const field = item.querySelector<HTMLInputElement>('input[type=hidden][name=attach]');
    const label = item.querySelector('.vI')?.textContent ?? shown.name;
    return {
      name: label || field?.value || text,
      size: Math.round(Number.isFinite(exact) ? exact : shown.size),
    };
  });
}
