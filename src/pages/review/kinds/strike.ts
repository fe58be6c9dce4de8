import type { Decisions } from '../decisions.ts';
import type { Model } from '../model.ts';
import { struck } from '../strike.ts';
import type { Work } from './draft.ts';
import { draftOf, setDraft, toggleRow } from './drafting.ts';

/** Where the text stands that spans of a flag or claim count in. */
const TEXT: Partial<Record<Work['kind'], string>> = {
  'message.social': 'text',
  'call.task': 'script',
  'meeting.schedule': 'agenda',
};

/**
 * Takes out the row with the focus, or puts it back; without one, goes to the first. In a text, takes
 * out the sentence of the finding that is looked at.
 */
export function strikeHere(on: { model: Model; decisions: Decisions }, root: ParentNode): void {
  const { model, decisions } = on;
  const item = model.view.value?.item;
  if (!item || item.content.kind === 'email.draft') return;
  const finding = model.findings.value.find(({ id }) => id === model.activeFinding.value);
  const path = TEXT[item.content.kind];
  const row = root.querySelector<HTMLElement>('[data-row]:focus-within');
  const first = root.querySelector<HTMLElement>('[data-row] [data-name=strike]');
  if (item.state !== 'pending') decisions.refuse('This item is no longer open.');
  else if (finding?.span?.field === 'body' && path) {
    const { start, end } = finding.span;
    const draft = draftOf(on, item);
    const values = { ...draft.values, [path]: struck(model.texts.value.body, start, end).text };
    setDraft(on, item, { ...draft, values });
  } else if (row) toggleRow(on, item, Number(row.dataset.row));
  else if (first) {
    first.focus();
    decisions.inform('Arrow keys go from row to row; the same key takes one out.');
  } else decisions.refuse('Go to a flag or claim in the text first.');
}
