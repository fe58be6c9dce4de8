import * as z from 'zod/mini';
import { Timestamp } from './scalars.ts';

const count = z.int();
const share = z.number();

/** A brake, as near to its line as any of its workflow. */
export const BrakeNear = z.object({
  /** what is known and how sure that is, in a sentence */
  sentence: z.string(),
  /** 0 to 1, in the logarithm of its level; 1 has tripped */
  near: share,
  tripped: z.boolean(),
  action: z.enum(['warn', 'stop']),
});
export type BrakeNear = z.infer<typeof BrakeNear>;

/** How one workflow does. */
export const WorkflowHealth = z.object({
  id: z.string(),
  name: z.string(),
  state: z.enum(['running', 'paused']),
  reason: z.optional(z.string()),
  /** where proposals of the last 7 days went */
  lanes: z.object({ human: count, constrained: count, auto: count }),
  /** with people now; `hours` of reading at the pace of the last 7 days, null before anybody decided */
  waiting: z.object({
    items: count,
    hours: z.nullable(share),
    oldestAt: z.optional(Timestamp),
  }),
  /** decisions of the last 7 days whose reading was judged, and 95 % of the share that was read (Wilson) */
  reading: z.object({ deliberate: count, judged: count, low: share, high: share }),
  brakes: z.object({ watching: count, tripped: count, nearest: z.optional(BrakeNear) }),
  /** of the last 30 days: looked at after it had left and found wrong, and reported as wrong */
  afterwards: z.object({ looked: count, wrong: count, reported: count }),
});
export type WorkflowHealth = z.infer<typeof WorkflowHealth>;

/** `GET /v1/oversight`: how every workflow does. */
export const Health = z.object({ at: Timestamp, workflows: z.array(WorkflowHealth) });
export type Health = z.infer<typeof Health>;
