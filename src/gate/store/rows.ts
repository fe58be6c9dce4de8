import type { Dispatch } from '../../core/schema/dispatch.ts';
import type { Workflow } from '../../core/schema/workflow.ts';

/** Database times as the protocol writes them. */
export const iso = (time: Date): string => time.toISOString();

/** Leaves out members without a value, as `exactOptionalPropertyTypes` wants them. */
export function present<T extends Record<string, unknown>>(
  values: T,
): { [K in keyof T]?: Exclude<T[K], null | undefined> } {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== null && value !== undefined),
  ) as { [K in keyof T]?: Exclude<T[K], null | undefined> };
}

export const WORKFLOW_COLUMNS =
  'w.id, w.name, w.pattern, w.owner, w.kinds, w.policy, w.executor_url, w.state, w.pause_reason';
export type WorkflowRow = {
  id: string;
  name: string;
  pattern: Workflow['pattern'];
  owner: string;
  kinds: Workflow['kinds'];
  policy: Workflow['policy'];
  executor_url: string | null;
  state: Workflow['state'];
  pause_reason: string | null;
};
export const workflowOf = (row: WorkflowRow): Workflow => ({
  id: row.id,
  name: row.name,
  pattern: row.pattern,
  owner: row.owner,
  kinds: row.kinds,
  policy: row.policy,
  state: row.state,
  ...present({ executorUrl: row.executor_url, pauseReason: row.pause_reason }),
});

export const DISPATCH_COLUMNS =
  'd.id, d.proposal_id, d.clearance_id, d.executor, d.state, d.external_ref, d.detail, d.created_at, d.finished_at';
export type DispatchRow = {
  id: string;
  proposal_id: string;
  clearance_id: string;
  executor: string;
  state: Dispatch['state'];
  external_ref: string | null;
  detail: string | null;
  created_at: Date;
  finished_at: Date | null;
};
export const dispatchOf = (row: DispatchRow): Dispatch => ({
  id: row.id,
  proposalId: row.proposal_id,
  clearanceId: row.clearance_id,
  executor: row.executor,
  state: row.state,
  createdAt: iso(row.created_at),
  ...present({
    externalRef: row.external_ref,
    detail: row.detail,
    finishedAt: row.finished_at === null ? null : iso(row.finished_at),
  }),
});
