import { sameName } from '../../core/hosts/same-name.ts';
import { t } from '../../words/t.ts';
import type { Action } from './keys.ts';
import { hasLeft } from './may-decide.ts';
import type { Model, Named } from './model.ts';
import type { On } from './on.ts';
import { recordNameOf } from './record-name.ts';

// What the person asks of the page now and then: fetched when first wanted (B1).
type OnPage = Pick<On, 'model' | 'page' | 'decisions'>;

/** The person said whether the compose is this draft. */
export async function confirmMatch(
  { model, page, decisions }: OnPage,
  yes: boolean,
): Promise<void> {
  const { value: at } = model.shown;
  if (!at) return;
  // What has left is bound to nothing any more: the person's word is all that is asked for.
  if (yes && hasLeft(model)) {
    model.shown.value = { proposalId: at.proposalId, matched: 'none' };
    return;
  }
  if (!yes) {
    model.shown.value = { ...at, matched: 'none' };
    await page('deny', {});
    return;
  }
  const { bound, detail } = await page('confirm', {});
  model.shown.value = { ...at, matched: bound ? 'draft' : 'none' };
  if (!bound) decisions.refuse(detail ?? t('review_draft_could_not_bound_item'));
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
export async function discardDraft({ model, page, decisions }: OnPage): Promise<void> {
  const id = model.currentId.value;
  const { discarded } = await page('discard', {});
  if (discarded && id) decisions.mark(id, { step: 'discarded' });
  else decisions.refuse(t('review_page_did_not_discard_draft'));
}

/** Opens the item's draft, or a new compose with its text. */
export async function openInPage({ model, page, decisions }: OnPage): Promise<void> {
  const id = model.currentId.value;
  if (!id) return;
  const { opened } = await page('open', { proposalId: id });
  if (!opened) decisions.refuse(t('review_draft_could_not_opened_page'));
}

/** The actions that most items go without. */
export async function seldomAct(on: On, action: Action): Promise<void> {
  const { model } = on;
  if (!model.view.value) return;
  if (action === 'strike') return strike(on);
  if (action === 'compare') {
    const { compareNext } = await import('./comparing.ts');
    compareNext(on);
  } else (await import('./putting-off.ts')).ask(on, action);
}

/** What stands at a digit of the menu that is open. */
export async function choose(on: On, digit: number): Promise<void> {
  const { value: menu } = on.model.menu;
  if (menu === 'repair') await (await import('./repairing.ts')).takeRepair(on, digit);
  else if (menu !== null) await (await import('./putting-off.ts')).chooseIn(on, menu, digit);
}

/** Strikes a row, or offers how to mend the sentence; the same key again takes the first way. */
async function strike(on: On): Promise<void> {
  const { model } = on;
  if (model.menu.value === 'repair') return choose(on, 1);
  const { offerRepairs } = await import('./repairing.ts');
  if (model.isMail.value) return offerRepairs(on);
  const { strikeHere } = await import('./kinds/strike.ts');
  strikeHere(on, document, offerRepairs);
}
