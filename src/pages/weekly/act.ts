import type { Payload } from '../../messages/channel.ts';
import type { PagesToWorker } from '../../messages/pages-to-worker.ts';

/** One thing of a review, wherever it is done. */
export type Action = DistributiveOmit<Payload<PagesToWorker, 'weekly.act'>, 'space'>;
type DistributiveOmit<A, K extends string> = A extends unknown ? Omit<A, K> : never;
/** Does it; rejects with a sentence where the gate says no. */
export type Do = (action: Action) => Promise<void>;
