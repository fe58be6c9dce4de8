import { type Model, plainText } from './model.ts';
import { isMail, isTextDraft, type TextDraft } from './plan.ts';

/** What the person typed instead of the agent's mail, where there is no compose. */
export function typed(model: Model, change: Partial<TextDraft>): void {
  const item = model.view.value?.item;
  if (!item || !isMail(item)) return;
  const { subject, body } = item.content;
  const { value: draft } = model.draft;
  const before = isTextDraft(draft) ? draft : { subject, body: plainText(body) };
  const drafts = new Map(model.drafts.value).set(item.proposalId, { ...before, ...change });
  model.drafts.value = drafts;
}

/** Back to the agent's text. */
export function dropDraft(model: Model): void {
  const drafts = new Map(model.drafts.value);
  drafts.delete(model.currentId.value ?? '');
  model.drafts.value = drafts;
  model.menu.value = null;
}
