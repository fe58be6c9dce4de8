import { randomUUID } from 'node:crypto';
import PgBoss from 'pg-boss';
import { GUARANTEES, type PageJob, type SlackJob, type WebhookJob } from '../dispatch/ports.ts';
import type { Query } from './db.ts';

/*
 * pg-boss keeps jobs: kept, plain tables, sends in our transaction. Its worker loop is not used: it
 * polls at 0.5 s at best and drops a promise when the database is away.
 */
/**
 * pg-boss queues. A dispatch is never retried by the queue, only sent again by the store; a webhook
 * is, for about three days. Each executor has a queue, so that what waits for one's limit holds up
 * no other's work. Waking `DISPATCH_QUEUE` wakes them all; in the queue of that name are only jobs
 * of gates older than this one.
 */
export const DISPATCH_QUEUE = 'dispatch';
export const WEBHOOK_QUEUE = 'webhook';
/** Looks at messages of proposals and alerts, and words to one person; tried again for about three days. */
export const SLACK_QUEUE = 'slack';
/** Alerts to be told by mail; tried for about an hour. */
export const PAGE_QUEUE = 'page';
export const queueOf = (executor: string): string =>
  `${DISPATCH_QUEUE}-${executor.replace('gate:', '')}`;
export const DISPATCH_QUEUES: ReadonlyMap<string, string> = new Map(
  Object.keys(GUARANTEES).map((executor) => [queueOf(executor), executor]),
);

type Sql = (text: string, values: unknown[]) => Promise<{ rows: unknown[] }>;

/** A pg-boss that writes through `executeSql` and does nothing by itself. */
export function bossOn(executeSql: Sql): PgBoss {
  const boss = new PgBoss({
    db: { executeSql },
    migrate: false,
    supervise: false,
    schedule: false,
  });
  return boss;
}

/** Creates pg-boss' schema and our queues with the connection of a migration. Idempotent. */
export async function installQueues(client: {
  query: (text: string, values?: unknown[]) => Promise<{ rows: unknown[] }>;
}): Promise<void> {
  const executeSql: Sql = async (text, values) => {
    const result: unknown = await client.query(text, values);
    // Several statements in one text give several results; pg-boss reads the last one's rows.
    const last: unknown = Array.isArray(result) ? result.at(-1) : result;
    return last as { rows: unknown[] };
  };
  const boss = new PgBoss({
    db: { executeSql },
    supervise: false,
    schedule: false,
  });
  boss.on('error', () => undefined);
  await boss.start();
  for (const name of [DISPATCH_QUEUE, ...DISPATCH_QUEUES.keys()]) {
    await boss.createQueue(name, {
      name,
      // with the dispatch as singleton key: one waiting job a dispatch, however often it is sent
      policy: 'short',
      retryLimit: 0,
      expireInSeconds: 600,
    });
  }
  await boss.createQueue(WEBHOOK_QUEUE, {
    name: WEBHOOK_QUEUE,
    retryLimit: 16,
    retryDelay: 5,
    retryBackoff: true,
    expireInSeconds: 60,
  });
  await boss.createQueue(SLACK_QUEUE, {
    name: SLACK_QUEUE,
    // with the proposal or alert as singleton key: one look that waits shows whatever moved meanwhile
    policy: 'short',
    retryLimit: 16,
    retryDelay: 5,
    retryBackoff: true,
    expireInSeconds: 120,
  });
  await boss.createQueue(PAGE_QUEUE, {
    name: PAGE_QUEUE,
    retryLimit: 9,
    retryDelay: 5,
    retryBackoff: true,
    expireInSeconds: 120,
  });
  await boss.stop({ graceful: false, close: false });
}

const sender = (q: Query): PgBoss =>
  // pg-boss wants a pg result; it reads only the rows
  bossOn(async (text, values) => ({ rows: await q(text, values) }));

type Job = { workspaceId: string; dispatchId: string; executor: string };

const startAfter = (afterMs: number): { startAfter?: number } =>
  afterMs > 0 ? { startAfter: afterMs / 1000 } : {};

/** Writes the job of a dispatch in the caller's transaction; a no-op while one waits already. */
export async function sendDispatch(q: Query, job: Job, afterMs = 0): Promise<void> {
  const { workspaceId, dispatchId, executor } = job;
  await sender(q).send(
    queueOf(executor),
    { workspaceId, dispatchId },
    { singletonKey: dispatchId, ...startAfter(afterMs) },
  );
}

/** Writes the job of asking an executor what became of a dispatch; a no-op while one waits. */
export async function sendAsk(q: Query, job: Job, afterMs = 0): Promise<void> {
  const { workspaceId, dispatchId, executor } = job;
  await sender(q).send(
    queueOf(executor),
    { workspaceId, dispatchId, ask: true },
    { singletonKey: `ask ${dispatchId}`, ...startAfter(afterMs) },
  );
}

/** Writes a webhook's job in the caller's transaction. */
export async function sendWebhook(q: Query, job: WebhookJob): Promise<void> {
  await sender(q).send(WEBHOOK_QUEUE, job);
}

/** Writes a job of the Slack queue in the caller's transaction; a look is a no-op while one waits. */
export async function sendSlack(q: Query, job: SlackJob, afterMs = 0): Promise<void> {
  await sender(q).send(SLACK_QUEUE, job, slackOptions(job, afterMs));
}

export const slackOptions = ({ data }: SlackJob, afterMs: number) => ({
  singletonKey: data.tell
    ? `tell ${randomUUID()}`
    : 'alertId' in data
      ? `alert ${data.alertId}`
      : data.proposalId,
  ...startAfter(afterMs),
});
/** Writes the job of telling an alert by mail in the caller's transaction. */
export async function sendPage(q: Query, job: PageJob): Promise<void> {
  await sender(q).send(PAGE_QUEUE, job);
}
