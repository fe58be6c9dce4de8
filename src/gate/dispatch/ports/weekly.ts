import type { WorkflowInput } from '../../../core/schema/workflow.ts';
import type { Measured } from '../../../core/weekly/compare.ts';
import type { ReviewNote, WeeklyActionAnswer, WeeklyRow } from '../../../protocol/weekly.ts';

/** A template, segment or model version of a workflow in two weeks, and the whole workflow in the newer. */
export type WeeklyGroup = Pick<WeeklyRow, 'workflowId' | 'by' | 'name'> & {
  now: Measured;
  last: Measured;
  all: Measured;
};

export type WeeklyStore = {
  /**
   * What was decided in the seven days up to `until`, what was sent in the seven days before those, and
   * the same a week earlier, by group.
   */
  groups(input: { workspaceId: string; until: string }): Promise<WeeklyGroup[]>;
  /** the newest first, 50 at the most */
  notes(workspaceId: string): Promise<ReviewNote[]>;
  /**
   * Puts the workflow, sweeps the template where one is retired, and notes who, what and why: one
   * transaction. @throws Refusal version-conflict
   */
  act(input: {
    workspaceId: string;
    workflow: WorkflowInput;
    note: Omit<ReviewNote, 'at' | 'by' | 'workflowId'>;
    reviewer: { id: string; name: string };
    /** withdraws what is pending of it */
    sweep?: { id: string; template: string };
  }): Promise<WeeklyActionAnswer>;
};
