import { tellAntiPatterns } from '../dispatch/antipatterns.ts';
import type { Store } from '../dispatch/ports.ts';
import type { Log } from '../http/context.ts';
import { regularly } from './regularly.ts';

/** How often workspaces are looked through, in milliseconds: what it finds took days to come about. */
const EVERY_MS = 15 * 60_000;

/** Tells owners of anti-patterns. Any number of gates may. Resolves with how to stop it. */
export function tendAntiPatterns(work: {
  store: Store;
  log: Log;
  everyMs?: number;
}): () => Promise<void> {
  const { store, log, everyMs = EVERY_MS } = work;
  const look = async (): Promise<void> => {
    const done = await tellAntiPatterns({ store, now: () => Date.now() });
    if (done.raised + done.ended > 0) log.info(done, 'anti-patterns');
  };
  return regularly({ look, everyMs, log, failed: 'anti-patterns could not be looked for' });
}
