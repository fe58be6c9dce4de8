import { batch } from '@preact/signals';
import type { ReviewItem } from '../../../core/schema/proposal.ts';
import type { Model } from '../model.ts';
import { emptyDraft, type WorkDraft } from './draft.ts';

type OfModel = { model: Model };

/** The draft of the item on screen, when it is of its revision. */
export function draftOf(session: OfModel, item: ReviewItem): WorkDraft {
  const draft = session.model.drafts.value.get(item.proposalId);
  return draft && 'struck' in draft && draft.revision === item.revision
    ? draft
    : emptyDraft(item.revision);
}

/** Another draft. Nothing can be approved until the plan for what now stands here is made. */
export function setDraft(session: OfModel, item: ReviewItem, draft: WorkDraft | null): void {
  const { model } = session;
  const drafts = new Map(model.drafts.value);
  if (draft === null) drafts.delete(item.proposalId);
  else drafts.set(item.proposalId, draft);
  batch(() => {
    model.plan.value = null;
    model.drafts.value = drafts;
  });
}

/** Sets one value as typed or picked; `null` takes it back. */
export function setValue(
  on: { session: OfModel; item: ReviewItem },
  path: string,
  value: string | null,
  instead?: string,
): void {
  const draft = draftOf(on.session, on.item);
  const values = { ...draft.values };
  if (instead !== undefined) delete values[instead];
  if (value === null) delete values[path];
  else values[path] = value;
  setDraft(on.session, on.item, { ...draft, values });
}

/** Takes a row out, or puts it back. */
export function toggleRow(session: OfModel, item: ReviewItem, at: number): void {
  const draft = draftOf(session, item);
  const struck = draft.struck.includes(at)
    ? draft.struck.filter((one) => one !== at)
    : [...draft.struck, at].sort((a, b) => a - b);
  setDraft(session, item, { ...draft, struck });
}
