import * as z from 'zod/mini';
import { Kind } from '../core/schema/kind.ts';
import { Slug } from '../core/schema/scalars.ts';

/** `GET /v1/accuracy`. */
export const AccuracyQuery = z.object({
  workflowId: z.optional(Slug),
  /** weeks looked back, this one with them; 12 if left out */
  weeks: z.optional(z.coerce.number().check(z.int(), z.gte(1), z.lte(52))),
});
export type AccuracyQuery = z.infer<typeof AccuracyQuery>;

const Estimate = {
  /** right as they came: approved, or edited for taste alone; 0 to 1 */
  rate: z.number(),
  low: z.number(),
  high: z.number(),
};

const Measured = {
  workflowId: z.string(),
  model: z.string(),
  modelVersion: z.string(),
  kind: Kind,
  proposals: z.int(),
  /**
   * over all of them, audits standing for what they were drawn from; the 95 % interval allows for those of
   * one account or template going together; null before the first look
   */
  all: z.nullable(z.object({ ...Estimate, looked: z.int(), effective: z.number() })),
  /** of those that people decided; falls as lanes open, since the hard ones reach people */
  people: z.nullable(z.object({ ...Estimate, decided: z.int(), right: z.int() })),
  audited: z.int(),
  /** are with people, or drawn for an audit, and nobody has looked yet */
  waiting: z.int(),
  /** ran without a person where no audit could draw them */
  uncovered: z.int(),
};

export const AccuracyAnswer = z.object({
  /** the Monday, in UTC, on which the oldest week begins */
  since: z.string(),
  /** by week × workflow × model version × kind, oldest first */
  weeks: z.array(z.object({ week: z.string(), ...Measured })),
  /** the same over all these weeks */
  overall: z.array(z.object(Measured)),
  /** workflows with more proposals than are read; theirs are the newest */
  cut: z.array(z.string()),
});
export type AccuracyAnswer = z.infer<typeof AccuracyAnswer>;
