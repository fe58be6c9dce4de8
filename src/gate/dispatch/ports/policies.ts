import type { Noticing } from '../../../core/lanes/sensitivity.ts';
import type { Seen } from '../../../core/picker/measured.ts';
import type { PastProposal } from '../../../core/policies/past.ts';
import type { StandingLane } from '../../../core/policies/reroute.ts';
import type { Performance } from '../../../core/policies/stage.ts';

/** What a policy is tried on before it takes effect. */
export type PolicyStore = {
  /**
   * Proposals of a workflow as they first came since then, newest first, with what became of them;
   * `more` where there are more than the limit. `byHand` is the caller's to say.
   */
  pastProposals(input: {
    workspaceId: string;
    workflowId: string;
    /** days back from now */
    days: number;
    limit: number;
  }): Promise<{ past: PastProposal[]; more: boolean }>;
  /** the workflow's lanes as they stand, with the rule that each was found by */
  standingLanes(input: { workspaceId: string; workflowId: string }): Promise<StandingLane[]>;
  /** what its next stage is measured by: first versions that people decided in 90 days, and its lanes */
  performance(input: { workspaceId: string; workflowId: string }): Promise<Performance>;
  /** what answers the picker's questions; without what its reviewers notice */
  seen(input: { workspaceId: string; workflowId: string }): Promise<Omit<Seen, 'noticing'>>;
  /** how often its reviewers notice what is there; null where that was never measured */
  noticing(input: { workspaceId: string; workflowId: string }): Promise<Noticing | null>;
};
