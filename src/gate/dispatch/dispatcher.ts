import { contentDigest } from '../../core/digest/content.ts';
import type { ClearanceClaims } from '../../core/schema/clearance.ts';
import type { DispatchResult } from '../../core/schema/dispatch.ts';
import type { ProblemCode } from '../../protocol/problem.ts';
import {
  type ClearanceKeys,
  ConductRefusal,
  type DispatchWork,
  type GateExecutor,
  type JobRunner,
  MOST_TRIES,
  RateLimited,
  Refusal,
  Rejected,
  type SlackJob,
  type Store,
  type WebhookJob,
} from './ports.ts';
import { backoff } from './retry.ts';

/*
 * One job: load → verify the clearance → digest again → claim → execute → record.
 * What can go wrong between two steps, and what then becomes of it:
 *   before the claim commits          nothing happened; the job is sent again
 *   claimed, not handing over         nothing left; queued again under the same redemption
 *   handing_over committed            unknown, unless the other system said yes or no
 * No error of a dispatch reaches the queue: it retries nothing that a buyer could get twice.
 * "Not now" (RateLimited) before the hand-over puts any work back into its queue. What reaches no
 * buyer and is idempotent with its executor is put back too when it failed or its outcome is not
 * known, up to MOST_TRIES times, further and further apart; the database knows which work that is,
 * and refuses the rest. What stays unknown is asked about once, where its executor can be asked.
 *
 * Paused workflow: the dispatch stays queued; resuming sends its job again. Anything else that
 * refuses the claim for good (expired, void, forged, another content) ends the dispatch as refused.
 */

export type DispatcherLog = {
  info(fields: Record<string, unknown>, message: string): void;
  warn(fields: Record<string, unknown>, message: string): void;
};

export type DispatcherOptions = {
  store: Pick<Store, 'clearances' | 'dispatches' | 'deliveries'>;
  keys: Pick<ClearanceKeys, 'verify'>;
  executors: GateExecutor[];
  jobs: JobRunner;
  /** this process' id, the one that its job runner holds the lock of */
  instance: string;
  /** delivers a callback; throws to have it tried again later */
  deliver(job: WebhookJob): Promise<{ status: number }>;
  /** as of {@link JobRunner}; absent where no Slack workspace is connected here */
  slack?(job: SlackJob): Promise<number | null>;
  log: DispatcherLog;
  sweepSeconds?: number;
  /** 0 to 1, for the distance between tries */
  random?: () => number;
};

/** Refusals of a claim after which another try may succeed. */
const LATER: ReadonlySet<ProblemCode> = new Set([
  'workflow-paused',
  'unavailable',
  'conduct-later',
]);
/** Somebody else has it; not ours to end. */
const TAKEN: ReadonlySet<ProblemCode> = new Set(['clearance-redeemed', 'not-found']);

type Job = { workspaceId: string; dispatchId: string };

/** Works off dispatches and callbacks, and takes over from gate processes that died. */
export function createDispatcher(options: DispatcherOptions) {
  const { store, jobs, instance, log, sweepSeconds = 15 } = options;
  let timer: NodeJS.Timeout | undefined;
  let sweeping: Promise<void> = Promise.resolve();
  // Counted: two jobs may name one dispatch, and the loser of the claim ends first.
  const running = new Map<string, number>();

  const run = async (job: Job): Promise<void> => {
    const { dispatchId } = job;
    running.set(dispatchId, (running.get(dispatchId) ?? 0) + 1);
    try {
      await runDispatch(options, job);
    } finally {
      const left = (running.get(dispatchId) ?? 1) - 1;
      if (left > 0) running.set(dispatchId, left);
      else running.delete(dispatchId);
    }
  };

  const sweep = async (): Promise<void> => {
    try {
      const found = await store.dispatches.recoverOrphans({
        live: instance,
        running: (dispatchId) => running.has(dispatchId),
      });
      if (found.requeued > 0 || found.unknown > 0) log.warn(found, 'took over dispatches');
    } catch (error) {
      log.warn({ error: nameOf(error) }, 'could not look for orphaned dispatches');
    }
  };

  return {
    /** resolves once jobs are worked off */
    async start(): Promise<void> {
      await jobs.start({
        dispatch: run,
        ask: (job) => askExecutor(options, job),
        webhook: options.deliver,
        webhookTried: (tried) => store.deliveries.record(tried),
        ...(options.slack ? { slack: options.slack } : {}),
        executors: new Map(options.executors.map(({ name, rate }) => [name, rate])),
      });
      sweeping = sweep();
      timer = setInterval(() => {
        sweeping = sweeping.then(sweep);
      }, sweepSeconds * 1000);
    },
    /** waits for what is under way */
    async stop(): Promise<void> {
      clearInterval(timer);
      await sweeping;
      await jobs.stop();
    },
  };
}

/** Runs one dispatch to whatever end it has. Never throws for what it is asked to do. */
export async function runDispatch(options: DispatcherOptions, job: Job): Promise<void> {
  const { store, log } = options;
  const work = await store.dispatches.work(job);
  if (work?.state !== 'queued') return;
  const about = { workspaceId: job.workspaceId, dispatchId: job.dispatchId };
  try {
    const executor = options.executors.find(({ name }) => name === work.executor);
    if (!executor) throw new Refusal('wrong-executor', `${work.executor} is not configured here.`);
    const claims = await verify(options, work);
    await store.clearances.redeem({
      workspaceId: work.workspaceId,
      clearanceId: work.clearanceId,
      executor: work.executor,
      contentDigest: await contentDigest(work.content),
      claimedBy: options.instance,
    });
    await execute(options, { work, executor, expiresAt: claims.exp * 1000 });
  } catch (error) {
    if (!(error instanceof Refusal) || LATER.has(error.code)) {
      // Still queued, or claimed by a process that the sweeper will find: nothing is lost.
      log.warn({ ...about, reason: nameOf(error) }, 'a dispatch waits');
      return;
    }
    if (TAKEN.has(error.code)) return;
    if (error instanceof ConductRefusal && error.until !== undefined) {
      // The claim is refused until then: a sending window, a cap.
      log.info({ ...about, reason: error.code }, 'a dispatch waits for its time');
      await store.dispatches.later({ ...job, until: error.until, detail: error.message });
      return;
    }
    log.warn({ ...about, reason: error.code }, 'a dispatch was refused');
    await store.dispatches.refuse({ ...job, detail: error.message });
  }
}

/** The signature, and every claim, against what is about to be executed. */
async function verify(options: DispatcherOptions, work: DispatchWork): Promise<ClearanceClaims> {
  const claims: ClearanceClaims = await options.keys.verify(work.clearanceJws);
  // What somebody wrote over it may be no content at all, and without a digest.
  const digest = await contentDigest(work.content).catch(() => null);
  if (claims.contentDigest !== digest || work.contentDigest !== digest) {
    throw new Refusal('digest-mismatch', 'The content is not the one that was approved.');
  }
  if (claims.aud !== work.executor) {
    throw new Refusal('wrong-executor', `The clearance names ${claims.aud}.`);
  }
  const same =
    claims.jti === work.clearanceId &&
    claims.sub === work.proposalId &&
    claims.workspace === work.workspaceId &&
    claims.workflow === work.workflowId;
  if (!same) throw new Refusal('clearance-invalid', 'The clearance was signed for something else.');
  return claims;
}

/** From here on the clearance is redeemed: every way out is recorded. */
async function execute(
  options: DispatcherOptions,
  run: { work: DispatchWork; executor: GateExecutor; expiresAt: number },
): Promise<void> {
  const { work, executor } = run;
  const { store, instance, log } = options;
  const ref = { workspaceId: work.workspaceId, dispatchId: work.dispatchId };
  // `began` is set before the commit is sent: when its answer is lost it may have happened.
  const handing = { began: false, committed: false };
  let result: DispatchResult;
  try {
    const done = await executor.execute(work, async () => {
      if (handing.began) throw new Error('an executor may hand over once only');
      handing.began = true;
      if (!(await store.dispatches.handingOver({ ...ref, claimedBy: instance }))) {
        throw new NotOurs();
      }
      handing.committed = true;
    });
    if (!handing.committed) throw new Error('an executor said yes without handing over');
    result = {
      outcome: 'executed',
      externalRef: clip(done.externalRef, 500),
      ...(done.detail ? { detail: clip(done.detail, 2000) } : {}),
    };
  } catch (error) {
    if (error instanceof NotOurs || (handing.began && !handing.committed)) {
      // Another process took it over, or the database went away, perhaps after it had
      // committed. Nothing left; the sweeper looks at what the row says.
      log.warn({ ...ref, reason: nameOf(error) }, 'a dispatch was let go before anything left');
      return;
    }
    const known = error instanceof Rejected || error instanceof RateLimited || !handing.committed;
    result = {
      outcome: known ? 'failed' : 'unknown',
      detail: clip(error instanceof Error ? error.message : String(error), 2000),
    };
    if (await putBack(options, { ...run, error, outcome: result, handed: handing.committed }))
      return;
  }
  await record(options, { ref, result });
}

/** Queued again, where that is safe and worth it. False: the result stands. */
async function putBack(
  options: DispatcherOptions,
  failed: {
    work: DispatchWork;
    executor: GateExecutor;
    expiresAt: number;
    error: unknown;
    outcome: DispatchResult;
    handed: boolean;
  },
): Promise<boolean> {
  const { work, executor, expiresAt, error, outcome, handed } = failed;
  const repeatable = executor.idempotent.includes(work.content.kind);
  const limited = error instanceof RateLimited;
  if (error instanceof Rejected) return false;
  if (!repeatable && (handed || !limited)) return false;
  // `work.tries` was counted before this one.
  if (!limited && work.tries + 1 >= MOST_TRIES) return false;
  const { random = Math.random } = options;
  // Spread over what the system named, too: everything that it limits would come back at once.
  const afterMs = limited ? error.retryAfterMs * (1 + random() * 0.2) : backoff(work.tries, random);
  // A clearance that will have expired can only be refused then; a person should see it now.
  if (Date.now() + afterMs >= expiresAt && (handed || !limited)) return false;
  const { workspaceId, dispatchId } = work;
  const because = limited ? 'rate_limited' : outcome.outcome === 'unknown' ? 'unknown' : 'failed';
  const put = await options.store.dispatches
    .again({
      workspaceId,
      dispatchId,
      claimedBy: options.instance,
      because,
      detail: outcome.detail ?? because,
      afterMs,
      ...(executor.rate ? { perSecond: executor.rate.perSecond } : {}),
    })
    .catch(() => false);
  if (put) {
    const facts = { workspaceId, dispatchId, because, afterMs: Math.round(afterMs) };
    options.log.info(facts, 'a dispatch is queued again');
  }
  return put;
}

/** Asks an executor what became of an unknown outcome. Throws for nothing that it is asked to do. */
export async function askExecutor(options: DispatcherOptions, job: Job): Promise<void> {
  const { store, instance, log } = options;
  const work = await store.dispatches.work(job);
  const executor = options.executors.find(({ name }) => name === work?.executor);
  if (work?.state !== 'unknown' || !executor?.lookUp) return;
  const startedAt = new Date().toISOString();
  const answer = await executor.lookUp(work).catch((error: unknown) => ({
    failed: clip(error instanceof Error ? error.message : String(error), 2000),
  }));
  const dispatch = await store.dispatches.asked({ ...job, instance, startedAt, answer });
  const said = 'failed' in answer ? 'failed' : answer.found;
  log.info({ ...job, answer: said, state: dispatch?.state ?? null }, 'an executor was asked');
}

class NotOurs extends Error {
  constructor() {
    super('the dispatch is no longer claimed by this process');
  }
}

/** Tries for a while to record what is known; after that it is unknown, and a person is shown so. */
async function record(
  options: DispatcherOptions,
  { ref, result }: { ref: Job; result: DispatchResult },
): Promise<void> {
  const { store, log } = options;
  for (let pause = 100; ; pause *= 2) {
    try {
      const dispatch = await store.dispatches.finish({ ...ref, result });
      log.info({ ...ref, outcome: result.outcome, state: dispatch?.state ?? null }, 'dispatched');
      return;
    } catch (error) {
      if (pause > 15_000) {
        log.warn({ ...ref, outcome: result.outcome, reason: nameOf(error) }, 'not recorded');
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}

/** One line of printable text, as results take it. */
const clip = (text: string, max: number): string =>
  text.replace(/[\u0000-\u001f\u007f]+/g, ' ').slice(0, max) || 'no detail';

/** What may be logged of an error: never its message, which can quote content. */
const nameOf = (error: unknown): string =>
  error instanceof Refusal ? error.code : error instanceof Error ? error.name : 'error';
