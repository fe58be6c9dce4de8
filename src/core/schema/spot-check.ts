import * as z from 'zod/mini';
import { Timestamp, Uuid } from './scalars.ts';
import { Lane, RiskTier } from './shown.ts';

const count = z.int();
const rate = z.number();

/** How it compares with the first word: what went out was let out, so every defect is a difference. */
const Agreed = z.object({ looked: count, agreed: count });

/** A fair sample of what went out, looked at blind by who drew it: what it was drawn from, and what it says. */
export const SpotCheck = z.object({
  id: Uuid,
  at: Timestamp,
  by: z.string(),
  /** drawn by the caller, who alone may decide it */
  mine: z.boolean(),
  from: Timestamp,
  to: Timestamp,
  workflowId: z.optional(z.string()),
  n: count,
  drawn: count,
  byRisk: z.boolean(),
  /** what it was drawn from */
  population: count,
  /** left out of that: approved by whoever draws, and what has no text any more */
  leftOut: z.object({ own: count, erased: count }),
  /** still to be looked at; and what can't be, since its text was erased or its time was over */
  open: count,
  lost: count,
  found: z.object({
    n: count,
    defects: count,
    /** of those looked at; null before the first */
    share: z.nullable(rate),
    /** over all that went out, weighted by how likely each was drawn; null before the first */
    rate: z.nullable(rate),
    /** what this person would find in all is at most that, wrong once in 20 (betting, without replacement) */
    upper: rate,
  }),
  agreement: z.object({ people: Agreed, unattended: Agreed }),
});
export type SpotCheck = z.infer<typeof SpotCheck>;

export const SpotCheckStratum = z.object({
  workflowId: z.string(),
  lane: Lane,
  tier: RiskTier,
  items: count,
  weight: rate,
  looked: count,
  defects: count,
});
export type SpotCheckStratum = z.infer<typeof SpotCheckStratum>;

export const SpotCheckItem = z.object({
  /** the id that it has in the feed */
  lookId: Uuid,
  /** in the order of drawing, from 1 */
  place: count,
  /** of being among what was drawn; about so, by risk */
  inclusion: rate,
  state: z.enum(['open', 'decided', 'void']),
  /** once it is decided: what was found, and what came first */
  decided: z.optional(
    z.object({
      at: Timestamp,
      action: z.string(),
      reason: z.optional(z.string()),
      defect: z.boolean(),
      proposalId: Uuid,
      workflowId: z.string(),
      /** of a mail its subject; null where that was erased */
      title: z.nullable(z.string()),
      lane: Lane,
      tier: RiskTier,
      sentAt: Timestamp,
      confidence: rate,
      flags: count,
      /** who let it out, and how; absent where it ran without a person */
      first: z.optional(z.object({ by: z.string(), action: z.string() })),
    }),
  ),
});
export type SpotCheckItem = z.infer<typeof SpotCheckItem>;

export const SpotCheckDetail = z.object({
  ...SpotCheck.shape,
  /** with it and the strata an auditor draws the same again: 32 bytes, hex */
  seed: z.string(),
  strata: z.array(SpotCheckStratum),
  items: z.array(SpotCheckItem),
});
export type SpotCheckDetail = z.infer<typeof SpotCheckDetail>;

/** Something that left, as lists show it. */
export const Sent = z.object({
  proposalId: Uuid,
  workflowId: z.string(),
  kind: z.string(),
  /** of a mail its subject; null where there is none or it was erased */
  title: z.nullable(z.string()),
  sentAt: Timestamp,
  /** ran without a person */
  unattended: z.boolean(),
  /** somebody said that it was wrong */
  reported: z.boolean(),
});
export type Sent = z.infer<typeof Sent>;
