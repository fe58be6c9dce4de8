import type { GateConfig } from '../config.ts';
import type { Store } from '../dispatch/ports.ts';
import type { Log } from '../http/context.ts';
import { logOf } from '../http/problem.ts';
import type { GateKeys } from '../keys/gate-keys.ts';

/** how often what is over its time is looked for, in milliseconds */
const EXPIRY_MS = 15_000;

/** Starts what the gate does by itself; resolves with how to stop it. */
export async function startWork(deps: {
  config: GateConfig;
  store: Store;
  keys: GateKeys;
  databaseUrl: string;
  log: Log;
}): Promise<() => Promise<void>> {
  const { store, log } = deps;
  let looking = Promise.resolve();
  const expire = (): void => {
    looking = looking
      .then(() => store.proposals.expireDue())
      .then(
        (n) => {
          if (n > 0) log.info({ proposals: n }, 'expired');
        },
        (error: unknown) => log.warn(logOf(error), 'could not look for expired proposals'),
      );
  };
  const timer = setInterval(expire, EXPIRY_MS);
  return async () => {
    clearInterval(timer);
    await looking;
  };
}
