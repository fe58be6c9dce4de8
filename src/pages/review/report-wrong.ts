import { t } from '../../words/t.ts';
import type { On } from './on.ts';

/** Says of what has left that it was wrong: it counts as a defect that got out, found by whoever says so. */
export async function reportWrong({ model, ask, decisions }: On): Promise<void> {
  const id = model.currentId.value;
  if (!id || model.wrong.value.has(id)) return;
  if (model.surface.value?.matched === 'text') {
    decisions.inform(t('review_say_first_whether_sent_mail'));
    return;
  }
  const space = model.view.value?.space?.id;
  const { fresh } = await ask('defect.report', { proposalId: id, ...(space ? { space } : {}) });
  model.wrong.value = new Set([...model.wrong.value, id]);
  decisions.inform(fresh ? t('review_noted_wrong') : t('review_had_said_so'));
}
