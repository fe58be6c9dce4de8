import type { Decision, DecisionAnswer } from '../../../core/schema/decision.ts';
import type { AuditsAnswer } from '../../../protocol/audits.ts';
import type { ReviewerIdentity } from './people.ts';

/** A look that a reviewer decides as they would a proposal; nothing is ever executed by it. */
export type LookTarget = {
  id: string;
  reason: 'audit' | 'second-opinion' | 'canary';
  state: 'open' | 'decided' | 'void';
  /** of what is looked at */
  revision: number;
  contentDigest: string;
  /** who decided it first, and so may not be the second */
  notFor: string | null;
};

export type LookStore = {
  /**
   * Opens the audits that are drawn and have run, and second looks at human-lane decisions that `draw`
   * picks. Returns how many were opened. Idempotent.
   */
  open(input: {
    /** the number from 0 to 1 that belongs to a proposal, for second looks */
    draw(workspaceId: string, proposalId: string): Promise<number>;
    newId(): string;
  }): Promise<number>;
  /** records a signed decision on a look; one wins */
  decide(input: {
    identity: ReviewerIdentity;
    decision: Decision;
    jws: string;
    look: LookTarget;
  }): Promise<DecisionAnswer>;
  /** what audits and double looks found, and what that says */
  summary(input: { workspaceId: string; workflowId?: string | undefined }): Promise<AuditsAnswer>;
};
