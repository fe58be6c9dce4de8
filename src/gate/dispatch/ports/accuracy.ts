import type { Graded } from '../../../core/accuracy/accuracy.ts';
import type { Kind } from '../../../core/schema/kind.ts';

/** A proposal with what came of it, and the week that it came in. */
export type GradedRow = Graded & {
  /** its Monday, in UTC: 2026-11-23 */
  week: string;
  workflowId: string;
  model: string;
  modelVersion: string;
  kind: Kind;
};

export type AccuracyStore = {
  /**
   * Proposals of one workflow since the Monday `weeks` back, each once: by a person's first decision, an
   * audit, or a report; what was withdrawn or expired before anybody looked is left out.
   */
  graded(input: {
    workspaceId: string;
    workflowId: string;
    weeks: number;
    /** the newest of them */
    limit: number;
  }): Promise<{ rows: GradedRow[]; cut: boolean }>;
  /** The Monday, in UTC, on which the oldest of so many weeks begins; by the database's clock. */
  since(weeks: number): Promise<string>;
};
