import type { Executor } from '../../../core/schema/clearance.ts';
import type { Content } from '../../../core/schema/content.ts';
import type { Dispatch, DispatchResult } from '../../../core/schema/dispatch.ts';

/** What a dispatch job needs to run. */
export type DispatchWork = {
  workspaceId: string;
  dispatchId: string;
  proposalId: string;
  workflowId: string;
  clearanceId: string;
  clearanceJws: string;
  executor: Executor;
  state: Dispatch['state'];
  content: Content;
  contentDigest: string;
};

export type DispatchStore = {
  work(input: { workspaceId: string; dispatchId: string }): Promise<DispatchWork | null>;
  /** claimed → handing_over, the last commit before anything can leave. False when it is no longer ours. */
  handingOver(input: {
    workspaceId: string;
    dispatchId: string;
    claimedBy: string;
  }): Promise<boolean>;
  /** records the result and moves the proposal; idempotent. False when the state does not allow it. */
  finish(input: {
    workspaceId: string;
    dispatchId: string;
    result: DispatchResult;
    deviceId?: string;
  }): Promise<Dispatch | null>;
  /** refused before redemption: the dispatch ends, nothing was executed */
  refuse(input: { workspaceId: string; dispatchId: string; detail: string }): Promise<void>;
  list(input: {
    workspaceId: string;
    state?: string;
    proposalId?: string;
    limit: number;
  }): Promise<Dispatch[]>;
  /**
   * After a crash: dispatches claimed by processes that no longer live. Those still `claimed` had
   * handed over nothing and are queued again under the same redemption; `handing_over` becomes
   * `unknown`. Returns counts. With `running`, this process' own claims whose run has ended (the
   * database went away under it) are taken over too, at once and not only when they are old.
   */
  recoverOrphans(input: {
    live: string;
    running?: (dispatchId: string) => boolean;
  }): Promise<{ requeued: number; unknown: number }>;
};
