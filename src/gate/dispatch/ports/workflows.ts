import type { Dispatch } from '../../../core/schema/dispatch.ts';
import type { Workflow, WorkflowInput } from '../../../core/schema/workflow.ts';
import type { NewFix } from './antipatterns.ts';

export type WorkflowStore = {
  /**
   * Creates or changes; the same again is a no-op. A change counts the policy's version up by one,
   * and each version is kept, with its reason. `by` is for the audit; the command line where left out.
   * `because`: the finding that it mends, kept with the reason in the same transaction.
   * @throws Refusal version-conflict
   */
  putWorkflow(input: {
    workspaceId: string;
    workflow: WorkflowInput;
    by?: string;
    reason?: string;
    /** the older version that this one brings back */
    rolledBackTo?: number;
    because?: NewFix;
  }): Promise<Workflow>;
  getWorkflow(input: { workspaceId: string; id: string }): Promise<Workflow | null>;
  /**
   * As {@link getWorkflow}, perhaps from this process' memory. `seen` names the version of it: who
   * writes by it hands that on, and the database refuses what was made by an older one. `after` is
   * the version that was not good enough: asks the database.
   */
  recentWorkflow(input: {
    workspaceId: string;
    id: string;
    after?: string;
  }): Promise<{ workflow: Workflow; seen: string } | null>;
  listWorkflows(workspaceId: string): Promise<Workflow[]>;
  /** commits the pause under the workflow's row lock, then lists what was under way */
  setWorkflowState(input: {
    workspaceId: string;
    id: string;
    state: 'running' | 'paused';
    reason: string;
    by: string;
  }): Promise<{ workflow: Workflow; underWay: Dispatch[] } | null>;
};
