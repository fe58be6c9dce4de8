import { onMessage } from '../platform/runtime.ts';
import { type Handlers, MessageError, receiver } from './channel.ts';
import { DIRECTIONS } from './directions.ts';
import { type WorkerToContent, workerToContent } from './worker-to-content.ts';
import { type WorkerToPages, workerToPages } from './worker-to-pages.ts';

/** Only the worker speaks in these directions: it has no tab, and content scripts always have one. */
function admitWorker(from: { tabId?: number | undefined }): void {
  if (from.tabId !== undefined) throw new MessageError('only the worker may say that');
}

/** Content scripts: what the worker says to this tab. Returns the way to stop hearing it. */
export function hearWorkerInContent(handlers: Handlers<WorkerToContent, unknown>): () => void {
  return hear(
    receiver({
      to: DIRECTIONS.workerToContent,
      map: workerToContent,
      admit: admitWorker,
      handlers,
    }),
  );
}

/** Extension pages: what the worker says to all of them. Returns the way to stop hearing it. */
export function hearWorkerInPage(handlers: Handlers<WorkerToPages, unknown>): () => void {
  return hear(
    receiver({ to: DIRECTIONS.workerToPages, map: workerToPages, admit: admitWorker, handlers }),
  );
}

/** For a page of what changes all day: calls back whenever anything did; returns the way to stop. */
export function hearChanges(heard: () => void): () => void {
  return hearWorkerInPage({ 'items.changed': then(heard), 'connection.changed': then(heard) });
}

/** For a page of figures over weeks: calls back when the connection changed, not with each item. */
export function hearConnection(heard: () => void): () => void {
  return hearWorkerInPage({ 'items.changed': () => ({}), 'connection.changed': then(heard) });
}

const then = (heard: () => void) => () => {
  heard();
  return {};
};

function hear(receive: Parameters<typeof onMessage>[0]): () => void {
  let on = true;
  onMessage((message, from) => (on ? receive(message, from) : null));
  return () => {
    on = false;
  };
}
