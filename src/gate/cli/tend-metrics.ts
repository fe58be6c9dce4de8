import type { Store } from '../dispatch/ports.ts';
import type { Log } from '../http/context.ts';
import { regularly } from './regularly.ts';

/** How often weeks that are over are looked for, in milliseconds; most looks find none. */
const EVERY_MS = 5 * 60_000;

/** Keeps the figures of weeks that are over counted. Resolves with how to stop it. */
export function tendMetrics(store: Pick<Store, 'metrics'>, log: Log): () => Promise<void> {
  const look = async (): Promise<void> => {
    const weeks = await store.metrics.roll({ now: Date.now() });
    if (weeks > 0) log.info({ weeks }, 'weeks were counted');
  };
  return regularly({ look, everyMs: EVERY_MS, log, failed: 'weeks could not be counted' });
}
