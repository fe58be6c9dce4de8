import * as z from 'zod/mini';
import { Reviewer } from '../core/schema/people.ts';
import { line, Slug, Timestamp, Uuid } from '../core/schema/scalars.ts';

/** What a key may be used for: submit and withdraw, report signals, read decisions and lessons. */
export const AgentScope = z.enum(['propose', 'signals', 'read']);
export type AgentScope = z.infer<typeof AgentScope>;

const Limits = {
  scopes: z.optional(z.array(AgentScope).check(z.minLength(1), z.maxLength(3))),
  /** only these; left out: every workflow */
  workflows: z.optional(z.array(Slug).check(z.minLength(1), z.maxLength(200))),
  /** requests a second and at once, of one gate process; left out: the gate's setting */
  perSecond: z.optional(z.number().check(z.gt(0), z.lte(100_000))),
  burst: z.optional(z.int().check(z.gte(1), z.lte(1_000_000))),
};

export const AgentKey = z.object({
  id: Uuid,
  scopes: z.array(AgentScope),
  workflows: z.optional(z.array(z.string())),
  perSecond: z.optional(z.number()),
  burst: z.optional(z.int()),
  createdAt: Timestamp,
  /** the end of its overlap with the key that replaced it */
  expiresAt: z.optional(Timestamp),
  revokedAt: z.optional(Timestamp),
  /** to the minute */
  lastUsedAt: z.optional(Timestamp),
});
export type AgentKey = z.infer<typeof AgentKey>;

export const AgentWithKeys = z.object({
  id: Uuid,
  name: z.string(),
  createdAt: Timestamp,
  revokedAt: z.optional(Timestamp),
  keys: z.array(AgentKey),
});
export type AgentWithKeys = z.infer<typeof AgentWithKeys>;
export const AgentsAnswer = z.object({ agents: z.array(AgentWithKeys) });

export const NewAgent = z.strictObject({ name: line(120), ...Limits });
/** The key itself is told once and kept as a hash. */
export const NewKeyAnswer = z.object({ agentId: Uuid, keyId: Uuid, key: z.string() });

/** With the secret that verifies the workspace's webhooks (Standard Webhooks, `whsec_…`). */
export const NewAgentAnswer = z.extend(NewKeyAnswer, { webhookSecret: z.string() });

/** A new key for an agent. Its other keys end after the overlap; limits left out are the newest key's. */
export const RotateKey = z.strictObject({
  overlapSeconds: z.optional(z.int().check(z.gte(0), z.lte(2_592_000))),
  ...Limits,
});
/** the overlap of a rotation that doesn't say: a day */
export const OVERLAP_SECONDS = 86_400;

export const Revoked = z.object({ revoked: z.boolean() });

export const DeviceView = z.object({
  id: Uuid,
  name: z.string(),
  reviewer: z.pick(Reviewer, { id: true, name: true, email: true, role: true }),
  createdAt: Timestamp,
  revokedAt: z.optional(Timestamp),
});
export type DeviceView = z.infer<typeof DeviceView>;
export const DevicesAnswer = z.object({ devices: z.array(DeviceView) });
