import PgBoss from 'pg-boss';
import type { WebhookJob } from '../dispatch/ports.ts';
import type { Query } from './db.ts';

/** pg-boss queues. A dispatch is never retried by the queue; a webhook is, for about three days. */
export const DISPATCH_QUEUE = 'dispatch';
export const WEBHOOK_QUEUE = 'webhook';

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
  await boss.createQueue(DISPATCH_QUEUE, {
    name: DISPATCH_QUEUE,
    // with the dispatch as singleton key: one waiting job a dispatch, however often it is sent
    policy: 'short',
    retryLimit: 0,
    expireInSeconds: 600,
  });
  await boss.createQueue(WEBHOOK_QUEUE, {
    name: WEBHOOK_QUEUE,
    retryLimit: 16,
    retryDelay: 5,
    retryBackoff: true,
    expireInSeconds: 60,
  });
  await boss.stop({ graceful: false, close: false });
}

const sender = (q: Query): PgBoss =>
  // pg-boss wants a pg result; it reads only the rows
  bossOn(async (text, values) => ({ rows: await q(text, values) }));

/** Writes the job of a dispatch in the caller's transaction; a no-op while one waits already. */
export async function sendDispatch(
  q: Query,
  job: { workspaceId: string; dispatchId: string },
): Promise<void> {
  await sender(q).send(DISPATCH_QUEUE, job, { singletonKey: job.dispatchId });
}

/** Writes a webhook's job in the caller's transaction. */
export async function sendWebhook(q: Query, job: WebhookJob): Promise<void> {
  await sender(q).send(WEBHOOK_QUEUE, job);
}
