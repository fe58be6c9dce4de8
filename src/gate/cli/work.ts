import type { GateConfig } from '../config.ts';
import { webhookDelivery } from '../connectors/webhook/index.ts';
import { createDispatcher } from '../dispatch/dispatcher.ts';
import type { GateExecutor, Store } from '../dispatch/ports.ts';
import type { Log } from '../http/context.ts';
import { logOf } from '../http/problem.ts';
import type { GateKeys } from '../keys/gate-keys.ts';
import { createJobRunner } from '../store/index.ts';
import { reconcileRegularly } from './reconcile-regularly.ts';
import { tendLanes } from './tend-lanes.ts';

/** how often what is over its time is looked for, in milliseconds */
const EXPIRY_MS = 15_000;

export type WorkDeps = {
  config: Pick<GateConfig, 'sentMail' | 'smtpUrl' | 'allowLoopbackWebhooks'>;
  store: Store;
  keys: GateKeys;
  executors: GateExecutor[];
  databaseUrl: string;
  log: Log;
  /** this process' id, under which it claims dispatches */
  instance: string;
};

/** Starts what the gate does by itself: dispatches, callbacks, expiry. Resolves with how to stop it. */
export async function startWork(deps: WorkDeps): Promise<() => Promise<void>> {
  const { config, store, keys, databaseUrl, log, instance } = deps;
  const webhooks = { master: keys.webhookMaster(), allowLoopback: config.allowLoopbackWebhooks };
  if (config.smtpUrl === null)
    log.warn({}, 'SMTP_URL is not set: approved mail will fail with "not configured"');
  const dispatcher = createDispatcher({
    store,
    keys,
    executors: deps.executors,
    instance,
    jobs: createJobRunner({
      url: databaseUrl,
      instance,
      onError: (error) => log.warn(logOf(error), 'a job failed'),
    }),
    deliver: webhookDelivery(webhooks),
    log,
  });
  await dispatcher.start();
  const stopExpiry = expireRegularly(store, log);
  const stopReconciling = reconcileRegularly({ config, store, log });
  const stopTending = tendLanes({ store, keys, log });
  return async () => {
    await stopTending();
    await stopReconciling();
    await stopExpiry();
    await dispatcher.stop();
  };
}

function expireRegularly(store: Store, log: Log): () => Promise<void> {
  let looking = Promise.resolve();
  const look = async (): Promise<void> => {
    try {
      const proposals = await store.proposals.expireDue();
      if (proposals > 0) log.info({ proposals }, 'expired');
      const owned = await store.ownership.sweepOwnership();
      if (owned > 0) log.info({ owned }, 'handed over, or over');
    } catch (error) {
      log.warn(logOf(error), 'could not look for expired proposals');
    }
  };
  const timer = setInterval(() => {
    looking = looking.then(look);
  }, EXPIRY_MS);
  return async () => {
    clearInterval(timer);
    await looking;
  };
}
