import type { JobRunner, WebhookJob } from '../dispatch/ports.ts';
import { connect, JOBS_CHANNEL } from './db.ts';
import { listen } from './listener.ts';
import { instanceLock } from './orphans.ts';
import { bossOn, DISPATCH_QUEUE, WEBHOOK_QUEUE } from './queues.ts';

type Handler = (data: unknown) => Promise<void>;
type Handlers = Parameters<JobRunner['start']>[0];

/** Without a notification a queue is looked at this often. */
const POLL_MS = 1000;
const MAINTAIN_MS = 30_000;

export type JobRunnerOptions = {
  url: string;
  /** this process' id: held as a session lock, so that others see when it has died */
  instance: string;
  /** jobs that run side by side, per queue */
  concurrency?: number;
  /** what went wrong, for the log; never content */
  onError?(error: Error): void;
};

/**
 * Works off pg-boss' queues. pg-boss keeps the jobs; fetching is ours, because its own worker
 * waits at least half a second between looks and drops the promise of completing a job, which
 * ends the process when the database is away at that moment.
 */
export function createJobRunner(options: JobRunnerOptions): JobRunner {
  const { url, instance, concurrency = 8, onError = () => undefined } = options;
  const db = connect(url, 4);
  const boss = bossOn(db.boss);
  boss.on('error', onError);
  const wakers = new Map<string, () => void>();
  const loops: Promise<void>[] = [];
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let listener: ReturnType<typeof listen> | null = null;

  const guarded = async (run: () => Promise<unknown>): Promise<void> => {
    try {
      await run();
    } catch (error) {
      onError(error instanceof Error ? error : new Error(String(error)));
    }
  };

  const runOne = async (work: { queue: string; id: string; data: unknown; handler: Handler }) => {
    try {
      await work.handler(work.data);
    } catch (error) {
      // The message only: pg-boss would keep a stack, and what else the error carries.
      const message = error instanceof Error ? error.message : String(error);
      await guarded(() => boss.fail(work.queue, work.id, { message }));
      return;
    }
    await guarded(() => boss.complete(work.queue, work.id));
  };

  const loop = async (queue: string, handler: Handler): Promise<void> => {
    const running = new Set<Promise<void>>();
    let woken = false;
    let rouse: () => void = () => undefined;
    wakers.set(queue, () => {
      woken = true;
      rouse();
    });
    while (!stopped) {
      woken = false;
      const room = concurrency - running.size;
      const jobs = room > 0 ? await boss.fetch(queue, { batchSize: room }).catch(() => []) : [];
      for (const { id, data } of jobs) {
        const run: Promise<void> = runOne({ queue, id, data, handler }).finally(() => {
          running.delete(run);
          // Room again: there may be more than one batch.
          wakers.get(queue)?.();
        });
        running.add(run);
      }
      if (
        woken ||
        stopped ||
        (jobs.length > 0 && jobs.length === room && running.size < concurrency)
      )
        continue;
      await new Promise<void>((resolve) => {
        const pause = setTimeout(resolve, POLL_MS);
        rouse = () => {
          clearTimeout(pause);
          resolve();
        };
      });
      rouse = () => undefined;
    }
    await Promise.allSettled(running);
  };

  return {
    async start(handlers: Handlers) {
      const held = new Promise<void>((resolve) => {
        listener = listen({
          url,
          channels: [JOBS_CHANNEL],
          onNotify: (_channel, queue) => wakers.get(queue)?.(),
          onConnected: async (client) => {
            const [text, values] = instanceLock(instance);
            const result = await client.query<{ held: boolean }>(text, values);
            // After a cut the server may still hold our old session's lock for a moment.
            if (result.rows[0]?.held !== true) throw new Error('the instance lock is taken');
            for (const wake of wakers.values()) wake();
            resolve();
          },
        });
      });
      // No claim before the lock: a claim by an instance without one looks orphaned.
      await held;
      timer = setInterval(() => void guarded(() => boss.maintain()), MAINTAIN_MS);
      loops.push(
        loop(DISPATCH_QUEUE, (data) =>
          handlers.dispatch(data as { workspaceId: string; dispatchId: string }),
        ),
        loop(WEBHOOK_QUEUE, (data) => handlers.webhook(data as WebhookJob)),
      );
    },
    async stop() {
      stopped = true;
      clearInterval(timer);
      for (const wake of wakers.values()) wake();
      await Promise.allSettled(loops);
      await listener?.stop();
      await db.close();
    },
  };
}
