import type { Flag } from '../../core/schema/claim.ts';
import type { ClearanceClaims, Executor } from '../../core/schema/clearance.ts';
import type { Content } from '../../core/schema/content.ts';
import type { Decision, DecisionAnswer, Reason } from '../../core/schema/decision.ts';
import type { Dispatch, DispatchResult } from '../../core/schema/dispatch.ts';
import type { Agent, Reviewer, Role, Workspace } from '../../core/schema/people.ts';
import type {
  Binding,
  ProposalInput,
  ProposalState,
  ReviewItem,
  TrackRecord,
  Trigger,
} from '../../core/schema/proposal.ts';
import type { Signal } from '../../core/schema/signal.ts';
import type {
  Lane,
  Policy,
  RiskTier,
  Workflow,
  WorkflowInput,
} from '../../core/schema/workflow.ts';
import type { PublicJwk } from '../../protocol/pairing.ts';
import type { ProblemCode } from '../../protocol/problem.ts';
import type { DecisionReport } from '../../protocol/proposals.ts';
import type { SyncAnswer } from '../../protocol/sync.ts';

/*
 * What the gate's logic needs from the outside. Every method of a store port is one transaction,
 * led by the workspace, and writes its own audit and feed rows in that transaction. All times are
 * the database's. Ids of new rows are made by the caller (UUIDv7) so that a retry is the same row.
 */

/** Thrown by use cases and stores for what the caller did wrong; http turns it into a problem. */
export class Refusal extends Error {
  readonly code: ProblemCode;
  readonly errors: { path: string; message: string }[];
  constructor(code: ProblemCode, detail: string, errors: { path: string; message: string }[] = []) {
    super(detail);
    this.name = 'Refusal';
    this.code = code;
    this.errors = errors;
  }
}

/** The workflow is no longer the one by which a revision was routed; route it again. */
export class WorkflowMoved extends Error {}

export type AgentIdentity = { workspaceId: string; agentId: string; agentName: string };
export type ReviewerIdentity = {
  workspaceId: string;
  deviceId: string;
  /** RFC 7638 thumbprint of the device's key */
  jkt: string;
  jwk: PublicJwk;
  reviewer: Reviewer;
};

/** Secrets arrive here as SHA-256 hex only: keys, codes and tokens are never stored in clear. */
export type PeopleStore = {
  createWorkspace(input: { id: string; name: string }): Promise<Workspace>;
  listWorkspaces(): Promise<Workspace[]>;
  createAgent(input: {
    workspaceId: string;
    id: string;
    name: string;
    keyHash: string;
  }): Promise<Agent>;
  revokeAgent(input: { workspaceId: string; id: string }): Promise<boolean>;
  agentByKeyHash(keyHash: string): Promise<AgentIdentity | null>;
  /** inserts or updates by (workspace, email) */
  upsertReviewer(input: {
    workspaceId: string;
    id: string;
    name: string;
    email: string;
    role: Role;
    mailboxes: string[];
  }): Promise<Reviewer>;
  createPairingCode(input: {
    codeHash: string;
    workspaceId: string;
    reviewerId: string;
    ttlSeconds: number;
  }): Promise<void>;
  /** uses up the code and enrols the device, or null when it is unknown, used or expired */
  redeemPairingCode(input: {
    codeHash: string;
    deviceId: string;
    deviceName: string;
    jkt: string;
    jwk: PublicJwk;
    tokenHash: string;
    tokenTtlSeconds: number;
  }): Promise<{ workspace: Workspace; reviewer: Reviewer; expiresAt: string } | null>;
  deviceById(deviceId: string): Promise<ReviewerIdentity | null>;
  issueToken(input: {
    deviceId: string;
    tokenHash: string;
    ttlSeconds: number;
  }): Promise<{ expiresAt: string }>;
  /** null when unknown, expired, or the device is revoked */
  reviewerByTokenHash(tokenHash: string): Promise<ReviewerIdentity | null>;
  /** {@link rememberOnce} and {@link reviewerByTokenHash} in one go: every call of a device needs both */
  reviewerByProof(input: {
    tokenHash: string;
    key: string;
    ttlSeconds: number;
  }): Promise<{ first: boolean; reviewer: ReviewerIdentity | null }>;
  revokeDevice(deviceId: string): Promise<boolean>;
  /** true the first time this DPoP `jti` is seen; remembered for `ttlSeconds` */
  rememberOnce(input: { key: string; ttlSeconds: number }): Promise<boolean>;
  /** stores a ticket for {@link takeTicket}, which yields it exactly once before it expires */
  putTicket(input: { ticketHash: string; deviceId: string; ttlSeconds: number }): Promise<void>;
  takeTicket(ticketHash: string): Promise<ReviewerIdentity | null>;
};

export type WorkflowStore = {
  putWorkflow(input: { workspaceId: string; workflow: WorkflowInput }): Promise<Workflow>;
  getWorkflow(input: { workspaceId: string; id: string }): Promise<Workflow | null>;
  /**
   * As {@link getWorkflow}, perhaps from this process' memory. `seen` names the version of it: who
   * writes by it hands that on, and the database refuses what was made by an older one. `after` is
   * the version that was not good enough: asks the database.
   */
  recentWorkflow(input: {
    workspaceId: string;
    id: string;
    after?: string;
  }): Promise<{ workflow: Workflow; seen: string } | null>;
  listWorkflows(workspaceId: string): Promise<Workflow[]>;
  /** commits the pause under the workflow's row lock, then lists what was under way */
  setWorkflowState(input: {
    workspaceId: string;
    id: string;
    state: 'running' | 'paused';
    reason: string;
    by: string;
  }): Promise<{ workflow: Workflow; underWay: Dispatch[] } | null>;
};

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
  /** of {@link WorkflowStore.recentWorkflow}: lets `submit` throw {@link WorkflowMoved} */
  workflowSeen?: string;
  /** what to write at once when the lane is open without a person: its clearance */
  policyClearance?: NewClearance;
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
   * Idempotent by (workspace, agent, externalId). @throws Refusal external-id-conflict, WorkflowMoved.
   */
  submit(revision: RoutedRevision): Promise<SubmittedProposal>;
  /** supersedes the last revision, voids its unredeemed clearance. @throws Refusal not-found, not-open. */
  revise(revision: RoutedRevision): Promise<SubmittedProposal>;
  /** state and digests of the current revision, for use cases; null when it isn't this workspace's */
  current(input: { workspaceId: string; proposalId: string }): Promise<CurrentRevision | null>;
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
  revision: number;
  state: ProposalState;
  lane: Lane;
  content: Content;
  contentDigest: string;
  policy: Policy;
};

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
  winner?: { by: string; action: Decision['action'] };
};

export type DecisionStore = {
  /** {@link answered} and {@link ProposalStore.current} in one read without a lock, and what `record` can use again */
  ground(input: { workspaceId: string; decisionId: string; proposalId: string }): Promise<{
    answered: DecisionAnswer | null;
    current: CurrentRevision | null;
    target: DecisionTarget | null;
  }>;
  /** the earlier answer to this decision id, if there was one */
  answered(input: { workspaceId: string; decisionId: string }): Promise<DecisionAnswer | null>;
  /**
   * One transaction: locks the proposal, lets one decision per revision win, writes decision,
   * clearance, dispatch and its job, the agent's webhook job, audit and feed.
   */
  record(input: {
    identity: ReviewerIdentity;
    decision: Decision;
    jws: string;
    /** unified difference of the plain texts, when edited */
    difference?: string;
    clearance?: NewClearance;
    /** as {@link ground} read it: while it still holds, one statement does all */
    target?: DecisionTarget;
    /** the revision's callback gets this as a signed webhook */
    report: DecisionReport;
  }): Promise<DecisionAnswer>;
};

export type FeedStore = {
  /** upserts and removals that this reviewer may see after `cursor`, in commit order; null starts over */
  read(input: {
    identity: ReviewerIdentity;
    cursor: string | null;
    limit: number;
  }): Promise<SyncAnswer>;
  item(input: { identity: ReviewerIdentity; proposalId: string }): Promise<ReviewItem | null>;
  /** calls back soon after any commit that moved the feed or decided a proposal of this workspace */
  onMoved(workspaceId: string, listener: () => void): () => void;
};

export type RedeemInput = {
  workspaceId: string;
  clearanceId: string;
  executor: Executor;
  contentDigest: string;
  composeDigest?: string;
  tailDigest?: string;
  /** dispatch row to create for compose delivery; the gate's own already have one */
  dispatchId?: string;
  /** the gate process that claims; absent for devices */
  claimedBy?: string;
};

export type ClearanceStore = {
  get(input: { workspaceId: string; clearanceId: string }): Promise<{
    id: string;
    jws: string;
    state: 'open' | 'redeemed' | 'void';
    executor: Executor;
  } | null>;
  /**
   * Exactly one call succeeds: locks the workflow's row (FOR SHARE, so a pause waits or wins), checks
   * running, executor, digests, expiry, proposal state, then marks clearance redeemed and dispatch
   * claimed. @throws Refusal clearance-invalid, clearance-expired, clearance-redeemed,
   * clearance-void, digest-mismatch, wrong-executor, workflow-paused, not-found.
   */
  redeem(
    input: RedeemInput,
  ): Promise<{ clearanceId: string; dispatchId: string; redeemedAt: string }>;
};

/** What a dispatch job needs to run. */
export type DispatchWork = {
  workspaceId: string;
  dispatchId: string;
  proposalId: string;
  workflowId: string;
  clearanceId: string;
  clearanceJws: string;
  executor: Executor;
  state: Dispatch['state'];
  content: Content;
  contentDigest: string;
};

export type DispatchStore = {
  work(input: { workspaceId: string; dispatchId: string }): Promise<DispatchWork | null>;
  /** claimed → handing_over, the last commit before anything can leave. False when it is no longer ours. */
  handingOver(input: {
    workspaceId: string;
    dispatchId: string;
    claimedBy: string;
  }): Promise<boolean>;
  /** records the result and moves the proposal; idempotent. False when the state does not allow it. */
  finish(input: {
    workspaceId: string;
    dispatchId: string;
    result: DispatchResult;
    deviceId?: string;
  }): Promise<Dispatch | null>;
  /** refused before redemption: the dispatch ends, nothing was executed */
  refuse(input: { workspaceId: string; dispatchId: string; detail: string }): Promise<void>;
  list(input: {
    workspaceId: string;
    state?: string;
    proposalId?: string;
    limit: number;
  }): Promise<Dispatch[]>;
  /**
   * After a crash: dispatches claimed by processes that no longer live. Those still `claimed` had
   * handed over nothing and are queued again under the same redemption; `handing_over` becomes
   * `unknown`. Returns counts. With `running`, this process' own claims whose run has ended (the
   * database went away under it) are taken over too, at once and not only when they are old.
   */
  recoverOrphans(input: {
    live: string;
    running?: (dispatchId: string) => boolean;
  }): Promise<{ requeued: number; unknown: number }>;
};

export type SignalStore = {
  /** returns how many were new */
  add(input: { workspaceId: string; signals: Signal[]; source: string }): Promise<number>;
};

export type Store = {
  people: PeopleStore;
  workflows: WorkflowStore;
  proposals: ProposalStore;
  decisions: DecisionStore;
  feed: FeedStore;
  clearances: ClearanceStore;
  dispatches: DispatchStore;
  signals: SignalStore;
  /** the database answers */
  ready(): Promise<void>;
  close(): Promise<void>;
};

/** Jobs are written in the store's own transactions; this side only works them off. */
export type JobRunner = {
  /** at-least-once for webhooks (retried), at most once for dispatches (never retried) */
  start(handlers: {
    dispatch(job: { workspaceId: string; dispatchId: string }): Promise<void>;
    webhook(job: WebhookJob): Promise<void>;
  }): Promise<void>;
  stop(): Promise<void>;
};
export type WebhookJob = {
  workspaceId: string;
  id: string;
  url: string;
  type: string;
  data: unknown;
};

/**
 * An executor performs one content. `handOver` must be awaited exactly once, directly before the
 * bytes that make it irrevocable are sent, and nothing may be sent when it rejects. Resolves with
 * what the system said. Throwing before `handOver` is a failure with nothing done; a throw after it
 * is an unknown outcome unless it is a `Rejected`.
 */
export type GateExecutor = {
  name: 'gate:smtp' | 'gate:webhook';
  execute(
    work: DispatchWork,
    handOver: () => Promise<void>,
  ): Promise<{ externalRef: string; detail?: string }>;
};
/** The other system said no after hand-over: known, nothing was executed. */
export class Rejected extends Error {}

/** Signs and verifies clearances; keys live outside the database. */
export type ClearanceKeys = {
  issuer: string;
  sign(claims: ClearanceClaims): Promise<string>;
  /** @throws Refusal clearance-invalid on any other signature, type or issuer */
  verify(jws: string): Promise<ClearanceClaims>;
  /** public keys, newest first */
  jwks(): Promise<{ keys: object[] }>;
  /** thumbprint of the signing key, shown when pairing */
  thumbprint(): Promise<string>;
};

/** Brings any HTML or text that an agent sent into the authored subset. */
export type Sanitizer = (html: string) => string;

export type { Reason };
