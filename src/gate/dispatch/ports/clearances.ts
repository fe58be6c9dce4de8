import type { Executor } from '../../../core/schema/clearance.ts';

export type RedeemInput = {
  workspaceId: string;
  clearanceId: string;
  executor: Executor;
  contentDigest: string;
  composeDigest?: string;
  tailDigest?: string;
  /** dispatch row to create for compose delivery; the gate's own already have one */
  dispatchId?: string;
  /** the gate process that claims; absent for devices */
  claimedBy?: string;
};

export type ClearanceStore = {
  get(input: { workspaceId: string; clearanceId: string }): Promise<{
    id: string;
    jws: string;
    state: 'open' | 'redeemed' | 'void';
    executor: Executor;
  } | null>;
  /**
   * Exactly one call succeeds: locks the workflow's row (FOR SHARE, so a pause waits or wins), checks
   * running, executor, digests, expiry, proposal state, then marks clearance redeemed and dispatch
   * claimed. @throws Refusal clearance-invalid, clearance-expired, clearance-redeemed,
   * clearance-void, digest-mismatch, wrong-executor, workflow-paused, not-found.
   */
  redeem(
    input: RedeemInput,
  ): Promise<{ clearanceId: string; dispatchId: string; redeemedAt: string }>;
};
