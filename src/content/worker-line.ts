import { workerReplies, workerSays } from '../messages/content-checks.ts';
import type { ContentToWorker } from '../messages/content-to-worker.ts';
import { DIRECTIONS } from '../messages/directions.ts';
import { type LightHandlers, lightReceiver, lightSender } from '../messages/light.ts';
import type { WorkerToContent } from '../messages/worker-to-content.ts';
import { onWorkerMessage, sendMessage } from '../platform/content-runtime.ts';

/** Asks the worker. Rejects when it refuses, doesn't answer, or the extension was updated. */
export const askWorker = lightSender<ContentToWorker>({
  to: DIRECTIONS.contentToWorker,
  checks: workerReplies,
  transport: sendMessage,
});

/** For reports that nothing waits on; a lost one is the worker's to notice. */
export function tell(asked: Promise<unknown>): void {
  asked.catch(() => undefined);
}

/** Hears what the worker says to this page. */
export const hearWorker = (handlers: LightHandlers<WorkerToContent>, signal: AbortSignal): void =>
  onWorkerMessage(
    lightReceiver<WorkerToContent>({
      to: DIRECTIONS.workerToContent,
      checks: workerSays,
      handlers,
    }),
    signal,
  );
