import type { Approval } from '../../../core/ownership/parallel.ts';
import type { Whose } from '../../../core/ownership/whose.ts';
import type { Decision, DecisionAnswer } from '../../../core/schema/decision.ts';
import type { ProposalState } from '../../../core/schema/proposal.ts';
import type { DecisionReport } from '../../../protocol/proposals.ts';
import type { LookTarget } from './looks.ts';
import type { Decider } from './people.ts';
import type { CurrentRevision, NewClearance } from './proposals.ts';

/** What the rules for a decision look at, besides the decision. */
export type DecisionTarget = {
  revision: number;
  state: ProposalState;
  lane: string;
  accounts: string[] | null;
  workflow_id: string;
  /** its `expiresAt` has passed */
  over: boolean | null;
  content_digest: string;
  model_version: string;
  confidence: number;
  callback_url: string | null;
  /** the policy names people, or asks for several: judged under the lock, with the two below */
  guarded?: boolean;
  whose?: Whose;
  /** approvals of this revision that wait for others, where `count` people have to give one */
  parallel?: { count: number; earlier: Approval[] };
  /** it was escalated, nobody answered in time, and whoever could decide before may again */
  returned?: boolean;
  /** why the gate withdrew it; absent where its own agent did */
  withdrawn?: string;
  /** whose decision stands, and from which device; none where a channel was decided in */
  winner?: { by: string; action: Decision['action']; reviewerId: string; deviceId: string | null };
};

export type DecisionStore = {
  /** {@link answered} and {@link ProposalStore.current} in one read without a lock, and what `record` can use again */
  ground(input: { workspaceId: string; decisionId: string; proposalId: string }): Promise<{
    answered: DecisionAnswer | null;
    current: CurrentRevision | null;
    target: DecisionTarget | null;
    /** where the id is a look's: `current` and `target` are then of what it shows */
    look: LookTarget | null;
  }>;
  /** the earlier answer to this decision id, if there was one */
  answered(input: { workspaceId: string; decisionId: string }): Promise<DecisionAnswer | null>;
  /**
   * One transaction: locks the proposal, lets one decision per revision win, writes decision,
   * clearance, dispatch and its job, the agent's webhook job, audit and feed.
   */
  record(input: {
    identity: Decider;
    decision: Decision;
    /** as the device signed it; absent where a channel attests it */
    jws?: string;
    /** RFC 8785 JSON of what the channel signed (`dispatch/slack.ts`) */
    attested?: string;
    /** unified difference of the plain texts, when edited */
    difference?: string;
    clearance?: NewClearance;
    /** as {@link ground} read it: while it still holds, one statement does all */
    target?: DecisionTarget;
    /** the revision's callback gets this as a signed webhook */
    report: DecisionReport;
  }): Promise<DecisionAnswer>;
};
