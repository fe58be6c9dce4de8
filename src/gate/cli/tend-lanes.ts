import { v7 } from 'uuid';
import { drawOf } from '../dispatch/autonomy.ts';
import type { Store } from '../dispatch/ports.ts';
import type { Log } from '../http/context.ts';
import type { GateKeys } from '../keys/gate-keys.ts';
import { regularly } from './regularly.ts';

/** How often looks are opened, in milliseconds; at every so many of them, whether a day is over. */
const EVERY_MS = 60_000;
const DAY_EVERY = 15;

/**
 * Opens what is drawn for a look, settles the days that are over and gives each lane its daily verdict.
 * Any number of gates may: what one did the others find done. Resolves with how to stop it.
 */
export function tendLanes(work: {
  store: Pick<Store, 'lanes' | 'looks'>;
  keys: GateKeys;
  log: Log;
  everyMs?: number;
}): () => Promise<void> {
  const { store, keys, log, everyMs = EVERY_MS } = work;
  let looks = 0;
  const look = async (): Promise<void> => {
    const opened = await store.looks.open({
      draw: (workspaceId, text) => drawOf({ keys }, { workspaceId, purpose: 'second-looks', text }),
      newId: () => v7(),
    });
    if (opened > 0) log.info({ opened }, 'looks were opened');
    if (looks++ % DAY_EVERY !== 0) return;
    const done = await store.lanes.daily({ now: Date.now() });
    if (done.verdicts > 0) log.info(done, 'lanes have their verdicts');
  };
  return regularly({ look, everyMs, log, failed: 'lanes could not be tended' });
}
