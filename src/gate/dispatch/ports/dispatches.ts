import type { Dispatch, DispatchResult } from '../../../core/schema/dispatch.ts';
import type { Attempt } from '../../../protocol/operate.ts';
import type { Found } from './execute.ts';
import type { DispatchWork } from './work.ts';

export type { DispatchWork } from './work.ts';

type Ref = { workspaceId: string; dispatchId: string };

export type DispatchStore = {
  work(input: Ref): Promise<DispatchWork | null>;
  /** claimed → handing_over, the last commit before anything can leave. False when it is no longer ours. */
  handingOver(input: Ref & { claimedBy: string }): Promise<boolean>;
  /**
   * Records the result and moves the proposal; idempotent. Null when the state does not allow it. A
   * failure after an attempt whose outcome is not known is recorded as unknown.
   */
  finish(input: Ref & { result: DispatchResult; deviceId?: string }): Promise<Dispatch | null>;
  /**
   * Back into its executor's queue, for after `afterMs`: what was not handed over, and beyond that
   * only what the database knows as repeatable. `rate_limited` holds back what else waits for that
   * executor, too. False when the state does not allow it.
   */
  again(
    input: Ref & {
      claimedBy: string;
      because: 'rate_limited' | 'failed' | 'unknown';
      detail: string;
      afterMs: number;
      /** the executor's own, to hold it back by */
      perSecond?: number;
    },
  ): Promise<boolean>;
  /** stays queued until then: its claim was refused for now */
  later(input: Ref & { until: string; detail: string }): Promise<void>;
  /** refused before redemption: the dispatch ends, nothing was executed */
  refuse(input: Ref & { detail: string }): Promise<void>;
  list(input: {
    workspaceId: string;
    state?: string;
    proposalId?: string;
    limit: number;
  }): Promise<Dispatch[]>;
  /** oldest first; null where there is no such dispatch */
  attempts(input: Ref): Promise<Attempt[] | null>;
  /**
   * A person says what became of an unknown outcome; audited. The same word again is a no-op.
   * @throws Refusal not-found, outcome-known
   */
  resolve(
    input: Ref & { by: string; outcome: 'executed' | 'failed'; reason: string },
  ): Promise<Dispatch>;
  /**
   * Has the executor asked what became of it, by a job in its queue.
   * @throws Refusal not-found, outcome-known, cannot-ask
   */
  ask(input: Ref & { by: string }): Promise<Dispatch>;
  /** what the executor answered: logged, and where it is clear, the outcome */
  asked(
    input: Ref & { instance: string; startedAt: string; answer: Found | { failed: string } },
  ): Promise<Dispatch | null>;
  /**
   * After a crash: dispatches claimed by processes that no longer live. Those still `claimed` had
   * handed over nothing and are queued again under the same redemption; `handing_over` becomes
   * `unknown`, or is queued again where it is repeatable. Returns counts. With `running`, this
   * process' own claims whose run has ended (the database went away under it) are taken over too,
   * at once and not only when they are old.
   */
  recoverOrphans(input: {
    live: string;
    running?: (dispatchId: string) => boolean;
  }): Promise<{ requeued: number; unknown: number }>;
};

/** Attempts at work that may be repeated, before a person has to look. */
export const MOST_TRIES = 6;
