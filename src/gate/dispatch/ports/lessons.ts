import type { LessonsAnswer } from '../../../protocol/lessons.ts';

export type LessonStore = {
  /**
   * What people corrected lately in a workflow that this agent proposes to; null for any other.
   * Counts are the workflow's, examples the agent's own. Never planted items.
   */
  lessons(input: {
    workspaceId: string;
    agentId: string;
    workflowId: string;
    /** days looked back */
    days: number;
    /** examples a page */
    limit: number;
    /** of the page before */
    cursor: string | null;
  }): Promise<LessonsAnswer | null>;
};
