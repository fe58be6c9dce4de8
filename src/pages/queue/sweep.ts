import { signal } from '@preact/signals';
import type { Payload, Reply } from '../../messages/channel.ts';
import type { PagesToWorker } from '../../messages/pages-to-worker.ts';
import type { Model } from '../review/model.ts';

export type SweepBy = Payload<PagesToWorker, 'sweep'>['by'];
type Ask = (
  name: 'sweep',
  payload: Payload<PagesToWorker, 'sweep'>,
) => Promise<Reply<PagesToWorker, 'sweep'>>;

/** What came of it: what was stopped, or the sentence that says why not. */
export type Swept = Reply<PagesToWorker, 'sweep'> & { what: string };

/** Sources of the item on screen that a manager can stop, each with its words. */
export function sourcesOf(model: Model): { key: string; words: string; by: SweepBy }[] {
  const item = model.view.value?.item;
  if (!item) return [];
  const { name, model: spoke, modelVersion } = item.agent;
  return [
    ...(item.template === undefined
      ? []
      : [{ key: '1', words: `Template ${item.template}`, by: { template: item.template } }]),
    { key: '2', words: `Agent ${name}`, by: { agent: name } },
    {
      key: '3',
      words: `Model version ${spoke} ${modelVersion}`,
      by: { model: spoke, modelVersion },
    },
  ];
}

/** Stopping everything from one source: the reason, the question to the gate, and its answer. */
export function createSweep(input: { ask: Ask; model: Model }) {
  const { ask, model } = input;
  const reason = signal('');
  const busy = signal(false);
  const swept = signal<Swept | null>(null);

  async function stop(what: string, by: SweepBy): Promise<void> {
    if (busy.value) return;
    if (reason.value.trim() === '') {
      swept.value = { what, detail: 'Say why first: the agents and the audit trail get it.' };
      model.said.value = 'Say why first.';
      return;
    }
    busy.value = true;
    try {
      const told = await ask('sweep', { by, reason: reason.value.trim() });
      swept.value = { what, ...told };
      model.said.value = told.detail ?? `Stopped ${told.stopped?.length ?? 0}.`;
      if (!told.detail) reason.value = '';
    } catch {
      swept.value = { what, detail: 'The extension did not answer; look whether it was stopped.' };
    } finally {
      busy.value = false;
    }
  }

  return {
    reason,
    busy,
    swept,
    stop,
    /** The menu was closed: the next opening begins anew. */
    forget(): void {
      swept.value = null;
      reason.value = '';
    },
  };
}
export type Sweeping = ReturnType<typeof createSweep>;
