import type { Agent, Reviewer, Role, Workspace } from '../../../core/schema/people.ts';
import type { AgentScope } from '../../../protocol/agents.ts';
import type { PublicJwk } from '../../../protocol/pairing.ts';

export type AgentIdentity = {
  workspaceId: string;
  agentId: string;
  agentName: string;
  /** the key that came along, and what it may be used for; left out: for everything */
  key?: {
    id: string;
    scopes: readonly AgentScope[];
    /** left out: every workflow */
    workflows?: readonly string[];
    perSecond?: number;
    burst?: number;
  };
};
export type ReviewerIdentity = {
  workspaceId: string;
  deviceId: string;
  /** RFC 7638 thumbprint of the device's key */
  jkt: string;
  jwk: PublicJwk;
  reviewer: Reviewer;
};

/** Who decides: at a device, or known to the gate by a channel that holds no key of theirs. */
export type Decider = Pick<ReviewerIdentity, 'workspaceId' | 'reviewer'> &
  Partial<Pick<ReviewerIdentity, 'deviceId'>>;

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
  /** by their address, whatever its case; null when there is none */
  reviewerByEmail(input: { workspaceId: string; email: string }): Promise<Reviewer | null>;
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
