import { t } from '../../../words/t.ts';
import type { Decisions } from '../decisions.ts';
import type { Model } from '../model.ts';
import { toggleRow } from './drafting.ts';

type At = { model: Model; decisions: Decisions };

/**
 * Takes out the row with the focus, or puts it back; without one, goes to the first. In a text, `mend`
 * offers what to do about the finding that is looked at.
 */
export function strikeHere(on: At, root: ParentNode, mend: (on: At) => void): void {
  const { model, decisions } = on;
  const item = model.view.value?.item;
  if (!item || item.content.kind === 'email.draft') return;
  const finding = model.findings.value.find(({ id }) => id === model.activeFinding.value);
  const row = root.querySelector<HTMLElement>('[data-row]:focus-within');
  const first = root.querySelector<HTMLElement>('[data-row] [data-name=strike]');
  if (item.state !== 'pending') decisions.refuse(t('review_item_no_longer_open'));
  else if (finding?.span) mend(on);
  else if (row) toggleRow(on, item, Number(row.dataset.row));
  else if (first) {
    first.focus();
    decisions.inform(t('review_arrow_keys_go_from_row'));
  } else decisions.refuse(t('review_go_flag_claim_text_first'));
}
