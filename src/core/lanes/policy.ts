import * as z from 'zod/mini';
import { Grid } from './evidence.ts';

const rate = z.number().check(z.gt(0), z.lt(1));

/** What the medium tier adds to its own α: it executes, but inside these. */
export const Limits = z.strictObject({
  dailyCap: z.int().check(z.gte(1)),
  /** local hours of the recipient, from (held) to (not held) */
  window: z.optional(
    z.strictObject({
      from: z.int().check(z.gte(0), z.lte(23)),
      to: z.int().check(z.gte(1), z.lte(24)),
    }),
  ),
  /** named segments; left out, all */
  segments: z.optional(z.array(z.string().check(z.minLength(1), z.maxLength(120)))),
});
export type Limits = z.infer<typeof Limits>;

/** What the bound rests on: fixed before the first label is read. */
const RULE = {
  /** the share of defects among what runs that may not be exceeded */
  alpha: rate,
  /** the probability with which it may be, per version and restart */
  delta: rate,
  grid: Grid,
  /** labels that the first tested threshold has at least: n₀ ≥ ln(1/δ)/α */
  firstLabels: z.int().check(z.gte(1)),
  /** labels of all confidences at which the first tested threshold is chosen, once */
  chooseAt: z.int().check(z.gte(1)),
};
export const RiskRule = z.strictObject(RULE);
export type RiskRule = z.infer<typeof RiskRule>;

export const ruleOf = ({ alpha, delta, grid, firstLabels, chooseAt }: RiskRule): RiskRule => ({
  ...{ alpha, delta, grid: [...grid], firstLabels, chooseAt },
});

export const sameRule = (a: RiskRule, b: RiskRule): boolean =>
  JSON.stringify(ruleOf(a)) === JSON.stringify(ruleOf(b));

/** How one tier's threshold is found. */
export const RiskPolicy = z
  .strictObject({
    tier: z.enum(['auto', 'constrained']),
    ...RULE,
    /** a lane on noticed defects only may open; otherwise sensitivity has to be measured first */
    noticedOnly: z.boolean(),
    limits: z.optional(Limits),
  })
  .check(
    z.refine(
      ({ firstLabels, alpha, delta }) => firstLabels >= Math.log(1 / delta) / alpha,
      'firstLabels is at least ln(1/delta)/alpha: with fewer no bound could hold even without a defect',
    ),
    z.refine(
      ({ firstLabels, chooseAt }) => chooseAt >= firstLabels,
      'chooseAt is at least firstLabels',
    ),
    z.refine(
      ({ tier, limits }) => tier === 'auto' || limits !== undefined,
      'the constrained tier has limits of its own',
    ),
  );
export type RiskPolicy = z.infer<typeof RiskPolicy>;
