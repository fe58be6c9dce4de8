import type { Executor } from '../../../core/schema/clearance.ts';
import type { Content } from '../../../core/schema/content.ts';
import type { Dispatch } from '../../../core/schema/dispatch.ts';

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
  /** attempts so far, without those that only met a limit */
  tries: number;
};
