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

/** What went out through one lane the last time it was open, up to its closing. */
export const LaneExposure = z.object({
  model: z.string(),
  modelVersion: z.string(),
  promptVersion: z.string(),
  tier: z.enum(['auto', 'constrained']),
  open: z.boolean(),
  openedAt: z.string(),
  /** null while it is open */
  closedAt: z.nullable(z.string()),
  breach: z.nullable(z.object({ at: z.string(), by: z.string(), why: z.string() })),
  /** let through without a person */
  ran: z.int(),
  /** of them, those that left: executed, or not known not to be */
  out: z.int(),
  audited: z.int(),
  /** drawn for an audit that nobody has decided */
  waiting: z.int(),
  /** known to be defective and gone, the newest first */
  defects: z.array(
    z.object({
      proposalId: z.string(),
      at: z.string(),
      foundBy: z.enum(['audit', 'complaint', 'report']),
    }),
  ),
  /** of all that left, weighted by inclusion, with its 95 % interval; null before the first audit */
  rate: z.nullable(z.object({ value: share, low: share, high: share })),
  /** how many defective ones left, by the audits: at least those that are known */
  about: z.nullable(z.object({ count: z.number(), low: z.number(), high: z.number() })),
  /** about when the defects began, by what audits found */
  since: z.nullable(z.string()),
  /** gone and never looked at, the newest 200 */
  unseen: z.array(z.string()),
  /** more ran than are read; these are the newest */
  cut: z.boolean(),
});
export type LaneExposure = z.infer<typeof LaneExposure>;

export const ExposureAnswer = z.object({ lanes: z.array(LaneExposure) });

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
