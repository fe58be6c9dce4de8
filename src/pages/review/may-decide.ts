import type { Model } from './model.ts';

/** Why nothing can be decided about the item on screen, or null when it can. */
export function whyNotNow(model: Model): string | null {
  const view = model.view.value;
  if (!view) return 'There is no item on screen.';
  if (model.uncovered.value === false) {
    return 'Something covers or scales the panel. Decisions wait until it is in full view.';
  }
  if (model.uncovered.value === null) return 'The panel is not in full view yet.';
  if (view.item.ownership?.mine === false) return view.item.ownership.message;
  const step = model.progressHere.value?.step;
  if (canRetract(model)) return null;
  if (step && step !== 'not-saved' && step !== 'left' && step !== 'waiting' && !again(model)) {
    return 'A decision on this item is under way.';
  }
  const { item, local } = view;
  if (local && local.state !== 'conflict' && local.state !== 'needs-confirming' && !again(model)) {
    return 'This item is decided.';
  }
  if (item.state === 'pending' || item.state === 'recalled' || view.mine || again(model))
    return null;
  return 'This item is no longer open.';
}

/** Why it cannot be approved, or null. Rejecting may still be possible. */
export function whyNotApprove(model: Model): string | null {
  const general = whyNotNow(model);
  if (general) return general;
  const { signOff } = model.view.value?.item ?? {};
  if (signOff?.mine === false) return signOff.message;
  if (model.surface.value?.matched === 'text') return 'Say first whether this is that draft.';
  const named = model.namedHere.value?.step;
  if (named === 'reading') return 'The page is still being read.';
  if (named === 'asks') return 'Say first whether this is that record.';
  const plan = model.plan.value;
  if (!plan) return 'The draft is still being read.';
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

/** Whether approving and sending in one go is on offer: the compose is here and it sends. */
export function canSendHere(model: Model): boolean {
  const content = model.view.value?.item.content;
  return content?.kind === 'email.draft' && content.delivery === 'compose' && model.bound.value;
}
