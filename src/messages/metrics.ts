import * as z from 'zod/mini';
import { MetricsAnswer, MetricsBy } from '../core/schema/metrics.ts';
import { Uuid } from '../core/schema/scalars.ts';

/** What a brake watches and how things stand: a rate with its interval beside the line. */
export const BrakeRow = z.object({
  id: z.string(),
  watches: z.enum(['workflow', 'template', 'model-version', 'domain']),
  name: z.string(),
  signal: z.string(),
  side: z.enum(['ceiling', 'floor']),
  line: z.number(),
  sends: z.int(),
  events: z.int(),
  low: z.number(),
  high: z.number(),
  /** how near it is to tripping, 0 to 1 */
  near: z.number(),
  tripped: z.boolean(),
  /** of how many recipients anybody tells us */
  coverage: z.optional(z.string()),
});
export type BrakeRow = z.output<typeof BrakeRow>;

/** What a brake has seen lately, one step after the other. */
export const BrakeEvidence = z.object({
  id: z.string(),
  line: z.number(),
  side: z.enum(['ceiling', 'floor']),
  /** of the last sends (or days): how many, with how many events, and the rate's interval after each */
  points: z.array(
    z.object({
      at: z.string(),
      sends: z.int(),
      events: z.int(),
      event: z.boolean(),
      low: z.number(),
      high: z.number(),
    }),
  ),
  /** what it can find out at an assumed rate; the clocks only where something was sent in the last week */
  reach: z.optional(
    z.object({
      rate: z.number(),
      perDay: z.number(),
      mean: z.number(),
      ninetieth: z.number(),
      exposed: z.number(),
      detectionDays: z.optional(z.number()),
      damageDays: z.optional(z.number()),
    }),
  ),
  /** the end of its log, newest first */
  log: z.array(z.object({ at: z.string(), said: z.string() })),
});
export type BrakeEvidence = z.output<typeof BrakeEvidence>;

/** Which figures: of so many weeks, told apart, of one workflow or all. */
const Question = z.object({
  space: z.optional(z.string()),
  weeks: z.int().check(z.gte(1), z.lte(104)),
  by: MetricsBy,
  workflowId: z.optional(z.string().check(z.maxLength(63))),
});

const Figures = z.object({ answer: MetricsAnswer, brakes: z.array(BrakeRow) });

/** From the dashboard to the worker. */
export const metricsToWorker = {
  /** The gate's figures of this moment; where it can't be reached, the last ones that this browser saw. */
  metrics: {
    payload: Question,
    reply: z.object({
      /** false: figures are a manager's, and there are none here */
      manager: z.boolean(),
      /** nothing where neither the gate nor this browser has any */
      figures: z.optional(Figures),
      /** why these are not of now */
      old: z.optional(z.string()),
    }),
  },
  /** The last ones that this browser saw, at once and without the gate: to be shown until its answer is there. */
  'metrics.kept': { payload: Question, reply: z.object({ figures: z.optional(Figures) }) },
  /** Rejects, with a sentence, where the gate can't be reached. */
  'metrics.brake': {
    payload: z.object({ space: z.optional(z.string()), id: Uuid }),
    reply: BrakeEvidence,
  },
} as const;
