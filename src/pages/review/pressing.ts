import type { Model } from './model.ts';

/** Whether anything at all must be known before deciding: most items are shown without a notice. */
export function isPressing(model: Model): boolean {
  const view = model.view.value;
  const plan = model.plan.value;
  const connection = model.connection.value;
  return (
    model.uncovered.value === false ||
    model.stoppedHere.value !== null ||
    model.progressHere.value !== undefined ||
    (model.surface.value !== null && !model.bound.value) ||
    (model.namedHere.value !== null && model.namedHere.value.step !== 'reading') ||
    view?.local?.state === 'saved' ||
    view?.local?.state === 'sending' ||
    view?.local?.state === 'conflict' ||
    view?.local?.state === 'needs-confirming' ||
    (view?.local?.state === 'accepted' && view.local.detail !== undefined) ||
    model.revisedFrom.value !== null ||
    view?.became !== undefined ||
    view?.item.workflow.paused === true ||
    connection === 'offline' ||
    connection === 'connecting' ||
    (view !== undefined && view.item.state !== 'pending') ||
    plan?.can === false
  );
}

/** Whether an item is on its way: nothing else needs to be said yet. */
export function isLoading({ link, loading, connection }: Model): boolean {
  if (connection.value === 'unpaired' || connection.value === 'revoked') return false;
  return link.value === 'waiting' || (link.value === 'ready' && loading.value === 'loading');
}
