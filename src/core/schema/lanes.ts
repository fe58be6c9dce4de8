import * as z from 'zod/mini';
import { Limits } from '../lanes/policy.ts';
import { LaneReason, LaneVerdict } from '../lanes/verdict.ts';
import { AuditRates } from './autonomy.ts';
import { Pattern, Stage } from './workflow.ts';

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

const ends = { low: share, high: share };
const version = { model: z.string(), modelVersion: z.string(), promptVersion: z.string() };

/** What a confidence of one model version has been worth, and whether it says anything (STATISTICS §3). */
export const Calibration = z.object({
  modelVersion: z.string(),
  at: z.string(),
  /** false: no threshold inside the scores may be used, the lane is all or nothing */
  informative: z.boolean(),
  /** a sentence */
  why: z.string(),
  auroc: z.nullable(z.object({ value: share, ...ends })),
  /** isotonic, in ascending order: confidences from–to have been right so often, of n, Jeffreys 95 % */
  steps: z.array(z.object({ from: share, to: share, right: share, n: z.int(), ...ends })),
});
export type Calibration = z.infer<typeof Calibration>;

/** A verdict that opened or closed a lane, moved its threshold, or gave another reason. */
export const LaneChange = z.object({
  at: z.string(),
  ...version,
  tier: z.enum(['auto', 'constrained']),
  open: z.boolean(),
  threshold: z.nullable(share),
  bound: z.nullable(share),
  labels: z.int(),
  reason: LaneReason,
  why: z.string(),
});
export type LaneChange = z.infer<typeof LaneChange>;

/** `GET /v1/workflows/{id}/lanes`: a workflow's lanes as they are. */
export const LaneReport = z.object({
  at: z.string(),
  workflow: z.object({
    ...{ id: z.string(), name: z.string(), pattern: Pattern },
    state: z.enum(['running', 'paused']),
    stage: z.optional(Stage),
  }),
  /** what the policy in force asks for; null where it has no lanes */
  rules: z.nullable(
    z.object({
      lanes: z.array(
        z.object({
          tier: z.enum(['auto', 'constrained']),
          ...{ alpha: share, delta: share, firstLabels: z.int(), chooseAt: z.int() },
          limits: z.optional(Limits),
        }),
      ),
      audit: AuditRates,
      secondLooks: share,
      exceptions: z.int(),
    }),
  ),
  /** of the last 30 days; null where nothing was proposed */
  share: z.nullable(HumanShare),
  /** newest versions first; of each, how many have run in it today */
  lanes: z.array(z.extend(LaneAnswer, { used: z.int() })),
  calibrations: z.array(Calibration),
  /** the newest 40, newest first */
  changes: z.array(LaneChange),
});
export type LaneReport = z.infer<typeof LaneReport>;
