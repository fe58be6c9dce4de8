import * as z from 'zod/mini';
import { INPUT_NAMES, type InputName, Measured } from './inputs.ts';

/*
 * Apart from `measured.ts`, so that pages and worker, which only read the answer, don't carry the statistics along.
 */

export const MeasuredInputs = z.object(
  Object.fromEntries(INPUT_NAMES.map((name) => [name, z.optional(Measured)])) as {
    [name in InputName]: z.ZodMiniOptional<typeof Measured>;
  },
);

/** What the page is told about a workflow's way: where it stands, what its next step needs, what is known. */
export const PolicyFacts = z.object({
  stage: z.enum(['observer', 'planner', 'adopter']),
  steps: z.array(
    z.object({
      to: z.enum(['observer', 'planner', 'adopter']),
      earned: z.boolean(),
      why: z.string(),
    }),
  ),
  /** a lane of it has a bound that holds */
  earned: z.boolean(),
  measured: MeasuredInputs,
});
export type PolicyFacts = z.infer<typeof PolicyFacts>;
