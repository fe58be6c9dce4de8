import * as z from 'zod/mini';
import { BrakeLine } from '../brakes/line.ts';
import { Autonomy } from './autonomy.ts';
import { Kind } from './kind.ts';
import { EmailAddress, line, MAIL_ADDRESS, Slug, text, WebUrl } from './scalars.ts';
import { Fatigue, Pattern, PolicyShown, Pricing, RiskTier, Stage } from './shown.ts';

export { Fatigue, Lane, Pattern, Pricing, RiskTier, Stage } from './shown.ts';

/** A list of people is how a chain is written at first, so the type error already says why not. */
const OnePerson = z
  .string('one address: one accountable person a tier, never a list or a chain')
  .check(z.maxLength(254), z.regex(MAIL_ADDRESS));

/**
 * Who answers for a tier (G9): one person, someone who stands in, and the hours after which work that
 * nobody decided goes to them. Addresses are reviewers'; upper and lower case are the same.
 */
export const TierOwner = z.strictObject({
  approver: OnePerson,
  standIn: z.optional(OnePerson),
  /** hours without a decision until the stand-in gets it */
  escalateAfterHours: z.optional(z.number().check(z.gt(0), z.lte(720))),
  /** only the approver (or who stands in) may decide; otherwise they answer for what others may */
  exclusive: z.optional(z.boolean()),
  /** people who would sign one after the other: known here only to be refused with the reason */
  signOff: z.optional(z.array(EmailAddress).check(z.maxLength(20))),
});
export type TierOwner = z.infer<typeof TierOwner>;

export const Ownership = z.strictObject({
  low: z.optional(TierOwner),
  medium: z.optional(TierOwner),
  high: z.optional(TierOwner),
});
export type Ownership = z.infer<typeof Ownership>;

/** When a calibration set, or a measured catch rate, makes or keeps someone qualified. */
export const QualificationRule = z.strictObject({
  /** share right, 0 to 1, that has to be reached */
  line: z.number().check(z.gt(0), z.lt(1)),
  /** compared with it: the share itself, or the lower end of its 95 % Wilson interval */
  measure: z.enum(['share', 'wilson']),
  /** fewer answers (or planted items) than this say nothing */
  minItems: z.int().check(z.gte(5), z.lte(200)),
  validDays: z.int().check(z.gte(1), z.lte(730)),
  /** hours after a calibration that was not passed until the next may begin */
  retakeHours: z.int().check(z.gte(0), z.lte(720)),
});
export type QualificationRule = z.infer<typeof QualificationRule>;

export const DEFAULT_QUALIFICATION: QualificationRule = {
  line: 0.7,
  measure: 'wilson',
  minItems: 10,
  validDays: 90,
  retakeHours: 24,
};

/** Several people side by side, each on their own: only where the law asks for it (G9). */
export const ParallelReview = z.strictObject({
  /** distinct reviewers who approve the same content before it is cleared */
  count: z.int().check(z.gte(2), z.lte(5)),
  /** the rule that requires it, for people to check: "MiFID II art. 16(3), four eyes" */
  legalReason: text(1000),
});
export type ParallelReview = z.infer<typeof ParallelReview>;

/** What may not be decided in a channel beside the review pages. */
export const ChannelRule = z.strictObject({
  notKinds: z.optional(z.array(Kind).check(z.maxLength(10))),
  notTiers: z.optional(z.array(RiskTier).check(z.maxLength(3))),
});
export type ChannelRule = z.infer<typeof ChannelRule>;
/** How what is new starts (G8): in small windows of sends, each while its watcher is there. */
export const Ramp = z.strictObject({
  /** who has to confirm, every 30 minutes, to be watching */
  watcher: EmailAddress,
  /** sends a window, one window after the other; after the last it is new no more */
  windows: z.array(z.int().check(z.gte(1), z.lte(100_000))).check(z.minLength(1), z.maxLength(20)),
  /** minutes after a full window until its bounces and complaints are looked at, before the next opens */
  settleMinutes: z.int().check(z.gte(1), z.lte(10_080)),
});
export type Ramp = z.infer<typeof Ramp>;

/** Where alerts of a workflow go besides its owner's screen and mailbox. */
export const Paging = z.strictObject({
  /** gets `alert.raised` and `alert.escalated`, signed by Standard Webhooks */
  webhookUrl: z.optional(WebUrl),
  /** who is paged when the owner doesn't look in time; every manager if left out */
  escalateTo: z.optional(EmailAddress),
  /** minutes until then */
  dueMinutes: z.optional(z.int().check(z.gte(1), z.lte(10_080))),
});
export type Paging = z.infer<typeof Paging>;

/** The first routing policy: a document, versioned with its workflow. */
export const Policy = z.strictObject({
  version: PolicyShown.shape.version,
  /** goes up on measured performance only; as far as its lanes have earned if left out */
  stage: z.optional(Stage),
  /** at or above it, a proposal whose kind no buyer sees may run without a person */
  confidenceLine: z.number().check(z.gte(0), z.lte(1)),
  /** kinds that need a person whatever the confidence; pricing is always among them */
  alwaysPerson: z.array(Kind),
  /** seconds in which a decision can be undone before it leaves the browser */
  undoSeconds: PolicyShown.shape.undoSeconds,
  /** seconds that a clearance stays valid */
  clearanceSeconds: z.int().check(z.gte(60), z.lte(604_800)),
  /** hours until a proposal is due for review */
  dueHours: z.number().check(z.gt(0), z.lte(720)),
  /** hours that an escalation waits for an answer until it comes back; `dueHours` if left out */
  escalationHours: z.optional(z.number().check(z.gt(0), z.lte(720))),
  /** evidence older than this many days is stale */
  evidenceMaxAgeDays: z.int().check(z.gte(1), z.lte(3650)),
  /** outgoing mail must carry an opt-out line */
  requireOptOut: z.boolean(),
  /** own company names, which a mail may always name */
  ownCompanies: z.array(line(200)).check(z.maxLength(50)),
  /** for a compose whose id is not known in time (DELIVERY §4) */
  unknownCompose: PolicyShown.shape.unknownCompose,
  /** who answers for each tier; a tier left out is anybody's who reviews the mailbox */
  ownership: z.optional(Ownership),
  /** tiers that only people qualified for them see and decide; none if left out */
  requireQualification: z.optional(z.array(RiskTier).check(z.maxLength(3))),
  /** {@link DEFAULT_QUALIFICATION} if left out */
  qualification: z.optional(QualificationRule),
  /** one reviewer decides if left out */
  parallelReview: z.optional(ParallelReview),
  /** whoever may decide a price may approve it if left out */
  pricing: z.optional(Pricing),
  /** `START_LINES` of core/brakes if left out */
  brakes: z.optional(z.array(BrakeLine).check(z.minLength(1), z.maxLength(30))),
  /** nothing that is new starts slowly if left out */
  ramp: z.optional(Ramp),
  paging: z.optional(Paging),
  /** {@link DEFAULT_FATIGUE} if left out */
  fatigue: z.optional(Fatigue),
  /** each reviewer's own catch rate is worked out, for their own page; only their team's if left out */
  catchRateEach: z.optional(z.boolean()),
  /** how it earns running without a person; a person decides whatever a buyer sees if left out */
  autonomy: z.optional(Autonomy),
  /** templates that nothing is taken from any more */
  retiredTemplates: z.optional(z.array(Slug).check(z.maxLength(1000))),
  /** a line that each outgoing mail carries, part of what is reviewed: that a machine had a hand in it (C3) */
  disclosure: z.optional(line(500)),
  /** whatever a channel takes may be decided there if left out; prices never in Slack */
  channels: z.optional(
    z.strictObject({ slack: z.optional(ChannelRule), sheet: z.optional(ChannelRule) }),
  ),
});
export type Policy = z.infer<typeof Policy>;

export const DEFAULT_POLICY: Policy = {
  version: 1,
  confidenceLine: 0.9,
  alwaysPerson: ['price.quote'],
  undoSeconds: 10,
  clearanceSeconds: 86_400,
  dueHours: 8,
  evidenceMaxAgeDays: 90,
  requireOptOut: false,
  ownCompanies: [],
  unknownCompose: 'let-through',
};

/** What an administrator says when creating a workflow. */
export const WorkflowInput = z.strictObject({
  id: Slug,
  name: line(200),
  pattern: Pattern,
  owner: EmailAddress,
  kinds: z.array(Kind).check(z.minLength(1)),
  policy: Policy,
  /** where the signed-webhook executor delivers what is cleared and is not mail */
  executorUrl: z.optional(WebUrl),
});
export type WorkflowInput = z.infer<typeof WorkflowInput>;

export const Workflow = z.object({
  ...WorkflowInput.shape,
  state: z.enum(['running', 'paused']),
  pauseReason: z.optional(text(500)),
});
export type Workflow = z.infer<typeof Workflow>;
