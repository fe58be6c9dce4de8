import * as z from 'zod/mini';
import { Kind } from './kind.ts';
import { Timestamp, Uuid } from './scalars.ts';
import { Answering, Pattern, Stage } from './shown.ts';

/** An agent, and what it proposed where in the last days. */
export const MapAgent = z.object({
  id: Uuid,
  name: z.string(),
  revoked: z.boolean(),
  feeds: z.array(
    z.object({ workflowId: z.string(), proposals: z.int(), models: z.array(z.string()) }),
  ),
});
export type MapAgent = z.infer<typeof MapAgent>;

export const MapWorkflow = z.object({
  id: z.string(),
  name: z.string(),
  pattern: Pattern,
  /** where its policy names one; left out by a gate of before, too */
  stage: z.optional(Stage),
  state: z.enum(['running', 'paused']),
  pauseReason: z.optional(z.string()),
  owner: z.string(),
  kinds: z.array(Kind),
  tiers: z.array(Answering),
  /** what may run without a person now: open lanes */
  lanes: z.array(
    z.object({
      tier: z.enum(['auto', 'constrained']),
      model: z.string(),
      modelVersion: z.string(),
      bound: z.nullable(z.number()),
    }),
  ),
  /** whether its policy says how autonomy is earned */
  earns: z.boolean(),
  brakes: z.object({ live: z.int(), tripped: z.int() }),
  /** who executed for it in the last days, as clearances name them; a person's own mailbox is one */
  executors: z.array(z.string()),
  /** who decided in it in the last days */
  deciders: z.array(z.string()),
  waiting: z.int(),
  oldestWaitingAt: z.nullable(Timestamp),
  lastDecidedAt: z.nullable(Timestamp),
});
export type MapWorkflow = z.infer<typeof MapWorkflow>;

export const MapPerson = z.object({
  name: z.string(),
  email: z.string(),
  role: z.enum(['rep', 'manager', 'admin']),
  awayUntil: z.nullable(Timestamp),
});
export type MapPerson = z.infer<typeof MapPerson>;

/** `GET /v1/map`: who proposes what, where it is decided and by whom, and where it leaves. */
export const OversightMap = z.object({
  at: Timestamp,
  /** "the last days" are so many */
  days: z.int(),
  agents: z.array(MapAgent),
  workflows: z.array(MapWorkflow),
  people: z.array(MapPerson),
  /** entries of the shared suppression list; 1,000 at the most are counted */
  suppressions: z.int(),
  /** people who may decide in Slack */
  slackPeople: z.int(),
});
export type OversightMap = z.infer<typeof OversightMap>;

/** A structural risk, or an anti-pattern, on something of the map. */
export const MapMark = z.object({
  code: z.string(),
  severity: z.enum(['warn', 'bad']),
  on: z.object({
    kind: z.enum(['agent', 'workflow', 'gate', 'person', 'workspace']),
    id: z.string(),
  }),
  /** what it is, and what to do */
  message: z.string(),
  /** its key on the risks page, where that has more of it (core/map/place.ts) */
  found: z.optional(z.string()),
});
export type MapMark = z.infer<typeof MapMark>;
