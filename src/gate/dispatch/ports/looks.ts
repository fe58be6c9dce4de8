import type { Planted } from '../../../core/canaries/mutate.ts';
import type { Claim, Flag } from '../../../core/schema/claim.ts';
import type { Content } from '../../../core/schema/content.ts';
import type { Decision, DecisionAnswer } from '../../../core/schema/decision.ts';
import type { Blind, Trigger } from '../../../core/schema/proposal.ts';
import type { RiskTier } from '../../../core/schema/workflow.ts';
import type { AuditsAnswer } from '../../../protocol/audits.ts';
import type { ReviewerIdentity } from './people.ts';

/** A look that a reviewer decides as they would a proposal; nothing is ever executed by it. */
export type LookTarget = {
  id: string;
  reason: 'audit' | 'second-opinion' | 'canary' | 'spot-check';
  state: 'open' | 'decided' | 'void';
  /** of what is looked at */
  revision: number;
  contentDigest: string;
  /** who decided it first, and so may not be the second */
  notFor: string | null;
  /** the only one who may; null: whoever may see it */
  onlyFor: string | null;
};

/** To be decided before confidence and flags are shown, and the share of such items that are. */
export type DrawnBlind = Blind & { share: number };

/** A canary that stands in for a new proposal from its first moment on. */
export type NewCanary = {
  lookId: string;
  content: Content;
  contentDigest: string;
  claims: Claim[];
  flags: Flag[];
  tier: RiskTier;
  trigger: Trigger;
  /** drawn for itself: its tier may be another than its original's */
  blind?: DrawnBlind;
  /** whether our own checks say more of it than of the original */
  flagged: boolean;
  planted: Planted;
  /** at most so many a day in its workflow; beyond that the proposal comes alone */
  mostADay: number;
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
    identity: Pick<ReviewerIdentity, 'workspaceId' | 'reviewer' | 'deviceId'>;
    decision: Decision;
    jws: string;
    look: LookTarget;
  }): Promise<DecisionAnswer>;
  /** what audits and double looks found, and what that says */
  summary(input: { workspaceId: string; workflowId?: string | undefined }): Promise<AuditsAnswer>;
};
