import * as z from 'zod/mini';
import { EmailAddress } from './scalars.ts';

/*
 * What reviewers' devices know of a workflow. Apart from `workflow.ts`, so that the panel doesn't carry the
 * schemas of whole policies along.
 */

/** The five designs of a human in the loop (P1–P5). A workflow without one cannot run (P6). */
export const Pattern = z.enum([
  'pre-approval',
  'active-monitoring',
  'periodic-review',
  'exception-handling',
  'post-hoc-audit',
]);
export type Pattern = z.infer<typeof Pattern>;

export const Lane = z.enum(['auto', 'constrained', 'human']);
export type Lane = z.infer<typeof Lane>;

export const RiskTier = z.enum(['low', 'medium', 'high']);
export type RiskTier = z.infer<typeof RiskTier>;

/** Who signs off prices, and how far a discount may go (P8). */
export const Pricing = z.strictObject({
  /** only these may approve a price; any one of them is enough */
  finance: z.array(EmailAddress).check(z.minLength(1), z.maxLength(20)),
  /** percent; above it a discount is flagged, and no edit may raise one above it */
  maxDiscount: z.optional(z.number().check(z.gte(0), z.lte(100))),
});
export type Pricing = z.infer<typeof Pricing>;

/**
 * What keeps people reading (U5); {@link DEFAULT_FATIGUE} for what is left out. Where work of several
 * workflows is reviewed together, each item follows its own.
 */
export const Fatigue = z.strictObject({
  /** minutes at it after which a pause is offered, with the reason */
  sessionMinutes: z.optional(z.int().check(z.gte(10), z.lte(240))),
  /** clones that one press decides at the most; the gate refuses those beyond */
  batchSize: z.optional(z.int().check(z.gte(1), z.lte(200))),
  /** share of high-risk items, 0 to 1, decided before confidence, flags and reasoning are shown */
  blindShare: z.optional(z.number().check(z.gte(0), z.lte(1))),
  /** approvals that nobody read are recalled by rule while they have not left; else by a manager only */
  recallUnread: z.optional(z.boolean()),
});
export type Fatigue = z.infer<typeof Fatigue>;

/** Of the policy, what the panel needs. */
export const PolicyShown = z.object({
  version: z.int().check(z.gte(1)),
  /** seconds in which a decision can be undone before it leaves the browser */
  undoSeconds: z.int().check(z.gte(0), z.lte(120)),
  /** for a compose whose id is not known in time (DELIVERY §4) */
  unknownCompose: z.enum(['let-through', 'hold']),
  /** whoever may decide a price may approve it if left out */
  pricing: z.optional(Pricing),
  /** {@link DEFAULT_FATIGUE} if left out */
  fatigue: z.optional(Fatigue),
});

/** Who answers for a tier, and who stands in, by address. */
export const Answering = z.object({
  tier: RiskTier,
  approver: z.string(),
  standIn: z.optional(z.string()),
  exclusive: z.boolean(),
});

/**
 * How far a workflow has come (P9). `observer`: it only proposes, and a person decides each. `planner`: what
 * no buyer sees may run, all else is evidence for its lanes. `adopter`: its lanes open by their bounds.
 */
export const Stage = z.enum(['observer', 'planner', 'adopter']);
export type Stage = z.infer<typeof Stage>;
