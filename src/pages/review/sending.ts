import type { ItemView } from '../../messages/shared.ts';
import { t } from '../../words/t.ts';
import type { AskWorker, Items } from './items.ts';
import { again, canSendHere } from './may-decide.ts';
import type { Model, Progress } from './model.ts';
import type { AskPage } from './page.ts';

/** What sending needs of the decisions it follows. */
export type Sends = {
  model: Model;
  items: Items;
  ask: AskWorker;
  page: AskPage;
  mark: (id: string, step: Progress | null) => void;
  refuse: (why: string) => void;
  /** takes a decision back; false when it has left */
  retract: (decisionId: string) => Promise<boolean>;
  approveNow: (releaseNow: boolean) => void;
};

/** After an approve-and-send: waits for the gate's clearance, then has the page send. */
export async function send(
  on: Sends,
  { id, decisionId }: { id: string; decisionId: string },
): Promise<void> {
  const { ask, items, mark } = on;
  mark(id, { step: 'clearing' });
  let view: ItemView | undefined;
  try {
    ({ view } = await ask('decision.settled', { decisionId, seconds: 20 }));
  } catch {
    view = undefined;
  }
  if (view) items.keep([view]);
  if (view?.local?.state === 'conflict') return mark(id, null);
  if (view?.item.clearance?.state !== 'open') {
    const detail = t('review_gate_has_not_confirmed_yet');
    return mark(id, { step: 'waiting', detail });
  }
  await sendNow(on, id);
}

async function sendNow({ page, mark }: Sends, id: string): Promise<void> {
  mark(id, { step: 'sending' });
  try {
    const { started, detail } = await page('send', {});
    if (started) return;
    mark(id, { step: 'waiting', detail: detail ?? t('review_page_did_not_start_send') });
  } catch {
    mark(id, { step: 'waiting', detail: t('review_page_did_not_answer_press') });
  }
}

/** Approve and send; when it is approved already, send. */
export async function approveAndSend(on: Sends): Promise<void> {
  const { model, mark } = on;
  const view = model.view.value;
  if (!view || !canSendHere(model)) return;
  const id = view.item.proposalId;
  const here = model.progressHere.value;
  if (view.item.clearance?.state === 'open' && !model.stoppedHere.value && !here) {
    if (model.uncovered.value === true) await sendNow(on, id);
    else on.refuse(t('review_panel_not_full_view_so'));
    return;
  }
  if (here?.step === 'saved' && !(await on.retract(here.decisionId))) {
    // It has left for the gate. Where it no longer covers what is here, it is given anew.
    if (!again(model)) return send(on, { id, decisionId: here.decisionId });
    mark(id, null);
  }
  on.approveNow(true);
}
