import { v7 } from 'uuid';
import type { GateConfig } from '../config.ts';
import { alertMailer } from '../connectors/smtp/index.ts';
import { webhookDelivery } from '../connectors/webhook/index.ts';
import { createDispatcher } from '../dispatch/dispatcher.ts';
import type { GateExecutor, PageJob, SlackJob, Store } from '../dispatch/ports.ts';
import type { Log } from '../http/context.ts';
import { logOf } from '../http/problem.ts';
import type { GateKeys } from '../keys/gate-keys.ts';
import { createJobRunner } from '../store/index.ts';
import { reconcileRegularly } from './reconcile-regularly.ts';
import { regularly } from './regularly.ts';
import { tendAntiPatterns } from './tend-antipatterns.ts';
import { tendLanes } from './tend-lanes.ts';
import { tendMetrics } from './tend-metrics.ts';

/** how often what is over its time is looked for, in milliseconds */
const EXPIRY_MS = 15_000;

export type WorkDeps = {
  config: Pick<
    GateConfig,
    'sentMail' | 'smtpUrl' | 'alertFrom' | 'publicUrl' | 'allowLoopbackWebhooks'
  >;
  store: Store;
  keys: GateKeys;
  executors: GateExecutor[];
  databaseUrl: string;
  log: Log;
  /** works off jobs for Slack; absent where no Slack workspace is connected */
  slack?(job: SlackJob): Promise<number | null>;
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
    ...(deps.slack ? { slack: deps.slack } : {}),
    ...pages({ config, store }),
    log,
  });
  await dispatcher.start();
  const stopExpiry = expireRegularly(store, log);
  const stopBrakes = tendBrakes(store, log);
  const stopReconciling = reconcileRegularly({ config, store, log });
  const stopTending = tendLanes({ store, keys, log });
  const stopCounting = tendMetrics(store, log);
  const stopLooking = tendAntiPatterns({ store, log });
  return async () => {
    await stopCounting();
    await stopTending();
    await stopLooking();
    await stopReconciling();
    await stopExpiry();
    await stopBrakes();
    await dispatcher.stop();
  };
}

/** Mail about alerts, where there is a server for it. */
function pages({ config, store }: Pick<WorkDeps, 'config' | 'store'>): {
  page?: (job: PageJob) => Promise<void>;
} {
  if (config.smtpUrl === null) return {};
  const from = config.alertFrom ?? `countersign@${new URL(config.publicUrl).hostname}`;
  const mail = alertMailer(config.smtpUrl, from);
  return {
    page: async (job) => {
      const work = await store.alerts.page(job);
      if (work) await mail(work, job.why);
    },
  };
}

/** how often brakes, alerts and ramps are looked after; most looks find nothing to do */
const TEND_MS = 5000;

function tendBrakes(store: Store, log: Log): () => Promise<void> {
  const look = async (): Promise<void> => {
    const done = await store.brakes.tend();
    if (done.trips + done.escalated + done.widened > 0) log.warn(done, 'brakes and alerts');
  };
  return regularly({ look, everyMs: TEND_MS, log, failed: 'could not look after the brakes' });
}

function expireRegularly(store: Store, log: Log): () => Promise<void> {
  const look = async (): Promise<void> => {
    const proposals = await store.proposals.expireDue();
    if (proposals > 0) log.info({ proposals }, 'expired');
    const owned = await store.ownership.sweepOwnership();
    if (owned > 0) log.info({ owned }, 'handed over, or over');
    const recalled = await store.levers.recallUnread({ newId: () => v7() });
    if (recalled > 0) log.info({ recalled }, 'approvals that nobody read were recalled');
  };
  return regularly({
    ...{ look, everyMs: EXPIRY_MS, log },
    failed: 'could not look for expired proposals',
  });
}
