import { sameName } from '../../core/hosts/same-name.ts';
import type { Decisions } from './decisions.ts';
import type { Model, Named } from './model.ts';
import type { AskPage } from './page.ts';
import { isMail } from './plan.ts';
import { recordNameOf } from './record-name.ts';
import { removeRange } from './remove-range.ts';
import { struck } from './strike.ts';
import { typed } from './text-draft.ts';

/** What the person asks of the page now and then: fetched when first wanted (B1). */
type On = { model: Model; page: AskPage; decisions: Decisions };

/** The person said whether the compose is this draft. */
export async function confirmMatch({ model, page, decisions }: On, yes: boolean): Promise<void> {
  const { value: at } = model.shown;
  if (!at) return;
  if (!yes) {
    model.shown.value = { ...at, matched: 'none' };
    await page('deny', {});
    return;
  }
  const { bound, detail } = await page('confirm', {});
  model.shown.value = { ...at, matched: bound ? 'draft' : 'none' };
  if (!bound) decisions.refuse(detail ?? 'The draft could not be bound to this item.');
}

/** Milliseconds after which the name is read again: after its address a page is for some time the record before. */
const READ_AGAIN = [0, 250, 700, 1500];

/** Compares the page's own name for its record with the agent's, until they agree or the page is at rest. */
export async function readName({ model, page }: On, id: string): Promise<void> {
  const view = model.views.value.get(id);
  const meant = (view && recordNameOf(view.item.content)) ?? '';
  let name: string | null = null;
  for (const wait of READ_AGAIN) {
    await new Promise((resolve) => setTimeout(resolve, wait));
    ({ name } = await page('title', {}).catch(() => ({ name })));
    if (name !== null && sameName(name, meant)) {
      setNamed(model, id, { step: 'same', name });
      return;
    }
  }
  setNamed(model, id, { step: 'asks', name });
}

/** The person said whether this is the record that the agent means. */
export async function confirmName({ model, page }: On, yes: boolean): Promise<void> {
  const { value: id } = model.currentId;
  if (id === null) return;
  if (yes) setNamed(model, id, { step: 'yes' });
  else await page('deny', {});
}

const setNamed = (model: Model, id: string, named: Named): void => {
  model.named.value = new Map(model.named.value).set(id, named);
};

/** Discards the leftover draft with the page's own button. */
export async function discardDraft({ model, page, decisions }: On): Promise<void> {
  const id = model.currentId.value;
  const { discarded } = await page('discard', {});
  if (discarded && id) decisions.mark(id, { step: 'discarded' });
  else decisions.refuse('The page did not discard the draft. Use its own button.');
}

/** Opens the item's draft, or a new compose with its text. */
export async function openInPage({ model, page, decisions }: On): Promise<void> {
  const id = model.currentId.value;
  if (!id) return;
  const { opened } = await page('open', { proposalId: id });
  if (!opened) decisions.refuse('The draft could not be opened on this page.');
}

/** Takes the words of the finding that is looked at out of the text: of the compose, or by `typed`. */
export async function strike({ model, page, decisions }: On): Promise<void> {
  if (!model.isMail.value) {
    const { strikeHere } = await import('./kinds/strike.ts');
    strikeHere({ model, decisions }, document);
    return;
  }
  const finding = model.findings.value.find(({ id }) => id === model.activeFinding.value);
  const view = model.view.value;
  if (!finding?.span || !view || !isMail(view.item)) {
    return decisions.refuse('Go to a flag or claim in the text first.');
  }
  if (finding.span.field === 'subject') return decisions.refuse('Edit the subject by hand.');
  const { start, end } = finding.span;
  const { text, from, to } = struck(model.texts.value.body, start, end);
  if (!model.bound.value) return typed(model, { body: text });
  const expected = model.reading.value;
  if (!expected) return;
  const authoredHtml = removeRange(expected.authoredHtml, from, to);
  const { written } = await page('write', { expected, authoredHtml });
  if (!written) decisions.refuse('The draft changed meanwhile. Try again.');
}
