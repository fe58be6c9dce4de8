import type { Payload, Reply } from '../../messages/channel.ts';
import type { PagesToWorker } from '../../messages/pages-to-worker.ts';

/** Asks the worker. */
export type Ask = <N extends keyof PagesToWorker & string>(
  name: N,
  payload: Payload<PagesToWorker, N>,
) => Promise<Reply<PagesToWorker, N>>;

/** Calls back when something changed; returns the way to stop. */
export type Hear = (heard: () => void) => () => void;
