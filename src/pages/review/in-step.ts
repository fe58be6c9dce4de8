import { effect } from '@preact/signals';
import type { ReviewItem } from '../../core/schema/proposal.ts';
import { t } from '../../words/t.ts';
import type { On } from './on.ts';
import { isMail, type Plan } from './plan.ts';

type InStep = {
  on: On;
  /** resolves when what was just changed is on screen */
  afterPaint: () => Promise<void>;
  /** runs to the end and says on screen what went wrong */
  run: (what: () => void | Promise<void>) => void;
};

/**
 * Keeps what follows from the item on screen in step with it: its plan, the page's marks, its record's name.
 * Returns what ends it.
 */
export function keepInStep(step: InStep): () => void {
  const stops = [planning(step), marking(step), naming(step)];
  return () => {
    for (const stop of stops) stop();
  };
}

/** Has the page's own name for a record read, where its address doesn't say whose it is. */
function naming({ on, run }: InStep): () => void {
  const { model } = on;
  return effect(() => {
    const id = model.currentId.value;
    if (id === null || !model.view.value?.unconfirmed || model.named.peek().has(id)) return;
    model.named.value = new Map(model.named.peek()).set(id, { step: 'reading' });
    run(async () => (await import('./page-actions.ts')).readName(on, id));
  });
}

/** Keeps the plan in step with what is on screen. */
function planning({ on: { model }, afterPaint }: InStep): () => void {
  let last = 0;
  return effect(() => {
    const view = model.view.value;
    const bound = model.bound.value;
    const reading = model.reading.value;
    const draft = model.draft.value;
    last += 1;
    const mine = last;
    if (!view) return;
    const { item } = view;
    if (bound && !reading) {
      model.plan.value = null;
      return;
    }
    // Of an item that has just come: no key is armed yet, and it is painted first (B4).
    const turn = model.plan.peek() === null ? afterPaint() : Promise.resolve();
    turn
      .then(() => import('./approval.ts'))
      .then(({ planFromReading, planFromText }) =>
        bound && reading && isMail(item)
          ? planFromReading(item, reading)
          : planFromText(item, draft),
      )
      .then((plan) => guessed(item, plan))
      .then(
        (plan) => {
          if (mine === last) model.plan.value = plan;
        },
        () => {
          const why = t('review_draft_could_not_read_exactly');
          if (mine === last) model.plan.value = { can: false, why };
        },
      );
  });
}

/** An edit's plan with the reason it looks like. */
async function guessed(item: ReviewItem, plan: Plan): Promise<Plan> {
  if (!plan.can || plan.action !== 'approve_edited') return plan;
  if (!isMail(item) || plan.leaves.kind !== 'email.draft') return plan;
  const { guessReason } = await import('./guess-reason.ts');
  return { ...plan, guess: guessReason(item.content, plan.leaves) };
}

/** Keeps the page's marks in step with the findings. */
function marking({ on: { model, page } }: InStep): () => void {
  let last = '';
  return effect(() => {
    const bound = model.bound.value;
    const marks = bound
      ? model.findings.value.flatMap(({ span, status }) => (span ? [{ ...span, status }] : []))
      : [];
    const now = JSON.stringify(marks);
    if (!model.shown.value?.surfaceId || now === last) return;
    last = now;
    // A page that can't mark still has the findings in the panel.
    page('mark', { marks }).catch(() => undefined);
  });
}
