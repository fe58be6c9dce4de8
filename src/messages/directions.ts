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
export type Direction = (typeof DIRECTIONS)[keyof typeof DIRECTIONS];
