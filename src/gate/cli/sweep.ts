import { v7 } from 'uuid';
import type { Store } from '../dispatch/ports.ts';
import type { Log } from '../http/context.ts';
import { regularly } from './regularly.ts';

/** What is too old is looked for this often, in milliseconds; most looks find nothing. */
const EVERY_MS = 3_600_000;

/**
 * Erases what is older than retention allows, batch by batch, in whichever process looks first.
 * Resolves with how to stop it, which waits for the batch under way.
 */
export function startSweep(work: {
  store: Pick<Store, 'retention'>;
  days: number | null;
  log: Log;
  everyMs?: number;
}): () => Promise<void> {
  const { store, days, log, everyMs = EVERY_MS } = work;
  let stopped = false;
  const look = async (): Promise<void> => {
    let erased = 0;
    for (let found = -1; found !== 0 && !stopped; erased += found)
      found = await store.retention.sweep({ newId: () => v7(), days });
    if (erased > 0) log.info({ erased }, 'older than retention allows');
  };
  const stop = regularly({ look, everyMs, log, failed: 'could not erase what is too old' });
  return async () => {
    stopped = true;
    await stop();
  };
}
