import { basesOf } from './comparing.ts';
import type { Action } from './keys.ts';
import { canSendHere, hasLeft, whyNotApprove, whyNotNow } from './may-decide.ts';
import type { Session } from './session.ts';

/** Whether a key does anything with what is on screen now; `wall` in milliseconds since the epoch. */
export function worksHere(session: Session, action: Action, wall: number): boolean {
  const { model, here } = session;
  const item = model.view.value?.item;
  const blind = model.blind.value;
  const open = item !== undefined && whyNotNow(model) === null;
  const approvable = open && (blind || whyNotApprove(model) === null);
  const clones = session.clonesShown() > 0;
  const works: Record<Action, () => boolean> = {
    approve: () => approvable,
    'approve-send': () => approvable && !blind && canSendHere(model),
    'approve-all': () => clones,
    'reject-all': () => clones,
    edit: () => open && !blind,
    reject: () => open || (item !== undefined && hasLeft(model)),
    escalate: () => open,
    'escalate-to': () => open,
    later: () => item !== undefined,
    snooze: () => open,
    undo: () => canUndo(session, wall),
    next: () => model.next.value.length > 0,
    previous: () => model.previous.value.length > 0,
    finding: () => model.findings.value.length > 0,
    strike: () =>
      open && !blind && (!model.isMail.value || model.findings.value.some(({ span }) => span)),
    compare: () => basesOf(model).length > 1,
    keep: () => open && model.look.value !== null && item.blind !== undefined,
    pause: () => model.pace.value?.pauseDue === true,
    search: () => here.search,
    sweep: () => item !== undefined && here.sweep(),
    help: () => true,
  };
  return works[action]();
}

const canUndo = ({ model }: Session, wall: number): boolean =>
  model.toast.value?.undo !== undefined ||
  [...model.progress.value.values()].some(
    (one) => one.step === 'saved' && Date.parse(one.undoUntil) > wall,
  );
