import type { Correction } from '../../../core/corrections/correction.ts';

/** Which corrections; what is left out narrows nothing. */
export type CorrectionFilter = {
  workspaceId: string;
  workflowId?: string | undefined;
  agentId?: string | undefined;
  modelVersion?: string | undefined;
  reason?: string | undefined;
  /** decided at or after, RFC 3339 */
  since?: string | undefined;
  /** decided before */
  until?: string | undefined;
};

/** A decided proposal; with its correction, where it wasn't simply approved. */
export type JudgedRow = {
  proposalId: string;
  model: string;
  modelVersion: string;
  promptVersion: string;
  template: string | null;
  correction: Correction | null;
};

export type CorrectionStore = {
  /** Workflows in which something was corrected in the last `days`, the busiest first. */
  busy(input: {
    workspaceId: string;
    workflowId?: string | undefined;
    days: number;
    limit: number;
  }): Promise<{ since: string; workflows: { id: string; name: string }[] }>;
  /** Of one workflow, what people decided in the last `days` and still stands, in the order of the decisions. */
  judged(input: {
    workspaceId: string;
    workflowId: string;
    /** only what this agent proposed */
    agentId?: string | undefined;
    days: number;
    /** the newest of them */
    limit: number;
  }): Promise<{ rows: JudgedRow[]; cut: boolean }>;
  /**
   * Corrections that stand, oldest first, a page at a time: each a reading of its own, so that nothing is
   * held open while somebody reads slowly. Never what was taken back, erased, or looked at beside its
   * decision (audits, second opinions, planted items have no decision of a proposal).
   */
  pages(filter: CorrectionFilter): AsyncIterable<Correction[]>;
  /** Writes into the audit log that somebody took them out, and in which form. */
  exported(input: {
    workspaceId: string;
    by: string;
    format: string;
    names: string;
    filter: Omit<CorrectionFilter, 'workspaceId'>;
  }): Promise<void>;
};
