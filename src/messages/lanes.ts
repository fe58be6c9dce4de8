import * as z from 'zod/mini';
import { HumanShare, LaneExposure, LaneReport } from '../core/schema/lanes.ts';
import { Estimate } from '../core/schema/metrics.ts';
import { Slug } from '../core/schema/scalars.ts';
import { NamedItem } from './item-name.ts';

/** Of which workspace; of the only one if left out. */
const Where = { space: z.optional(z.string()) };

/** A workflow in the list: whether anything runs by itself, and how much of it reaches people. */
export const LanesRow = z.object({
  id: z.string(),
  name: z.string(),
  state: z.enum(['running', 'paused']),
  /** lanes that are open, of any version */
  open: z.int(),
  /** of the last 30 days; null where nothing was proposed */
  share: z.nullable(HumanShare),
});
export type LanesRow = z.output<typeof LanesRow>;

const caught = z.object({ caught: z.int(), planted: z.int(), low: z.number(), high: z.number() });

/** What was looked at beside the decisions, of one workflow. */
const Looks = z.object({
  open: z.int(),
  decided: z.int(),
  defects: z.int(),
  /** over everything that ran, weighted by inclusion; null before the first */
  rate: z.nullable(z.object({ value: z.number(), low: z.number(), high: z.number() })),
  /** defects that nobody found, estimated from double looks */
  missed: z.number(),
  /** planted defects that our own checks don't flag, and those they do */
  unflagged: caught,
  flagged: caught,
});

export const LanesOf = z.object({
  report: LaneReport,
  /** what went out through each lane the last time it was open */
  left: z.array(LaneExposure),
  /** the defective ones of these, by their names; absent: by their ids only */
  named: z.optional(z.array(NamedItem)),
  looks: Looks,
  /** the share that people saw, by week from a Monday (UTC), oldest first; null where nothing came */
  weeks: z.array(z.object({ week: z.string(), reached: z.nullable(Estimate) })),
});
export type LanesOf = z.output<typeof LanesOf>;

/** From the lanes page to the worker; a manager's. Rejects, with a sentence, where the gate can't be reached. */
export const lanesToWorker = {
  lanes: { payload: z.object(Where), reply: z.object({ workflows: z.array(LanesRow) }) },
  'lanes.of': { payload: z.object({ ...Where, workflowId: Slug }), reply: LanesOf },
} as const;
