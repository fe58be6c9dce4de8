import * as z from 'zod/mini';
import { Timestamp, Uuid } from '../core/schema/scalars.ts';
import { FoundBy } from '../core/schema/signal.ts';
import { Sent, SpotCheck, SpotCheckDetail } from '../core/schema/spot-check.ts';

/** Of which workspace; of the only one if left out. */
const Where = { space: z.optional(z.string().check(z.maxLength(200))) };

/** This one was wrong and has left; `foundBy` left out: whoever reports it. Durable when answered. */
export const reportDefect = {
  payload: z.object({ ...Where, proposalId: Uuid, foundBy: z.optional(FoundBy) }),
  /** it can be taken back until then, and leaves after that */
  reply: z.object({ undoUntil: Timestamp }),
};

/** Takes it back, as long as it has not left. */
export const undoDefect = {
  payload: z.object({ ...Where, proposalId: Uuid }),
  reply: z.object({ undone: z.boolean() }),
};

/** From a manager's pages to the worker. Each asks the gate, and rejects with a sentence where it can't. */
export const spotChecksToWorker = {
  /** Draws from what left in the last `days`; its items come with the feed. */
  'spot-check.draw': {
    payload: z.object({
      ...Where,
      n: z.int().check(z.gte(1), z.lte(200)),
      days: z.int().check(z.gte(1), z.lte(92)),
      workflowId: z.optional(z.string().check(z.maxLength(63))),
      byRisk: z.boolean(),
    }),
    reply: SpotCheckDetail,
  },
  'spot-check.list': {
    payload: z.object(Where),
    reply: z.object({
      spotChecks: z.array(SpotCheck),
      workflows: z.array(z.object({ id: z.string(), name: z.string() })),
    }),
  },
  'spot-check.get': { payload: z.object({ ...Where, id: Uuid }), reply: SpotCheckDetail },
  'sent.list': { payload: z.object(Where), reply: z.object({ sent: z.array(Sent) }) },
  'defect.report': reportDefect,
  'defect.undo': undoDefect,
} as const;
