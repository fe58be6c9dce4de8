import type { Handlers, Payload, Reply } from '../../messages/channel.ts';
import type { ContentToPanel, PanelToContent } from '../../messages/panel-and-content.ts';
import { t } from '../../words/t.ts';
import type { Items } from './items.ts';
import type { Model } from './model.ts';

/** A question to the content script of the page the panel stands on. */
export type AskPage = <N extends keyof PanelToContent & string>(
  name: N,
  payload: Payload<PanelToContent, N>,
) => Promise<Reply<PanelToContent, N>>;

/** What the content script may say to the panel, and what it does here. */
export function pageHandlers(input: {
  model: Model;
  items: Items;
  page: AskPage;
  mark: (
    id: string,
    step: { step: 'left'; outcome: Payload<ContentToPanel, 'sent'>['outcome'] },
  ) => void;
  focus: () => void;
}): Handlers<ContentToPanel, MessagePort> {
  const { model, items, page } = input;

  async function read(surfaceId: string): Promise<void> {
    const { reading } = await page('read', {});
    if (model.shown.value?.surfaceId === surfaceId) model.reading.value = reading;
  }

  return {
    show({ proposalId, surfaceId, matched, dark, focus }) {
      const moved = model.shown.value?.surfaceId !== surfaceId;
      model.pageDark.value = dark;
      model.shown.value = { proposalId, matched, ...(surfaceId ? { surfaceId } : {}) };
      if (moved) model.reading.value = undefined;
      if (model.currentId.value !== proposalId) items.select(proposalId);
      // A page that can't be read yet is asked again by its own `reading` message.
      if (surfaceId && (moved || !model.reading.value)) read(surfaceId).catch(() => undefined);
      if (focus) input.focus();
      return {};
    },
    idle({ dark }) {
      model.pageDark.value = dark;
      return {};
    },
    hide() {
      model.shown.value = null;
      model.reading.value = undefined;
      return {};
    },
    reading({ surfaceId, reading }) {
      if (model.shown.value?.surfaceId !== surfaceId) return {};
      model.reading.value = reading;
      if (!reading) {
        const { proposalId } = model.shown.value;
        model.shown.value = { proposalId, matched: 'none' };
      }
      return {};
    },
    stopped(stop) {
      model.stopped.value = stop;
      model.folded.value = false;
      if (model.currentId.value !== stop.proposalId) items.select(stop.proposalId);
      else void items.load(stop.proposalId);
      return {};
    },
    sent({ proposalId, outcome }) {
      input.mark(proposalId, { step: 'left', outcome });
      model.said.value = outcome === 'executed' ? t('review_sent') : '';
      void items.load(proposalId);
      return {};
    },
  };
}
