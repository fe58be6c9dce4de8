import type {
  RecallAnswer,
  RecallRequest,
  SweepAnswer,
  SweepRequest,
} from '../../../protocol/levers.ts';
import type { ReadingAnswer } from '../../../protocol/reading.ts';

/** Stopping much at once. Each is one transaction, against decisions and redemptions under way. */
export type LeverStore = {
  /**
   * Withdraws what matches and has not begun to leave, voids its clearances, tells its agents. Locks
   * proposals in the order of their ids: a decision or redemption of each comes before or after.
   */
  sweep(input: {
    workspaceId: string;
    id: string;
    by: string;
    request: SweepRequest;
  }): Promise<SweepAnswer>;
  /** null for an address that is nobody's */
  recall(input: {
    workspaceId: string;
    id: string;
    by: string;
    request: RecallRequest;
  }): Promise<RecallAnswer | null>;
  /**
   * Where policy says so: reviewers of whose last hour's decisions surely fewer than half were
   * deliberate lose the approvals that were not. Returns how many were recalled.
   */
  recallUnread(input: { newId(): string }): Promise<number>;
  /** a reviewer's own decisions of the last days, and what of them others can see */
  reading(input: { workspaceId: string; reviewerId: string; days: number }): Promise<ReadingAnswer>;
};
