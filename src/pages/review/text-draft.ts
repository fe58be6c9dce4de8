import { type Model, plainText } from './model.ts';
import { isMail, isTextDraft, type TextDraft } from './plan.ts';

/** What the person typed instead of the agent's mail, where there is no compose. */
export function typed(model: Model, change: Partial<TextDraft>): void {
  const item = model.view.value?.item;
  if (!item || !isMail(item)) return;
  const { subject, body } = item.content;
  const { value: draft } = model.draft;
  const { html, ...before } = isTextDraft(draft)
    ? draft
    : { subject, body: plainText(body), html: undefined };
  // What was typed anew has no links of before.
  const kept = html === undefined || change.body !== undefined ? {} : { html };
  const now = { ...before, ...kept, ...change };
  model.drafts.value = new Map(model.drafts.value).set(item.proposalId, now);
}

/** Back to the agent's text. */
export function dropDraft(model: Model): void {
  const drafts = new Map(model.drafts.value);
  drafts.delete(model.currentId.value ?? '');
  model.drafts.value = drafts;
  model.menu.value = null;
}
