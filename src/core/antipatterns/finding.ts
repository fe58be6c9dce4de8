import * as z from 'zod/mini';

/** The five ways in which oversight goes hollow (PRODUCT, A1 to A5). */
export const AntiPattern = z.enum(['A1', 'A2', 'A3', 'A4', 'A5']);
export type AntiPattern = z.infer<typeof AntiPattern>;

/** One number that the finding rests on, with its interval and what it was counted from. */
export const Figure = z.object({
  label: z.string(),
  value: z.number(),
  /** 95 % limits; null where that side can't be bounded, both null where it was counted in full */
  low: z.nullable(z.number()),
  high: z.nullable(z.number()),
  n: z.int(),
  /** `share` from 0 to 1; `hours`; `items` sent or decided; `per-hour`; `auroc` from 0 to 1 */
  unit: z.enum(['share', 'hours', 'items', 'per-hour', 'auroc']),
  /** where the line is that it is on the wrong side of */
  line: z.optional(z.number()),
});
export type Figure = z.infer<typeof Figure>;

export const FixKind = z.enum([
  'smaller-batches',
  'recall-unread',
  'tune-warning',
  'person-first',
  'force-audits',
  'close-lanes',
  'one-approver',
  'drop-parallel',
]);
export type FixKind = z.infer<typeof FixKind>;

/** What one click does: a new version of a policy, or an existing lever. */
export const Fix = z.object({
  /** stable within its finding */
  id: z.string(),
  kind: FixKind,
  label: z.string(),
  workflowId: z.string(),
  /** version of the policy that it was made for; absent where it is a lever */
  basedOn: z.optional(z.int()),
  /** what changes, for people */
  changes: z.array(z.object({ what: z.string(), from: z.string(), to: z.string() })),
  /** whom it is about: whose approvals come back, who answers alone */
  person: z.optional(z.string()),
  /** of `recall-unread`: approvals from then on, RFC 3339 */
  since: z.optional(z.string()),
  /** of `tune-warning`: the signal whose warning line moves */
  signal: z.optional(z.string()),
  /** of `tune-warning`: where it moves to, if the closed warnings speak for a line */
  line: z.optional(z.number()),
});
export type Fix = z.infer<typeof Fix>;

/** An anti-pattern that the data surely shows. */
export const Finding = z.object({
  /** what makes two of them the same, as long as nobody has done something about it */
  key: z.string(),
  pattern: AntiPattern,
  workflowId: z.optional(z.string()),
  /** address of the reviewer whom it is about */
  person: z.optional(z.string()),
  /** what is the case, without naming anybody */
  sentence: z.string(),
  figures: z.array(Figure),
  cost: z.object({
    /** of people's time; null where nobody measured it */
    hours: z.nullable(z.number()),
    items: z.int(),
    sentence: z.string(),
  }),
  /** what a person can do about it; one click each */
  fixes: z.array(Fix),
});
export type Finding = z.infer<typeof Finding>;

/** The probability with which a detector may be wrong, over all its looks at one stretch of data. */
export const DELTA = 0.05;
