import { signal } from '@preact/signals';
import type { Payload, Reply } from '../../messages/channel.ts';
import type { PagesToWorker } from '../../messages/pages-to-worker.ts';
import { t } from '../../words/t.ts';
import type { Model } from '../review/model.ts';

export type SweepBy = Payload<PagesToWorker, 'sweep'>['by'];
type Ask = <N extends 'sweep' | 'recall'>(
  name: N,
  payload: Payload<PagesToWorker, N>,
) => Promise<Reply<PagesToWorker, N>>;

/** What came of it: what was stopped or taken back, or the sentence that says why not. */
export type Swept = Reply<PagesToWorker, 'sweep'> &
  Reply<PagesToWorker, 'recall'> & { what: string };

/** Hours that a recall looks back from the queue; the command line takes any. */
export const RECALL_HOURS = 8;

/** Sources of the item on screen that a manager can stop, each with its words. */
export function sourcesOf(model: Model): { key: string; words: string; by: SweepBy }[] {
  const item = model.view.value?.item;
  if (!item) return [];
  const { name, model: spoke, modelVersion } = item.agent;
  return [
    ...(item.template === undefined
      ? []
      : [
          {
            key: '1',
            words: t('queue_template', { template: item.template }),
            by: { template: item.template },
          },
        ]),
    { key: '2', words: t('queue_agent', { name }), by: { agent: name } },
    {
      key: '3',
      words: t('queue_model_version', { model: spoke, version: modelVersion }),
      by: { model: spoke, modelVersion },
    },
  ];
}

/** Stopping everything from one source, or taking back approvals: the reason, the question to the gate, and its answer. */
export function createSweep(input: { ask: Ask; model: Model }) {
  const { ask, model } = input;
  const reason = signal('');
  const reviewer = signal('');
  const busy = signal(false);
  const swept = signal<Swept | null>(null);

  /** The workspace of the item on screen, where this browser has several. */
  const where = () => {
    const space = model.view.value?.space;
    return space ? { space: space.id } : {};
  };

  /** Asks the gate, once, and only with a reason. */
  async function pull(what: string, asking: (reason: string) => Promise<Omit<Swept, 'what'>>) {
    if (busy.value) return;
    const why = reason.value.trim();
    if (why === '') {
      swept.value = { what, detail: t('queue_say_why_first_shown_whoever') };
      model.said.value = t('queue_say_why_first');
      return;
    }
    busy.value = true;
    try {
      const told = await asking(why);
      swept.value = { what, ...told };
      const done = told.stopped
        ? t('queue_stopped', { n: told.stopped.length })
        : t('queue_recalled', { n: told.recalled ?? 0 });
      model.said.value = told.detail ?? done;
      if (!told.detail) reason.value = '';
    } catch {
      swept.value = { what, detail: t('queue_extension_did_not_answer_look') };
    } finally {
      busy.value = false;
    }
  }

  return {
    reason,
    busy,
    swept,
    reviewer,
    stop: (what: string, by: SweepBy) =>
      pull(what, (reason) => ask('sweep', { ...where(), by, reason })),
    recall: () =>
      pull(t('queue_approvals', { reviewer: reviewer.value.trim() }), (reason) =>
        ask('recall', { ...where(), reviewer: reviewer.value.trim(), hours: RECALL_HOURS, reason }),
      ),
    /** The menu was closed: the next opening begins anew. */
    forget(): void {
      swept.value = null;
      reason.value = '';
      reviewer.value = '';
    },
  };
}
export type Sweeping = ReturnType<typeof createSweep>;
