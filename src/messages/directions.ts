/**
 * The name each direction's envelopes carry in `to`. Both ends take it from here, so that a map
 * can't be answered by another one's receiver.
 */
export const DIRECTIONS = {
  panelToWorker: 'panel-to-worker',
  pagesToWorker: 'pages-to-worker',
  contentToWorker: 'content-to-worker',
  workerToContent: 'worker-to-content',
  workerToPages: 'worker-to-pages',
  contentToPanel: 'content-to-panel',
  panelToContent: 'panel-to-content',
} as const;
/** The name of the panel's frame beside a record, which begins with what isn't a mail. */
export const ON_RECORD = 'record';
export type Direction = (typeof DIRECTIONS)[keyof typeof DIRECTIONS];
