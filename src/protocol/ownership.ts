import * as z from 'zod/mini';
import { Claim, Flag } from '../core/schema/claim.ts';
import { Content } from '../core/schema/content.ts';
import { ReasonCode } from '../core/schema/decision.ts';
import { EmailAddress, line, Timestamp, text } from '../core/schema/scalars.ts';
import { RiskTier } from '../core/schema/workflow.ts';

/** `POST /v1/away`: oneself, or by a manager anybody; `until: null` is "back again". */
export const AwayRequest = z.strictObject({
  until: z.union([Timestamp, z.null()]),
  email: z.optional(EmailAddress),
});
export const AwayAnswer = z.object({ email: z.string(), until: z.union([Timestamp, z.null()]) });

/** What someone is qualified for, until when, and by what. */
export const Qualification = z.object({
  workflowId: z.string(),
  tier: RiskTier,
  since: Timestamp,
  until: Timestamp,
  basis: z.union([
    z.object({ by: z.literal('calibration'), version: z.int(), right: z.int(), n: z.int() }),
    z.object({ by: z.literal('catch-rate'), caught: z.int(), planted: z.int() }),
  ]),
});
export type Qualification = z.infer<typeof Qualification>;
export const QualificationsAnswer = z.object({ qualifications: z.array(Qualification) });

/** The answer a calibration item has. With a `reason`, a rejection has to give that one. */
const Answer = {
  action: z.enum(['approve', 'reject']),
  reason: z.optional(ReasonCode),
};

/** What a reviewer is shown of an item: like a proposal, never in any queue. */
const Shown = {
  id: line(80),
  content: Content,
  claims: z.array(Claim).check(z.maxLength(60)),
  flags: z.array(Flag).check(z.maxLength(60)),
  note: z.optional(text(1000)),
};

export const CalibrationItem = z.strictObject({ ...Shown, answer: z.strictObject(Answer) });
export type CalibrationItem = z.infer<typeof CalibrationItem>;

/** `PUT /v1/workflows/{id}/calibration`: a new version of the set for one tier. */
export const CalibrationSet = z.strictObject({
  tier: RiskTier,
  items: z.array(CalibrationItem).check(z.minLength(5), z.maxLength(200)),
});
export const CalibrationPut = z.object({
  tier: RiskTier,
  version: z.int(),
  items: z.int(),
  /** right answers that pass, by the workflow's rule */
  needed: z.int(),
});

export const CalibrationQuery = z.object({ tier: RiskTier });

/** `GET …/calibration/next`: the next item, in an order of this reviewer's own; null when all are answered. */
export const CalibrationTask = z.object({
  tier: RiskTier,
  version: z.int(),
  answered: z.int(),
  of: z.int(),
  item: z.union([z.null(), z.object(Shown)]),
});
export type CalibrationTask = z.infer<typeof CalibrationTask>;

export const CalibrationAnswer = z.strictObject({ itemId: line(80), ...Answer });
export type CalibrationAnswer = z.infer<typeof CalibrationAnswer>;

export const CalibrationAnswers = z.strictObject({
  tier: RiskTier,
  version: z.int().check(z.gte(1)),
  answers: z.array(CalibrationAnswer).check(z.minLength(1), z.maxLength(200)),
});

/** Which answers were right is not told: the set is taken again by others, and by this one. */
export const CalibrationProgress = z.object({
  answered: z.int(),
  of: z.int(),
  result: z.optional(
    z.object({
      right: z.int(),
      n: z.int(),
      passed: z.boolean(),
      qualifiedUntil: z.optional(Timestamp),
      /** when the set may be taken again */
      againAt: z.optional(Timestamp),
    }),
  ),
});
export type CalibrationProgress = z.infer<typeof CalibrationProgress>;
