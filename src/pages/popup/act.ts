import type { Payload, Reply } from '../../messages/channel.ts';
import type { PagesToWorker } from '../../messages/pages-to-worker.ts';

/** Asks the worker. */
export type Ask = <N extends keyof PagesToWorker & string>(
  name: N,
  payload: Payload<PagesToWorker, N>,
) => Promise<Reply<PagesToWorker, N>>;

/**
 * Does one thing in the workspace that is shown (`space`, undefined for the only one) and looks again;
 * what went wrong is said in a sentence.
 */
export type Act = (act: (ask: Ask, space: string | undefined) => Promise<unknown>) => Promise<void>;
