import { sendMessage } from '../platform/runtime.ts';
import { sender } from './channel.ts';
import { contentToWorker } from './content-to-worker.ts';
import { DIRECTIONS } from './directions.ts';
import { pagesToWorker } from './pages-to-worker.ts';
import { panelToWorker } from './panel-to-worker.ts';

/*
 * The three ways to ask the worker. Each rejects with a MessageError when the worker refused or
 * failed, and with the browser's error when the extension was updated under the asking script.
 */

/** For content scripts. */
export const contentAsks = sender({
  to: DIRECTIONS.contentToWorker,
  map: contentToWorker,
  transport: sendMessage,
});

/** For the panel's frame, after `panel.hello`. */
export const panelAsks = sender({
  to: DIRECTIONS.panelToWorker,
  map: panelToWorker,
  transport: sendMessage,
});

/** For first-party pages. */
export const pageAsks = sender({
  to: DIRECTIONS.pagesToWorker,
  map: pagesToWorker,
  transport: sendMessage,
});
