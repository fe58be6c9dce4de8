import * as z from 'zod/mini';
import { LaneVerdict } from '../core/lanes/verdict.ts';
import { text } from '../core/schema/scalars.ts';

const share = z.number();

/** One lane: what it is about, where it stands, and the arithmetic. */
export const LaneAnswer = z.object({
  workflowId: z.string(),
  model: z.string(),
  modelVersion: z.string(),
  promptVersion: z.string(),
  tier: z.enum(['auto', 'constrained']),
  open: z.boolean(),
  threshold: z.nullable(share),
  bound: z.nullable(share),
  /** counts up with every breach and every other rule: evidence from before doesn't count */
  round: z.int(),
  /** the last verdict; null before the first */
  verdict: z.nullable(LaneVerdict),
  /** why it was closed, where that was no verdict */
  breach: z.nullable(z.object({ at: z.string(), by: z.string(), why: z.string() })),
  /** the detector on audited outcomes while it is open */
  watch: z.nullable(z.object({ seen: z.int(), defects: z.int(), line: z.number() })),
  decidedAt: z.nullable(z.string()),
});
export type LaneAnswer = z.infer<typeof LaneAnswer>;

/** Of a workflow's proposals of the last 30 days, how many a person saw (M10). */
export const HumanShare = z.object({
  workflowId: z.string(),
  proposals: z.int(),
  /** decided by people, or waiting for them */
  toPeople: z.int(),
  audits: z.int(),
  /** both, over all; null without proposals */
  share: z.nullable(share),
  /** `above` 10 %, `below` 5 %, or `inside` */
  against: z.nullable(z.enum(['below', 'inside', 'above'])),
  /** what sends most of them to people, most frequent first: the triggers and how often */
  causes: z.array(z.object({ code: z.string(), count: z.int() })),
});
export type HumanShare = z.infer<typeof HumanShare>;

export const LanesAnswer = z.object({
  lanes: z.array(LaneAnswer),
  shares: z.array(HumanShare),
});
export type LanesAnswer = z.infer<typeof LanesAnswer>;

export const CloseLaneRequest = z.strictObject({
  tier: z.optional(z.enum(['auto', 'constrained'])),
  reason: text(500),
});
export type CloseLaneRequest = z.infer<typeof CloseLaneRequest>;

export const CloseLaneAnswer = z.object({
  closed: z.int(),
  /** cleared without a person and not yet taken: with people now */
  recalled: z.int(),
});
