import * as z from 'zod/mini';
import { Health } from '../core/schema/health.ts';
import { Uuid } from '../core/schema/scalars.ts';
import { NamedItem } from './item-name.ts';
import { Nothing } from './small.ts';

/** An open alert, as the popup shows it. */
export const OpenAlert = z.object({
  id: Uuid,
  urgency: z.enum(['page', 'tell']),
  title: z.string(),
  workflowId: z.optional(z.string()),
  times: z.int(),
  firstAt: z.string(),
  /** somebody said that they look at it */
  seen: z.boolean(),
  /** held back, and under way when it stopped; of alerts that stopped something */
  held: z.optional(z.int()),
  underWay: z.optional(z.int()),
  /** what was under way, by its name; as many as a list shows. Absent in what was kept of before */
  left: z.optional(z.array(NamedItem)),
  /** sent since about where it began */
  sent: z.optional(z.int()),
});
export type OpenAlert = z.output<typeof OpenAlert>;

/** What this person said of an alert, until the gate has it; or that the gate won't have it. */
export const GivenVerdict = z.object({
  /** the alert's */
  id: Uuid,
  verdict: z.enum(['actionable', 'noise']),
  title: z.string(),
  leavesAt: z.string(),
  /** nothing of it has left */
  undoable: z.boolean(),
  /** the gate could not be reached when it was tried last */
  away: z.boolean(),
  /** `closed`: somebody, or the gate, had closed it; `why` is the gate's sentence */
  refused: z.optional(z.object({ closed: z.boolean(), why: z.string() })),
});
export type GivenVerdict = z.output<typeof GivenVerdict>;
const Verdicts = { verdicts: z.array(GivenVerdict) };

const WorkflowRow = z.object({
  id: z.string(),
  name: z.string(),
  state: z.enum(['running', 'paused']),
  reason: z.optional(z.string()),
});
export type WorkflowRow = z.output<typeof WorkflowRow>;

const RampRow = z.object({
  id: Uuid,
  name: z.string(),
  workflowId: z.string(),
  state: z.enum(['open', 'unwatched', 'full', 'done']),
  taken: z.int(),
  size: z.int(),
  confirmedUntil: z.optional(z.string()),
  waitsFor: z.optional(z.string()),
  /** this person is its watcher */
  mine: z.boolean(),
});
export type RampRow = z.output<typeof RampRow>;

/**
 * What a manager steers by: asked of the gate each time, since what stopped has to be true now; where it
 * can't be reached, what it said last, with its time.
 */
export const Oversight = z.object({
  /** pausing, resuming and closing alerts are a manager's */
  manager: z.boolean(),
  alerts: z.array(OpenAlert),
  /** absent in what was kept of before */
  verdicts: z.optional(z.array(GivenVerdict)),
  /** closed as actionable, of those closed, in 90 days */
  worth: z.object({ actionable: z.int(), closed: z.int() }),
  workflows: z.array(WorkflowRow),
  ramps: z.array(RampRow),
  /** how each workflow does; absent from a gate of before, and for who is no manager */
  health: z.optional(Health),
  /** when the gate said so */
  at: z.optional(z.string()),
  /** the gate can't be reached now: this is what it said last */
  away: z.optional(z.string()),
});
export type Oversight = z.output<typeof Oversight>;

/** Of which workspace; of the only one if left out. */
const Where = { space: z.optional(z.string()) };
const Which = z.object({ ...Where, id: Uuid });

/** From the popup to the worker. */
export const oversightToWorker = {
  /** Rejects, with a sentence, where the gate can't be reached and has never said anything. */
  oversight: { payload: z.object(Where), reply: Oversight },
  /** Pauses or resumes, with a reason. A resumed workflow's tripped brakes begin anew. */
  'workflow.set': {
    payload: z.object({
      ...Where,
      id: z.string().check(z.maxLength(63)),
      state: z.enum(['running', 'paused']),
      reason: z.string().check(z.minLength(1), z.maxLength(500)),
    }),
    /** how many dispatches were under way */
    reply: z.object({ underWay: z.int() }),
  },
  'alert.seen': { payload: Which, reply: Nothing },
  /** Held, durable when answered, and leaves by itself. `title`: what the alert said, for later words of it. */
  'alert.close': {
    payload: z.object({
      ...{ ...Where, id: Uuid, title: z.string() },
      verdict: z.enum(['actionable', 'noise']),
    }),
    reply: z.object(Verdicts),
  },
  /** Takes it back, as long as nothing of it has left. */
  'verdict.undo': { payload: Which, reply: z.object({ undone: z.boolean(), ...Verdicts }) },
  /** The person has seen that it was refused. */
  'verdict.seen': { payload: Which, reply: z.object(Verdicts) },
  /** This person is there, for the next 30 minutes. */
  'ramp.watch': { payload: Which, reply: Nothing },
} as const;
