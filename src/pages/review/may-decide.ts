import { t } from '../../words/t.ts';
import type { Action } from './keys.ts';
import type { Model } from './model.ts';

/** Why nothing can be decided about the item on screen, or null when it can. */
export function whyNotNow(model: Model): string | null {
  const view = model.view.value;
  if (!view) return t('review_there_no_item_screen');
  if (model.uncovered.value === false) {
    return t('review_something_covers_scales_panel_decisions');
  }
  if (model.uncovered.value === null) return t('review_panel_not_full_view_yet');
  if (view.became) return t('link_not_in_queue');
  if (view.item.ownership?.mine === false) return view.item.ownership.message;
  const step = model.progressHere.value?.step;
  if (canRetract(model)) return null;
  if (step && step !== 'not-saved' && step !== 'left' && step !== 'waiting' && !again(model)) {
    return t('review_decision_item_under_way');
  }
  const { item, local } = view;
  if (local && local.state !== 'conflict' && local.state !== 'needs-confirming' && !again(model)) {
    return t('review_item_decided');
  }
  if (item.state === 'pending' || item.state === 'recalled' || view.mine || again(model))
    return null;
  return t('review_item_no_longer_open');
}

/** Why it cannot be approved, or null. Rejecting may still be possible. */
export function whyNotApprove(model: Model): string | null {
  const general = whyNotNow(model);
  if (general) return general;
  const { signOff } = model.view.value?.item ?? {};
  if (signOff?.mine === false) return signOff.message;
  if (model.surface.value?.matched === 'text') return t('review_say_first_whether_draft');
  const named = model.namedHere.value?.step;
  if (named === 'reading') return t('review_page_still_being_read');
  if (named === 'asks') return t('review_say_first_whether_record');
  const plan = model.plan.value;
  if (!plan) return t('review_draft_still_being_read');
  return plan.can ? null : plan.why;
}

/** A send was stopped while the decision can still be taken back: it is replaced by another one. */
export const canRetract = (model: Model): boolean =>
  model.progressHere.value?.step === 'saved' &&
  model.stoppedHere.value !== null &&
  model.view.value?.item.state === 'pending';

/** An approval that no longer covers what the compose holds may be given again. */
export function again(model: Model): boolean {
  const item = model.view.value?.item;
  if (item?.content.kind !== 'email.draft' || item.content.delivery !== 'compose') return false;
  const left = model.progressHere.value;
  if (left?.step === 'left' && left.outcome !== 'executed' && left.outcome !== 'unknown')
    return true;
  const refusal = model.stoppedHere.value?.refusal;
  return item.state === 'approved' && (refusal === 'changed' || refusal === 'expired');
}

/** It is known to have left: from this page, or by what the gate says. */
export function hasLeft(model: Model): boolean {
  const here = model.progressHere.value;
  if (here?.step === 'left') return here.outcome === 'executed';
  return model.view.value?.item.state === 'executed';
}

/** What is done about an item that is only shown: all else would decide it, put it off or change it. */
const READS: ReadonlySet<Action> = new Set<Action>([
  ...([
    'next',
    'previous',
    'finding',
    'compare',
    'undo',
    'pause',
    'search',
    'sweep',
    'help',
  ] as const),
]);

/** The item was opened by its link and isn't this device's to decide, and this action is no reading of it. */
export const isOnlyRead = (model: Model, action: Action): boolean =>
  model.view.value?.became !== undefined &&
  !READS.has(action) &&
  !(action === 'reject' && hasLeft(model));

/** Whether approving and sending in one go is on offer: the compose is here and it sends. */
export function canSendHere(model: Model): boolean {
  const content = model.view.value?.item.content;
  return content?.kind === 'email.draft' && content.delivery === 'compose' && model.bound.value;
}
