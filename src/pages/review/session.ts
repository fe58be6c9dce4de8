import { attentionMeter } from '../../core/attention/meter.ts';
import { unseenWords } from '../../core/attention/reading.ts';
import type { ReasonCode } from '../../core/schema/decision.ts';
import type { EmailContent } from '../../core/schema/email.ts';
import { REASONS } from '../../core/schema/reasons.ts';
import { plainOf } from '../../core/text/plain.ts';
import { t } from '../../words/t.ts';
import { createBlind } from './blind.ts';
import { createDecisions } from './decisions.ts';
import { spokenOf } from './findings.ts';
import { keepInStep } from './in-step.ts';
import { type AskWorker, createItems } from './items.ts';
import { type Action, keyGuard } from './keys.ts';
import { canSendHere, hasLeft, isOnlyRead } from './may-decide.ts';
import { createModel } from './model.ts';
import type { ClonesHere, On } from './on.ts';
import type { AskPage } from './page.ts';
import { reportWrong, takeBackWrong } from './report-wrong.ts';

export type SessionInput = {
  ask: AskWorker;
  page: AskPage;
  newId: () => string;
  /** monotonic milliseconds */
  now: () => number;
  /** milliseconds since the epoch */
  wall: () => number;
  /** resolves when what was just changed is on screen */
  afterPaint: () => Promise<void>;
  /** whether stopping everything from one source is this person's, here */
  maySweep?: () => boolean;
  /** goes to the search, where there is one */
  search?: () => void;
  clones?: ClonesHere;
};

/** What is asked for information only waits for the next item to be on screen, milliseconds. */
const PACE_MS = 400;

const pageActions = () => import('./page-actions.ts');

/** One panel at work: the state, and everything a key, a button or a message can do to it. */
export function createSession(input: SessionInput) {
  const { ask, page, now } = input;
  const model = createModel();
  const guard = keyGuard();
  const meter = attentionMeter();
  /** text last looked at, per workflow: what is the same in the next one isn't unseen */
  const lastText = new Map<string, string>();

  const items = createItems({
    model,
    ask,
    onSelect: () => guard.hidden(),
    onTold: (detail, refused) => decisions.told(detail, refused),
    onStay: lease,
    afterPaint: input.afterPaint,
  });
  const decisions = createDecisions({
    model,
    items,
    ask,
    page,
    newId: input.newId,
    wall: input.wall,
    attention: (id) => meter.of(id, highFlags(id), now()),
    onSaved: () => pace(),
  });

  const blind = createBlind({
    ...{ model, ask, decisions },
    attention: (id) => meter.of(id, highFlags(id), now()),
    onReveal: () => guard.shown(now()),
  });

  let paceAt: ReturnType<typeof setTimeout> | undefined;
  let paced = false;
  /** Reads the reviewer's own session anew, soon and once; or answers the offer of a pause, now. */
  function pace(take?: 'pause' | 'later'): void {
    clearTimeout(paceAt);
    const read = (): void => {
      ask('pace', take ? { take } : {}).then(
        ({ pace: told }) => {
          model.pace.value = told ?? null;
          if (take === 'pause') model.said.value = t('review_pause_nothing_lost_meanwhile');
        },
        () => undefined, // for information only: the next decision reads it again
      );
    };
    if (take || !paced) read();
    else paceAt = setTimeout(read, PACE_MS);
    paced = true;
  }

  const highFlags = (id: string): string[] =>
    (model.views.value.get(id)?.item.flags ?? []).flatMap((flag, index) =>
      flag.severity === 'high' ? [`flag:${index}`] : [],
    );

  function lease(id: string): void {
    ask('lease', { proposalId: id }).then(
      ({ others }) => {
        if (model.currentId.value === id) model.others.value = others;
      },
      () => undefined, // advisory: nothing waits for it
    );
  }

  /** The item of now has been painted: from here its time counts and its keys arm. */
  function painted(id: string): void {
    if (model.currentId.value !== id) return;
    const item = model.views.value.get(id)?.item;
    if (!item) return;
    run(() => blind.recall(item));
    const text = itemText(item.content);
    meter.show(id, unseenWords(text, lastText.get(item.workflow.id) ?? ''), now());
    lastText.set(item.workflow.id, text);
    guard.shown(now());
  }

  async function edit(): Promise<void> {
    const view = model.view.value;
    if (!view) return;
    if (model.bound.value) {
      model.said.value = t('review_edit_draft_panel_shows_what');
      await page('blur', {});
      return;
    }
    if (view.item.state !== 'pending') return decisions.refuse(t('review_item_no_longer_open'));
    model.menu.value = 'editor';
  }

  function walk(id?: string): void {
    const all = model.findings.value;
    if (all.length === 0) {
      model.said.value = t('review_there_no_flags_claims');
      return;
    }
    const at = all.findIndex((finding) => finding.id === model.activeFinding.value);
    const finding = id ? all.find((one) => one.id === id) : all[(at + 1) % all.length];
    if (!finding) return;
    if (finding.evidence.length > 0) meter.evidenceOpened(finding.status === 'contradicted');
    model.activeFinding.value = finding.id;
    model.said.value = spokenOf(finding, all);
    reveal(finding.span ? finding.id : null);
  }

  function reveal(id: string | null): void {
    // A page that is gone shows no mark: nothing else depends on it.
    if (model.bound.value) page('reveal', { id }).catch(() => undefined);
  }

  /** What a key or a button asks for. Decisions check for themselves whether they may. */
  function act(action: Action): void {
    const id = model.currentId.value;
    if (isOnlyRead(model, action)) {
      decisions.inform(t('link_not_in_queue'));
      return;
    }
    if (model.blind.value) {
      const first: Partial<Record<Action, () => void>> = {
        approve: () => void blind.take('approve'),
        'approve-send': () => void blind.take('approve'),
        escalate: () => void blind.take('escalate'),
        'escalate-to': () => void blind.take('escalate'),
        edit: () => decisions.inform(t('review_decide_first_approve_reject_escalate')),
        strike: () => decisions.inform(t('review_decide_first_what_can_taken')),
        finding: () => decisions.inform(t('review_decide_first_flags_shown_after')),
      };
      const instead = first[action];
      if (instead) {
        run(instead);
        return;
      }
    }
    const todo: { [A in Action]?: () => void | Promise<void> } = {
      approve: decisions.approve,
      'approve-all': () => input.clones?.decide('approve'),
      'approve-send': () => (canSendHere(model) ? decisions.approveAndSend() : undefined),
      edit,
      reject() {
        // What has left can't be rejected any more: the same key says that it should have been.
        if (hasLeft(model)) return reportWrong(on);
        if (model.view.value) model.menu.value = model.menu.value === 'reject' ? null : 'reject';
      },
      escalate: () => decisions.escalate(),
      later() {
        if (id) items.later(id);
        move();
      },
      undo: () => takeBackWrong(on) ?? input.clones?.undo() ?? decisions.undo(),
      next: move,
      previous: items.back,
      finding: () => walk(),
      keep: keepFirst,
      pause() {
        if (model.pace.value?.pauseDue) pace('pause');
        else decisions.inform(t('review_no_pause_due_yet'));
      },
      search: input.search ?? (() => decisions.inform(t('review_no_search_here'))),
      sweep() {
        if (input.maySweep?.()) model.menu.value = model.menu.value === 'sweep' ? null : 'sweep';
        else decisions.inform(t('review_managers_stop_everything_from_one'));
      },
      help() {
        model.menu.value = model.menu.value === 'help' ? null : 'help';
      },
    };
    run(todo[action] ?? (async () => (await pageActions()).seldomAct(on, action)));
  }

  function move(): void {
    if (!items.move()) decisions.inform(t('review_there_no_other_item'));
  }

  /** Runs to the end and says on screen what went wrong. */
  function run(what: () => void | Promise<void>): void {
    Promise.resolve(what()).catch((error: unknown) => {
      decisions.refuse(error instanceof Error ? error.message : String(error));
    });
  }

  /** The first look once more, now as the decision. */
  function keepFirst(): void | Promise<void> {
    const look = model.look.value;
    if (!look || !model.view.value?.item.blind) {
      return decisions.inform(t('review_item_had_no_first_look'));
    }
    if (look.action === 'approve') return decisions.approve();
    if (look.action === 'escalate') return decisions.escalate();
    decisions.reject({ code: look.reason ?? 'other' });
  }

  /** What stands at a digit of the menu that is open. */
  function choose(digit: number): void {
    if (guard.armed(now())) run(async () => (await pageActions()).choose(on, digit));
  }

  function rejectFor(code: ReasonCode): void {
    if (!guard.armed(now())) return;
    if (blind.take('reject', code)) return;
    const note = model.note.value.trim();
    decisions.reject({ code, ...(note ? { note } : {}) });
  }

  const on: On = { model, ask, page, decisions, items, clones: input.clones, wall: input.wall };
  const endStep = keepInStep({ on, run, afterPaint: input.afterPaint });

  return {
    model,
    guard,
    meter,
    items,
    decisions,
    painted,
    walk,
    act,
    /** A button: what its key does, and no sooner than its key could. */
    press(action: Action): void {
      const decides = action !== 'undo' && action !== 'next' && action !== 'previous';
      if (
        decides &&
        action !== 'help' &&
        action !== 'later' &&
        action !== 'pause' &&
        !guard.armed(now())
      )
        return;
      act(action);
    },
    /** A digit: what stands at it in the menu that is open; else the reason that an edit is filed under. */
    digit(digit: number): void {
      const code = REASONS[digit - 1];
      const { value: menu } = model.menu;
      if (menu === 'reject' && code) rejectFor(code);
      else if (menu && menu !== 'help' && menu !== 'sweep') choose(digit);
      else if (code && model.plan.value?.can && model.plan.value.action === 'approve_edited') {
        model.editReason.value = code;
      }
    },
    choose,
    rejectFor,
    pace,
    /** what this page has besides the item */
    here: { search: input.search !== undefined, sweep: () => input.maySweep?.() ?? false },
    clonesShown: () => input.clones?.shown() ?? 0,
    rejectAllFor(code: ReasonCode): void {
      choose(REASONS.indexOf(code) + 1);
    },
    /** Offers to take back what was decided before this page came up, where that is still possible. */
    offerUndo(): void {
      if (model.toast.value) return;
      ask('undo.open', {}).then(
        ({ open }) => open && decisions.offer(open),
        () => undefined, // it leaves as it was decided
      );
    },
    answerName(yes: boolean): void {
      run(async () => (await pageActions()).confirmName(on, yes));
    },
    ask,
    answerMatch(yes: boolean): void {
      run(async () => (await pageActions()).confirmMatch(on, yes));
    },
    discardDraft(): void {
      run(async () => (await pageActions()).discardDraft(on));
    },
    openInPage(): void {
      run(async () => (await pageActions()).openInPage(on));
    },
    stop(): void {
      clearTimeout(paceAt);
      endStep();
    },
  };
}
export type Session = ReturnType<typeof createSession>;

function itemText(content: { kind: string } | EmailContent): string {
  if (!('subject' in content)) return JSON.stringify(content);
  try {
    return `${content.subject}\n${plainOf(content.body).text}`;
  } catch {
    return `${content.subject}\n${content.body}`;
  }
}
