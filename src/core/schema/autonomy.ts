import * as z from 'zod/mini';
import { RiskPolicy } from '../lanes/policy.ts';
import { Severity } from './claim.ts';
import { line, Slug, text } from './scalars.ts';
import { Territories } from './territory.ts';

/** The sentence a reviewer reads when the rule fires, instead of the rule's own. */
const sentence = { message: z.optional(text(300)) };

/**
 * What goes to a person although its lane is open (G5), as data. Each rule has a sentence of its own, and
 * says what it looks at: nothing of it can be talked away by a confidence.
 */
export const ExceptionRule = z.discriminatedUnion('rule', [
  /** a flag of this code, or of codes that begin with it and a dot, whatever its severity */
  z.strictObject({
    rule: z.literal('flag'),
    code: z.string().check(z.regex(/^[a-z][a-z0-9.-]{0,60}$/)),
    ...sentence,
  }),
  /** one of our own checks failed, or a rule flagged it, at this severity or above */
  z.strictObject({ rule: z.literal('failed-check'), from: Severity, ...sentence }),
  /** mail to, or a record of, one of these: domains or names of accounts */
  z.strictObject({
    rule: z.literal('named-accounts'),
    names: z.array(line(200)).check(z.minLength(1), z.maxLength(500)),
    ...sentence,
  }),
  /** the record has another owner than who would be seen to act */
  z.strictObject({ rule: z.literal('owner-conflict'), ...sentence }),
  /** the buyer is in somebody else's territory, or may be and nobody said */
  z.strictObject({ rule: z.literal('territory'), territories: Territories, ...sentence }),
  /** somebody who was never written to, or of whom nobody said how often */
  z.strictObject({ rule: z.literal('first-touch'), ...sentence }),
  /** an amount of money, a percentage off, a word for price */
  z.strictObject({ rule: z.literal('price'), ...sentence }),
  /**
   * far from what this workflow usually proposes, in robust deviations from the median; `largest` is the
   * largest number in it, compared by its logarithm: 1,000,000 where thousands are usual
   */
  z.strictObject({
    rule: z.literal('unusual'),
    of: z.enum(['words', 'recipients', 'changes', 'links', 'numbers', 'largest']),
    deviations: z.number().check(z.gte(3), z.lte(100)),
    ...sentence,
  }),
]);
export type ExceptionRule = z.infer<typeof ExceptionRule>;

const share = z.number().check(z.gte(0), z.lte(1));
/** above 0: what is never looked at can't be bounded */
const rate = z.number().check(z.gte(0.001), z.lte(1));

/** Audit rates by stratum: confidence band × whether the template is new. Bands fall, the last begins at 0. */
export const AuditRates = z.array(z.strictObject({ from: share, known: rate, novel: rate })).check(
  z.minLength(1),
  z.maxLength(20),
  z.refine(
    (bands) =>
      bands.at(-1)?.from === 0 &&
      bands.every(({ from }, i) => i === 0 || from < (bands[i - 1]?.from ?? 0)),
    'bands fall strictly and end with from: 0',
  ),
);
export type AuditRates = z.infer<typeof AuditRates>;

/** Known-bad items that are planted among the real ones (STATISTICS §4). */
export const CanaryPlan = z.strictObject({
  /** share of the proposals in a burst that a planted item stands in for */
  rate: z.number().check(z.gt(0), z.lte(0.5)),
  /** share of hours that are a burst; in the others nothing is planted */
  bursts: z.number().check(z.gt(0), z.lte(1)),
  /** at most so many a day in the workflow */
  mostADay: z.int().check(z.gte(1), z.lte(200)),
});
export type CanaryPlan = z.infer<typeof CanaryPlan>;

function isZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone }).format(0) !== '';
  } catch {
    return false;
  }
}

/**
 * How a workflow earns the right to run without a person, and how it is watched. Without it, whatever a
 * buyer sees goes to a person, always (P10).
 */
export const Autonomy = z.strictObject({
  lanes: z.array(RiskPolicy).check(
    z.minLength(1),
    z.maxLength(2),
    z.refine(
      (lanes) => new Set(lanes.map(({ tier }) => tier)).size === lanes.length,
      'one lane a tier',
    ),
  ),
  audit: AuditRates,
  /** a template is new until this many of its proposals have run */
  novelUnder: z.int().check(z.gte(0), z.lte(10_000)),
  /** share of human-lane decisions that a second person looks at blind */
  secondLooks: z.number().check(z.gte(0), z.lte(0.5)),
  /** days until what nobody has looked at counts as a defect: otherwise the good news would come first */
  overdueDays: z.int().check(z.gte(1), z.lte(60)),
  /** audits between two false closings, on average, when defects come at the line */
  runLength: z.int().check(z.gte(1000), z.lte(1e9)),
  exceptions: z.array(ExceptionRule).check(z.maxLength(50)),
  canaries: z.optional(CanaryPlan),
  /** IANA zone of `window` in a lane's limits; UTC if left out */
  timeZone: z.optional(line(60).check(z.refine(isZone, 'not a time zone'))),
  /** templates by segment, for `segments` in a lane's limits; a template is its own segment otherwise */
  segments: z.optional(z.record(Slug, z.array(Slug).check(z.maxLength(200)))),
});
export type Autonomy = z.infer<typeof Autonomy>;

/** The rate at which what runs without a person is looked at afterwards. */
export function auditRate(rates: AuditRates, confidence: number, novel: boolean): number {
  const band = rates.find(({ from }) => confidence >= from) ?? rates.at(-1);
  if (band === undefined) return 1;
  return novel ? band.novel : band.known;
}
