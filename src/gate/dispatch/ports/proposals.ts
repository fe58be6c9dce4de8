import type { CloneSubject } from '../../../core/clones/subject.ts';
import type { Flag } from '../../../core/schema/claim.ts';
import type { ClearanceClaims } from '../../../core/schema/clearance.ts';
import type { Content } from '../../../core/schema/content.ts';
import type {
  Binding,
  Context,
  ProposalInput,
  ProposalState,
  TrackRecord,
  Trigger,
} from '../../../core/schema/proposal.ts';
import type { Lane, Policy, RiskTier, Workflow } from '../../../core/schema/workflow.ts';
import type { DecisionReport } from '../../../protocol/proposals.ts';

import type { LanePass } from './lanes.ts';
import type { DrawnBlind, NewCanary } from './looks.ts';

/** A proposal's revision, routed, ready to be written. */
export type RoutedRevision = {
  workspaceId: string;
  agentId: string;
  /** id to use when it is new; an existing one keeps its own */
  proposalId: string;
  input: ProposalInput;
  /** normalised: sanitized body, corrected spans */
  content: Content;
  contentDigest: string;
  /** digest over the whole normalised submission: the same externalId with another is a conflict */
  submissionDigest: string;
  flags: Flag[];
  lane: Lane;
  tier: RiskTier;
  trigger: Trigger;
  dueHours: number;
  blind?: DrawnBlind;
  /** of the workflow that was read: lets `submit` and `revise` throw {@link RoutedByOld} */
  workflowSeen?: string;
  /** what to write at once when the lane is open without a person: its clearance */
  policyClearance?: NewClearance;
  /** where that lane was earned: how likely an audit of it is, written before the clearance */
  pass?: LanePass;
  /** what reviewers get first, in its place; null where there could have been one: written the same way */
  canary?: NewCanary | null;
};

/** A clearance that was signed before the transaction which may write it. */
export type NewClearance = {
  id: string;
  jws: string;
  claims: ClearanceClaims;
  /** dispatch row and job to create in the same transaction; absent for compose delivery */
  dispatchId?: string;
};

export type SubmittedProposal = {
  proposalId: string;
  revision: number;
  state: ProposalState;
  lane: Lane;
  trigger: Trigger;
  contentDigest: string;
  flags: Flag[];
  created: boolean;
};

export type ProposalStore = {
  /**
   * Idempotent by (workspace, agent, externalId). @throws Refusal external-id-conflict, RoutedByOld.
   */
  submit(revision: RoutedRevision): Promise<SubmittedProposal>;
  /**
   * Supersedes the last revision, voids its unredeemed clearance.
   * @throws Refusal not-found, not-open, RoutedByOld.
   */
  revise(revision: RoutedRevision): Promise<SubmittedProposal>;
  /** state and digests of the current revision, for use cases; null when it isn't this workspace's */
  current(input: { workspaceId: string; proposalId: string }): Promise<CurrentRevision | null>;
  /** the current revision as clones are told by; null when it isn't this workspace's */
  cloneSubject(input: { workspaceId: string; proposalId: string }): Promise<CloneSubject | null>;
  withdraw(input: {
    workspaceId: string;
    agentId: string;
    proposalId: string;
  }): Promise<{ state: ProposalState } | null>;
  report(input: { workspaceId: string; proposalId: string }): Promise<DecisionReport | null>;
  trackRecord(input: {
    workspaceId: string;
    workflowId: string;
    modelVersion: string;
    confidence: number;
  }): Promise<TrackRecord>;
  /** @throws Refusal binding-conflict, not-found, not-open */
  bind(input: {
    workspaceId: string;
    proposalId: string;
    revision: number;
    deviceId: string;
    host: Binding['host'];
    account: string;
    draftId: string;
    threadId?: string;
  }): Promise<Binding>;
  unbind(input: { workspaceId: string; proposalId: string }): Promise<boolean>;
  lease(input: {
    workspaceId: string;
    proposalId: string;
    reviewerId: string;
    seconds: number;
  }): Promise<{ until: string; others: string[] } | null>;
  /** expires what is over its `expiresAt`; returns how many */
  expireDue(): Promise<number>;
};

export type CurrentRevision = {
  workspaceId: string;
  proposalId: string;
  agentId: string;
  workflow: Workflow;
  /** as of {@link WorkflowStore.recentWorkflow} */
  workflowSeen: string;
  revision: number;
  state: ProposalState;
  lane: Lane;
  tier: RiskTier;
  content: Content;
  contentDigest: string;
  policy: Policy;
  context?: Context;
};
