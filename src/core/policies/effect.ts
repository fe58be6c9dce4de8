import * as z from 'zod/mini';
import { LaneAnswer } from '../schema/lanes.ts';

const share = z.number();

export const DefectBound = z.object({
  /** with probability `level` the rate of defects among what runs without a person is at most this */
  upper: share,
  level: share,
  labels: z.int(),
  found: z.int(),
  /** at most so many in the next month */
  nextMost: z.nullable(z.int()),
  method: z.enum(['clopper-pearson', 'betting', 'lanes']),
  /** reviewers' sensitivity was never measured: only *noticed* defects are bounded */
  noticedOnly: z.boolean(),
});

export const PolicyFigures = z.object({
  proposals: z.int(),
  toPeople: z.int(),
  withoutPerson: z.int(),
  /** of kinds that the workflow would not take */
  refused: z.int(),
  causes: z.array(z.object({ code: z.string(), count: z.int() })),
  /** of so many in the next month, between so many go to people, if it is like these days */
  next: z.object({ of: z.int(), low: z.int(), high: z.int() }),
  defects: z.nullable(DefectBound),
  /** would run without a person and was not looked at: the bound is not about them */
  unlooked: z.int(),
  /** known as defective, and would have run without a person */
  slipped: z.int(),
});
export type PolicyFigures = z.infer<typeof PolicyFigures>;

export const PolicySimulation = z.object({
  /** compared with this version */
  version: z.int(),
  days: z.number(),
  /** there were more: these are the newest */
  capped: z.boolean(),
  /** where they went when they came */
  was: z.object({ proposals: z.int(), toPeople: z.int() }),
  current: PolicyFigures,
  draft: PolicyFigures,
  /** once its lanes have earned what this evidence would let them */
  earned: z.nullable(PolicyFigures),
  lanes: z.array(
    z.extend(
      z.pick(LaneAnswer, {
        ...{ model: true, modelVersion: true, promptVersion: true },
        ...{ tier: true, open: true, threshold: true },
      }),
      { why: z.string() },
    ),
  ),
  /** what these figures leave out, each a sentence */
  missing: z.array(z.string()),
});
export type PolicySimulation = z.infer<typeof PolicySimulation>;
