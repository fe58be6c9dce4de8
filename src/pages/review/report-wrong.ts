import { t } from '../../words/t.ts';
import type { On } from './on.ts';

/** Begins what stands for an undo of this in the toast; behind it the item's id. */
const WRONG = 'wrong:';

/** Says of what has left that it was wrong: it counts as a defect that got out, found by whoever says so. */
export async function reportWrong({ model, ask, decisions }: On): Promise<void> {
  const id = model.currentId.value;
  if (!id || model.wrong.value.has(id)) return;
  if (model.surface.value?.matched === 'text') {
    decisions.inform(t('review_say_first_whether_sent_mail'));
    return;
  }
  const space = model.view.value?.space?.id;
  const said = { proposalId: id, ...(space ? { space } : {}) };
  const { undoUntil: until } = await ask('defect.report', said);
  model.wrong.value = new Set([...model.wrong.value, id]);
  decisions.inform(t('review_noted_wrong'), {
    ...{ undo: `${WRONG}${id}`, until, will: 'review_will_count' },
  });
}

/** Takes it back where that is what the toast offers; null where it offers something else. */
export function takeBackWrong({ model, ask, decisions }: On): Promise<void> | null {
  const { undo } = model.toast.value ?? {};
  if (!undo?.startsWith(WRONG)) return null;
  const proposalId = undo.slice(WRONG.length);
  return (async () => {
    const space = model.views.value.get(proposalId)?.space?.id;
    const said = { proposalId, ...(space ? { space } : {}) };
    const { undone } = await ask('defect.undo', said);
    if (!undone) return decisions.refuse(t('review_wrong_too_late'));
    model.wrong.value = new Set([...model.wrong.value].filter((one) => one !== proposalId));
    decisions.inform(t('review_wrong_taken_back'));
  })();
}
