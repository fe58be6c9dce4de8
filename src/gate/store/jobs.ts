import {
  type DispatchJob,
  type JobRunner,
  NotDelivered,
  type Rate,
  type SlackJob,
  type WebhookJob,
} from '../dispatch/ports.ts';
import { connect, JOBS_CHANNEL } from './db.ts';
import { listen } from './listener.ts';
import { instanceLock } from './orphans.ts';
import {
  bossOn,
  DISPATCH_QUEUE,
  DISPATCH_QUEUES,
  SLACK_QUEUE,
  slackOptions,
  WEBHOOK_QUEUE,
} from './queues.ts';
import { createStarts } from './starts.ts';

type Work = { id: string; data: unknown; retryCount: number };
/**
 * Works off one job. Throws to have the queue send it again, where that queue does so; `failed` when
 * it has told the queue so itself.
 */
type Handler = (work: Work) => Promise<'worked' | 'failed'>;
type Handlers = Parameters<JobRunner['start']>[0];

/** Without a notification a queue is looked at this often. */
const POLL_MS = 1000;
/** Of an executor that is not configured here: another process may work it off. */
const SELDOM_MS = 15_000;
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
  const starts = createStarts(db);
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

  const runOne = async (work: Work & { queue: string; handler: Handler }) => {
    try {
      if ((await work.handler(work)) === 'failed') return;
    } catch (error) {
      // The message only: pg-boss would keep a stack, and what else the error carries.
      const message = error instanceof Error ? error.message : String(error);
      await guarded(() => boss.fail(work.queue, work.id, { message }));
      return;
    }
    await guarded(() => boss.complete(work.queue, work.id));
  };

  const loop = async (
    queue: string,
    handler: Handler,
    { rate, pollMs = POLL_MS }: { rate?: Rate | undefined; pollMs?: number } = {},
  ): Promise<void> => {
    const running = new Set<Promise<void>>();
    let woken = false;
    let rouse: () => void = () => undefined;
    wakers.set(queue, () => {
      woken = true;
      rouse();
    });
    while (!stopped) {
      woken = false;
      const free = concurrency - running.size;
      // What may not start yet stays in the queue.
      const room = rate && free > 0 ? await starts.take(queue, free, rate).catch(() => 0) : free;
      const jobs: Work[] =
        room > 0
          ? await boss
              .fetch<object>(queue, { batchSize: room, includeMetadata: true })
              .catch(() => [])
          : [];
      if (rate && jobs.length < room) {
        await guarded(() => starts.giveBack(queue, room - jobs.length));
      }
      for (const { id, data, retryCount } of jobs) {
        const run: Promise<void> = runOne({ queue, id, data, retryCount, handler }).finally(() => {
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
        const pause = setTimeout(resolve, pollMs);
        rouse = () => {
          clearTimeout(pause);
          resolve();
        };
      });
      rouse = () => undefined;
    }
    await Promise.allSettled(running);
  };

  /** One attempt at a webhook, and its row in the log. */
  const tell = async (
    handlers: Handlers,
    { id, data, retryCount }: Work,
  ): Promise<'worked' | 'failed'> => {
    const job = data as WebhookJob;
    const tried = { job, attempt: retryCount + 1, startedAt: new Date() };
    try {
      const { status } = await handlers.webhook(job);
      await guarded(() =>
        handlers.webhookTried({ ...tried, status, error: null, nextTryAt: null, delivered: true }),
      );
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      // Failed here and not by `runOne`, so that the time of the next try is known to the log.
      await guarded(() => boss.fail(WEBHOOK_QUEUE, id, { message }));
      await guarded(async () => {
        const next = await boss.getJobById<object>(WEBHOOK_QUEUE, id);
        await handlers.webhookTried({
          ...tried,
          status: error instanceof NotDelivered ? error.status : null,
          error: message,
          nextTryAt: next?.state === 'retry' ? next.startAfter : null,
          delivered: false,
        });
      });
      return 'failed';
    }
    return 'worked';
  };

  /** A job for Slack; one that has to wait is written anew before it is over, so that none is lost. */
  const show = async (
    slack: NonNullable<Handlers['slack']>,
    { data }: Work,
  ): Promise<'worked' | 'failed'> => {
    const job = data as SlackJob;
    const again = await slack(job);
    if (again !== null) await boss.send(SLACK_QUEUE, job, slackOptions(job, again));
    return 'worked';
  };

  return {
    async start(handlers: Handlers) {
      const held = new Promise<void>((resolve) => {
        listener = listen({
          url,
          channels: [JOBS_CHANNEL],
          onNotify: (_channel, queue) => {
            if (queue !== DISPATCH_QUEUE) return wakers.get(queue)?.();
            for (const name of [queue, ...DISPATCH_QUEUES.keys()]) wakers.get(name)?.();
          },
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
      const dispatch: Handler = async ({ data }) => {
        const { ask, ...job } = data as DispatchJob & { ask?: true };
        await (ask ? handlers.ask(job) : handlers.dispatch(job));
        return 'worked';
      };
      loops.push(loop(DISPATCH_QUEUE, dispatch, { pollMs: SELDOM_MS }));
      for (const [queue, executor] of DISPATCH_QUEUES) {
        const here = handlers.executors.has(executor);
        const rate = handlers.executors.get(executor);
        loops.push(loop(queue, dispatch, { rate, pollMs: here ? POLL_MS : SELDOM_MS }));
      }
      loops.push(loop(WEBHOOK_QUEUE, (work) => tell(handlers, work)));
      const { slack } = handlers;
      if (slack) loops.push(loop(SLACK_QUEUE, (work) => show(slack, work)));
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
