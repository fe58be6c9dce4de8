import { batch } from '@preact/signals';
import { isDeliberate, type Judged } from '../../core/attention/deliberate.ts';
import type { Attention, DecisionAction, Reason } from '../../core/schema/decision.ts';
import type { Reply } from '../../messages/channel.ts';
import type { PanelToWorker } from '../../messages/panel-to-worker.ts';
import type { ItemView } from '../../messages/shared.ts';
import { t } from '../../words/t.ts';
import type { AskWorker, Items } from './items.ts';
import { canRetract, canSendHere, whyNotApprove, whyNotNow } from './may-decide.ts';
import type { Model, Progress, ToastData } from './model.ts';
import type { AskPage } from './page.ts';
import type { Plan } from './plan.ts';
import type { Sends } from './sending.ts';
import { doneWords, willOf } from './words.ts';

/** Wanted only where a compose sends by itself, and there before its key is armed (start.tsx). */
export const sending = () => import('./sending.ts');

export type Deciding = {
  model: Model;
  items: Items;
  ask: AskWorker;
  page: AskPage;
  attention: (proposalId: string) => Attention;
  newId: () => string;
  /** milliseconds since the epoch */
  wall: () => number;
  /** it is durable, and counted */
  onSaved?: () => void;
};

/** Two sentences are read in less. */
const TOLD_MS = 15_000;

type Wanted = {
  view: ItemView;
  action: DecisionAction;
  plan?: Extract<Plan, { can: true }>;
  reason?: Reason;
  releaseNow: boolean;
};

type OpenUndo = NonNullable<Reply<PanelToWorker, 'undo.open'>['open']>;

/** The decisions: made at once on screen, "saved" only on the worker's word. */
export function createDecisions(on: Deciding) {
  const { model, items, ask, page } = on;
  let last: { proposalId: string; decisionId: string; saved: Promise<boolean> } | null = null;

  const mark = (id: string, step: Progress | null): void => {
    const map = new Map(model.progress.value);
    if (step) map.set(id, step);
    else map.delete(id);
    model.progress.value = map;
  };
  const say = (text: string): void => {
    model.said.value = text;
  };
  const judge = (decisionId: string, judged: Judged | null): void => {
    const read = new Map(model.read.value);
    if (judged) read.set(decisionId, isDeliberate(judged));
    else read.delete(decisionId);
    model.read.value = read;
  };
  const refuse = (why: string): void => {
    model.toast.value = { text: why, tone: 'bad' };
    say(why);
  };

  function decide(wanted: Wanted): void {
    const { view, action, plan } = wanted;
    const id = view.item.proposalId;
    const decisionId = on.newId();
    const planned = model.bound.value && plan ? model.reading.value : undefined;
    const attention = on.attention(id);
    const stays = plan !== undefined && canSendHere(model);
    // Asked first: the worker does one thing after the other, and the next item's questions can wait.
    const saved = save().catch((error: unknown) => {
      failed(id, action, error instanceof Error ? error.message : String(error));
      return false;
    });
    if (!stays) items.hold(saved);
    batch(() => {
      mark(id, { step: 'saving', action, decisionId });
      judge(decisionId, {
        attention,
        action,
        reason: wanted.reason,
        wordsChanged: plan?.content ? 1 : 0,
      });
      if (plan) model.approved.value = new Map(model.approved.value).set(id, plan.leaves);
      if (model.stopped.value?.proposalId === id) model.stopped.value = null;
      model.menu.value = null;
      model.toast.value = null;
      if (!stays) items.advance();
    });
    last = { proposalId: id, decisionId, saved };

    async function save(): Promise<boolean> {
      if (planned) {
        // The page may have changed since it was shown: only what was on screen is approved.
        const [{ reading }, { fingerprint }] = await Promise.all([
          page('read', {}),
          import('./approval.ts'),
        ]);
        if (!reading || fingerprint(reading) !== fingerprint(planned)) {
          failed(id, action, t('review_draft_changed_while_you_approved'));
          return false;
        }
      }
      const reply = await certain(() =>
        ask('decide', {
          decisionId,
          proposalId: id,
          ...(view.space ? { space: view.space.id } : {}),
          revision: view.item.revision,
          action,
          contentDigest: plan?.contentDigest ?? view.item.contentDigest,
          ...(plan?.content ? { content: plan.content } : {}),
          ...(plan?.composeDigest ? { composeDigest: plan.composeDigest } : {}),
          ...(plan?.tailDigest ? { tailDigest: plan.tailDigest } : {}),
          ...(wanted.reason ? { reason: wanted.reason } : {}),
          attention,
          releaseNow: wanted.releaseNow,
        }),
      );
      if (!reply.saved) {
        failed(id, action, reply.detail);
        return false;
      }
      const words = doneWords(action);
      batch(() => {
        mark(id, { step: 'saved', action, decisionId, undoUntil: reply.undoUntil });
        if (!wanted.releaseNow) {
          const text = t('review_saved', { action: words });
          model.toast.value = {
            ...{ text, tone: 'plain', undo: decisionId, until: reply.undoUntil },
            will: willOf(action, view.item),
          };
        }
        say(t('review_saved', { action: words }));
      });
      on.onSaved?.();
      if (wanted.releaseNow) await (await sending()).send(sends, { id, decisionId });
      else void items.load(id);
      return true;
    }
  }

  /** Asks once more when the worker died over it; the id makes the second asking harmless. */
  async function certain<T>(asking: () => Promise<T>): Promise<T> {
    try {
      return await asking();
    } catch {
      return asking();
    }
  }

  function failed(id: string, action: string, detail: string): void {
    batch(() => {
      mark(id, { step: 'not-saved', action, detail });
      if (model.currentId.value !== id) items.reopen(id);
      say(t('review_not_saved_why', { detail }));
    });
  }

  /** An item that this page hasn't had yet; undefined where it is another page's. */
  const known = (proposalId: string): Promise<ItemView | undefined> =>
    ask('item.get', { proposalId }).then(
      ({ view }) => view,
      () => undefined,
    );

  async function approve(releaseNow: boolean): Promise<void> {
    const here = model.progressHere.value;
    if (here?.step === 'saved' && canRetract(model)) await retract(here.decisionId);
    approveNow(releaseNow);
  }

  /** Takes a decision back to put another one in its place; what has left stays. */
  async function retract(decisionId: string): Promise<boolean> {
    const id = model.currentId.value ?? '';
    const { undone } = await ask('undo', { decisionId });
    if (undone) mark(id, null);
    await items.load(id);
    return undone;
  }

  function approveNow(releaseNow: boolean): void {
    const why = whyNotApprove(model);
    const view = model.view.value;
    const plan = model.plan.value;
    if (why || !view || !plan?.can) {
      refuse(why ?? t('review_there_nothing_approve'));
      return;
    }
    const code = model.editReason.value ?? plan.guess;
    const reason: Reason | undefined =
      plan.action === 'approve_edited' && code ? { code } : undefined;
    decide({ view, action: plan.action, plan, ...(reason ? { reason } : {}), releaseNow });
  }

  const sends: Sends = { ...on, mark, refuse, retract, approveNow };

  return {
    approve: () => approve(false),
    /** Approve and send; when it is approved already, send. */
    async approveAndSend(): Promise<void> {
      const id = model.currentId.value;
      const { approveAndSend } = await sending();
      // Another item may have come meanwhile: the key was not for that one.
      if (model.currentId.value === id) await approveAndSend(sends);
    },
    reject(reason: Reason): void {
      const why = whyNotNow(model);
      const view = model.view.value;
      if (why || !view) {
        refuse(why ?? '');
        return;
      }
      decide({ view, action: 'reject', reason, releaseNow: false });
    },
    /** `to`: whom the person means by it, for those who see it next */
    escalate(to?: string): void {
      const why = whyNotNow(model);
      const view = model.view.value;
      if (why || !view) {
        refuse(why ?? '');
        return;
      }
      const note = [to && t('review_note_for', { to }), model.note.value.trim()]
        .filter(Boolean)
        .join(' ');
      const reason: Reason | undefined = note ? { code: 'other', note } : undefined;
      decide({ view, action: 'escalate', ...(reason ? { reason } : {}), releaseNow: false });
    },
    /** Takes back the last decision, while it has not left. */
    async undo(): Promise<void> {
      const target = last;
      if (!target) {
        refuse(t('review_there_nothing_undo'));
        return;
      }
      if (!(await target.saved)) return;
      let undone = false;
      try {
        ({ undone } = await ask('undo', { decisionId: target.decisionId }));
      } catch {
        refuse(t('review_undo_not_answered_try_again'));
        return;
      }
      if (!undone) {
        refuse(t('review_too_late_undo_decision_has'));
        return;
      }
      last = null;
      on.onSaved?.();
      const view = model.views.value.get(target.proposalId) ?? (await known(target.proposalId));
      batch(() => {
        judge(target.decisionId, null);
        mark(target.proposalId, null);
        if (view) {
          const { local: _undone, ...before } = view;
          items.keep([before]);
          items.reopen(target.proposalId);
        }
        const text = t(view ? 'review_undone' : 'review_undone_elsewhere');
        model.toast.value = { text, tone: 'plain' };
        say(text);
      });
    },
    /** A decision from before this page: the undo is here now, unless one was made here since. */
    offer({ decisionId, proposalId, action, about, undoUntil }: OpenUndo): void {
      if (last || model.toast.value) return;
      last = { proposalId, decisionId, saved: Promise.resolve(true) };
      const text = t('review_saved_about', {
        action: doneWords(action),
        about: about ? `: ${about}` : '',
      });
      model.toast.value = {
        ...{ text, tone: 'plain', undo: decisionId, until: undoUntil },
        will: willOf(action, model.views.value.get(proposalId)?.item),
      };
      say(text);
    },
    refuse,
    /** Something to know, on screen and by ear. */
    inform(text: string, more: Partial<ToastData> = {}): void {
      model.toast.value = { text, tone: 'plain', ...more };
      say(text);
    },
    /** What the gate said of an earlier decision: beside the undo that is on screen, never over it. */
    told(detail: string, refused = false): void {
      const text = t(refused ? 'review_decision_not_taken' : 'review_one_you_decided', { detail });
      const { value: now } = model.toast;
      model.toast.value = now?.undo
        ? { ...now, text: `${text} ${now.text}`, ...(refused ? { tone: 'bad' as const } : {}) }
        : {
            text,
            tone: refused ? 'bad' : 'plain',
            until: new Date(on.wall() + TOLD_MS).toISOString(),
          };
      say(text);
    },
    mark,
    judge,
  };
}
export type Decisions = ReturnType<typeof createDecisions>;
