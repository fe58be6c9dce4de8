import { batch } from '@preact/signals';
import type { Handlers } from '../../messages/channel.ts';
import { DIRECTIONS } from '../../messages/directions.ts';
import { lightReceiver, lightSender } from '../../messages/light.ts';
import type { ContentToPanel, Handover } from '../../messages/panel-and-content.ts';
import { isHandover, workerAnswers, workerTells } from '../../messages/panel-checks.ts';
import type { PanelToWorker } from '../../messages/panel-to-worker.ts';
import type { ItemView } from '../../messages/shared.ts';
import type { WorkerToPages } from '../../messages/worker-to-pages.ts';
import { t } from '../../words/t.ts';
import type { AskWorker } from '../review/items.ts';
import type { Model } from '../review/model.ts';
import type { AskPage } from '../review/page.ts';
import type { Runtime } from './runtime.ts';

/*
 *  window message {nonce}+port ──▶ hello to the worker ──admitted──▶ listen to the port
 *        from the embedding page's origin only       └──refused──▶ stay closed, say so
 */

/** What hears the page: wanted once the page has spoken, and asked for as the panel starts. */
export const pagePort = () => import('./page-port.ts');

/** The line to the worker. A frame that outlived its extension says `gone`. */
export function workerLine(runtime: Runtime | null, model: Model): AskWorker {
  const gone = () => {
    model.link.value = 'gone';
    throw new Error(t('review_extension_updated_reload_page'));
  };
  if (!runtime) return gone;
  return lightSender<PanelToWorker>({
    to: DIRECTIONS.panelToWorker,
    checks: workerAnswers,
    transport: (envelope) => {
      if (!runtime.id) return gone();
      return runtime.sendMessage(envelope);
    },
  });
}

/** Calls back when the worker says that items or the connection changed. */
export function hearWorker(
  runtime: Runtime,
  heard: (ids: readonly string[], all: boolean) => void,
): () => void {
  const receive = lightReceiver<WorkerToPages>({
    to: DIRECTIONS.workerToPages,
    checks: workerTells,
    handlers: {
      'items.changed': ({ proposalIds, all }) => heard(proposalIds, all),
      'connection.changed': () => heard([], true),
    },
  });
  const listener = (
    message: unknown,
    from: { id?: string; tab?: unknown },
    reply: (outcome: unknown) => void,
  ): boolean | undefined => {
    // Only the worker speaks here: it has no tab.
    if (from.id !== runtime.id || from.tab) return undefined;
    const outcome = receive(message);
    if (!outcome) return undefined;
    outcome.then(reply, () => undefined); // receive wraps its own errors
    return true;
  };
  runtime.onMessage.addListener(listener);
  return () => runtime.onMessage.removeListener(listener);
}

/**
 * Waits for the one handover, asks the worker to admit it, and only then listens to the port. The
 * returned `page` fails until then.
 */
export function pageLine(input: {
  window: Window;
  model: Model;
  ask: AskWorker;
  handlers: () => Handlers<ContentToPanel, MessagePort>;
  /** the worker has let this frame in, with the view of what will be shown first */
  onAdmitted: (view: ItemView | undefined) => void;
  /** sets the language (`auto`, or a BCP 47 tag) before anything is shown */
  speak: (language: string) => Promise<void>;
  /** whether a handover may come from this origin; the worker checks the nonce besides */
  fromPage: (event: MessageEvent) => boolean;
}): { page: AskPage; stop: () => void } {
  const { model, ask } = input;
  let line: Promise<{ send: AskPage; close(): void }> | null = null;
  let taken = false;

  const onMessage = (event: MessageEvent<unknown>): void => {
    const [port] = event.ports;
    if (taken || !isHandover(event.data) || !port || !input.fromPage(event)) return;
    taken = true;
    const { nonce, proposalId } = event.data as Handover;
    const piece = pagePort();
    piece.catch(() => undefined); // asked for again below, which says so
    ask('panel.hello', { nonce, ...(proposalId ? { proposalId } : {}) }).then(
      async ({ admitted, settings, view }) => {
        if (!admitted) {
          model.link.value = 'refused';
          port.close();
          return;
        }
        line = piece.then(({ openPort }) => openPort(port, input.handlers()));
        line.catch(() => {
          model.link.value = 'gone';
        });
        await input.speak(settings.language ?? 'auto');
        batch(() => {
          model.theme.value = settings.theme;
          model.keys.value = settings.keys;
          model.link.value = 'ready';
          input.onAdmitted(view);
        });
      },
      () => {
        if (model.link.value !== 'gone') model.link.value = 'refused';
      },
    );
  };
  input.window.addEventListener('message', onMessage);
  return {
    page: async (name, payload) => {
      if (!line) throw new Error(t('panel_page_not_connected'));
      return (await line).send(name, payload);
    },
    stop() {
      input.window.removeEventListener('message', onMessage);
      line?.then(
        ({ close }) => close(),
        () => undefined, // it never was
      );
    },
  };
}

/** From the page that embeds this frame, which is served over https. */
export function fromEmbedder(event: MessageEvent): boolean {
  const [embedder] = Array.from(globalThis.location.ancestorOrigins ?? []);
  return (
    event.source === globalThis.parent &&
    event.origin === embedder &&
    event.origin.startsWith('https://')
  );
}
