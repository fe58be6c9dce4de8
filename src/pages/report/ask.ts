import type { Payload, Reply } from '../../messages/channel.ts';
import type { PagesToWorker } from '../../messages/pages-to-worker.ts';

/** Asks the worker. */
export type Ask = <N extends keyof PagesToWorker & string>(
  name: N,
  payload: Payload<PagesToWorker, N>,
) => Promise<Reply<PagesToWorker, N>>;
