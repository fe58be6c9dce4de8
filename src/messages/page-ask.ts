import type { Payload, Reply } from './channel.ts';
import type { PagesToWorker } from './pages-to-worker.ts';

/** Asks the worker, as a first-party page does. */
export type Ask = <N extends keyof PagesToWorker & string>(
  name: N,
  payload: Payload<PagesToWorker, N>,
) => Promise<Reply<PagesToWorker, N>>;

/** Calls back when something changed; the answer stops it. */
export type Hear = (heard: () => void) => () => void;
