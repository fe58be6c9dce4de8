import type { AgentScope, AgentWithKeys, DeviceView } from '../../../protocol/agents.ts';
import type { AgentIdentity } from './people.ts';

export type KeyLimits = {
  scopes?: AgentScope[] | undefined;
  workflows?: string[] | undefined;
  perSecond?: number | undefined;
  burst?: number | undefined;
};

/** Agents' keys and people's devices, for who runs a workspace. Keys arrive as SHA-256 hex. */
export type AgentStore = {
  /** null when unknown, over, revoked, or its agent is */
  byKeyHash(keyHash: string): Promise<AgentIdentity | null>;
  list(workspaceId: string): Promise<AgentWithKeys[]>;
  /** the first key has the agent's id */
  create(input: {
    workspaceId: string;
    id: string;
    name: string;
    keyHash: string;
    limits: KeyLimits;
    by: string;
  }): Promise<void>;
  /** adds a key; the agent's others end after the overlap. False when there is no such agent, or it is revoked. */
  rotate(input: {
    workspaceId: string;
    agentId: string;
    keyId: string;
    keyHash: string;
    overlapSeconds: number;
    /** left out: the newest key's */
    limits: KeyLimits;
    by: string;
  }): Promise<boolean>;
  revokeKey(input: { workspaceId: string; keyId: string; by: string }): Promise<boolean>;
  revokeAgent(input: { workspaceId: string; agentId: string; by: string }): Promise<boolean>;
  devices(workspaceId: string): Promise<DeviceView[]>;
  /** an admin's device only for an admin */
  revokeDevice(input: {
    workspaceId: string;
    deviceId: string;
    by: string;
    asAdmin: boolean;
  }): Promise<boolean>;
};
