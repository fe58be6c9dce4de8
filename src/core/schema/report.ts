import * as z from 'zod/mini';
import { Kind } from './kind.ts';
import { line, Sha256Hex, Timestamp, text, Uuid } from './scalars.ts';
import { Answering, Pattern, RiskTier } from './shown.ts';

/** What a workspace says of itself in its reports; an admin writes it. */
export const Disclosures = z.strictObject({
  /** whom to ask, as they want to be reached */
  contact: z.optional(line(300)),
  dataCategories: z
    .array(z.strictObject({ name: line(200), purpose: text(500), source: z.optional(line(200)) }))
    .check(z.maxLength(50)),
  subProcessors: z
    .array(z.strictObject({ name: line(200), purpose: text(500), place: line(200) }))
    .check(z.maxLength(100)),
});
export type Disclosures = z.infer<typeof Disclosures>;
export const NO_DISCLOSURES: Disclosures = { dataCategories: [], subProcessors: [] };

/** A share with what it rests on and a 95 % interval; `share` is null where nothing was counted. */
export const Estimate = z.object({
  hits: z.int(),
  n: z.int(),
  share: z.nullable(z.number()),
  low: z.number(),
  high: z.number(),
});
export type Estimate = z.infer<typeof Estimate>;

/** A quantile in seconds; an end is null where so few values can't bound that side. */
const Seconds = z.object({
  estimate: z.number(),
  low: z.nullable(z.number()),
  high: z.nullable(z.number()),
});

export const ReportWorkflow = z.object({
  id: z.string(),
  name: z.string(),
  pattern: Pattern,
  state: z.enum(['running', 'paused']),
  owner: z.string(),
  kinds: z.array(Kind),
  policyVersion: z.int(),
  /** who answers for a tier, and who stands in */
  tiers: z.array(Answering),
  qualifiedFor: z.array(RiskTier),
  /** several people side by side, and the rule that asks for it */
  parallel: z.nullable(z.object({ count: z.int(), legalReason: z.string() })),
  /** appended to outgoing mail, before it is reviewed */
  disclosure: z.nullable(z.string()),
  /** who decided in it, in this period */
  reviewers: z.array(z.object({ name: z.string(), role: z.string(), decisions: z.int() })),
  proposals: z.int(),
  /** proposals that a person decides, or looks at afterwards (M10): Wilson */
  toPeople: Estimate,
  decisions: z.object({
    approve: z.int(),
    approve_edited: z.int(),
    reject: z.int(),
    escalate: z.int(),
  }),
  /** of decisions whose reading was measured (M4): Wilson */
  deliberate: Estimate,
  /** of what people decided: rejected, or changed (M5, the human lane's own rate); clustered by domain and template */
  override: Estimate,
  /** over all that was settled, seen or not, weighted by inclusion */
  defects: Estimate,
  /** of audits of what ran without a person: decided ones, weighted by inclusion */
  audits: Estimate,
  auditsOpen: z.int(),
  /** planted defects that reviewers caught: Clopper–Pearson; those that our own checks flag apart */
  caught: z.object({ unflagged: Estimate, flagged: Estimate }),
  /** from a proposal's arrival to its decision; null without one */
  timeToReview: z.nullable(z.object({ n: z.int(), median: Seconds, ninetieth: Seconds })),
  /** as they stand when the report is made */
  lanes: z.array(
    z.object({
      model: z.string(),
      modelVersion: z.string(),
      tier: z.enum(['auto', 'constrained']),
      open: z.boolean(),
      bound: z.nullable(z.number()),
      alpha: z.nullable(z.number()),
      delta: z.nullable(z.number()),
      labels: z.nullable(z.int()),
      noticedOnly: z.boolean(),
      why: z.nullable(z.string()),
    }),
  ),
  /** what is not known, in sentences */
  unknown: z.array(z.string()),
});
export type ReportWorkflow = z.infer<typeof ReportWorkflow>;

/** A signed head on its way: compact JWS, ES256. */
const Head = z
  .string()
  .check(z.maxLength(2000), z.regex(/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/));

const ChainRow = z.object({ seq: z.int(), hash: Sha256Hex });
/** What ties a report to the exported audit chain. */
export const ChainProof = z.object({
  /** the newest signed head when the report was made; null where nothing is signed yet */
  head: z.nullable(ChainRow),
  checkpoint: z.nullable(Head),
  /** rows of the period, up to that head */
  rows: z.int(),
  first: z.nullable(ChainRow),
  last: z.nullable(ChainRow),
  /** rows of the period by subject and what it became, `decision approve`: recounted from the export */
  counts: z.record(z.string(), z.int()),
});
export type ChainProof = z.infer<typeof ChainProof>;

export const Report = z.object({
  format: z.literal('countersign-report'),
  version: z.literal(1),
  issuer: z.string(),
  workspace: z.object({ id: Uuid, name: z.string() }),
  at: Timestamp,
  from: Timestamp,
  to: Timestamp,
  workflows: z.array(ReportWorkflow),
  /** days; null: kept until somebody erases */
  retention: z.object({ content: z.nullable(z.int()), signals: z.nullable(z.int()) }),
  erasures: z.object({ persons: z.int(), byAge: z.int() }),
  disclosures: Disclosures,
  /** what is not known of the whole workspace, in sentences */
  unknown: z.array(z.string()),
  chain: ChainProof,
});
export type Report = z.infer<typeof Report>;

/**
 * The report, and the gate's signature over its RFC 8785 form: a compact JWS without its payload
 * (RFC 7515, appendix F), ES256.
 */
export const SignedReport = z.object({
  report: Report,
  signature: z.string().check(z.maxLength(2000), z.regex(/^[A-Za-z0-9_-]+\.\.[A-Za-z0-9_-]+$/)),
});
export type SignedReport = z.infer<typeof SignedReport>;
