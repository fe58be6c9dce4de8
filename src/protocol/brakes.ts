import * as z from 'zod/mini';
import { BrakeLine } from '../core/brakes/line.ts';
import { DayCount, Grant, Restart, Trip } from '../core/brakes/state.ts';
import { Timestamp, text, Uuid } from '../core/schema/scalars.ts';

const Watches = z.enum(['workflow', 'template', 'model-version', 'domain']);

/** What is known of a rate: `events` of `sends`, and 95 % of where it can be. */
export const KnownRate = z.object({
  sends: z.int(),
  events: z.int(),
  low: z.number(),
  high: z.number(),
  /** sent, and their windows are still open */
  open: z.int(),
  /** about where what tripped it began: the send's number and time, and how many were sent since */
  since: z.optional(z.object({ send: z.int(), at: Timestamp, sent: z.int() })),
});

/** A brake, and how things stand with it. */
export const Brake = z.object({
  id: Uuid,
  watches: Watches,
  /** the workflow's, template's or model version's name, or the domain */
  name: z.string(),
  /** who is paused when it trips */
  workflows: z.array(z.string()),
  line: BrakeLine,
  grant: Grant,
  sends: z.int(),
  known: KnownRate,
  /** how near it is to tripping, 0 to 1, in the logarithm of its level */
  near: z.number(),
  bornAt: Timestamp,
  trip: z.optional(Trip),
  restart: z.optional(Restart),
  late: z.int(),
  retiredAt: z.optional(Timestamp),
  /** for complaints: of how many recipients anybody tells us */
  coverage: z.optional(z.string()),
});
export type Brake = z.infer<typeof Brake>;

/** What a brake can find out, with the rate that it is assumed at. */
export const BrakeReach = z.object({
  rate: z.number(),
  perDay: z.number(),
  soonest: z.int(),
  mean: z.int(),
  ninetieth: z.int(),
  exposed: z.int(),
  /** the clock of detection: days until it trips, on average, at that rate and pace */
  detectionDays: z.optional(z.number()),
  /** the clock of damage: days between two events at that rate and pace */
  damageDays: z.optional(z.number()),
});

/** A send that the brake counted, the newest first. */
export const BrakeSend = z.object({
  n: z.int(),
  dispatchId: Uuid,
  proposalId: Uuid,
  at: Timestamp,
  /** the brake's event came for it */
  event: z.boolean(),
});

/** One brake with what it can know, what went out under it, and its log's end. */
export const BrakeDetail = z.object({
  ...Brake.shape,
  reach: BrakeReach,
  /** the last 200, or all since about where what tripped it began */
  sent: z.array(BrakeSend),
  days: z.array(DayCount),
  log: z.array(z.object({ seq: z.int(), at: Timestamp, type: z.string(), said: z.string() })),
});
export type BrakeDetail = z.infer<typeof BrakeDetail>;

export const BrakesQuery = z.object({ retired: z.optional(z.enum(['true', 'false'])) });
export const BrakesAnswer = z.object({ brakes: z.array(Brake) });
export const BrakeRestartRequest = z.strictObject({ reason: text(1000) });

/** Within what run lengths can be asked for, whatever brakes there are. */
const weight = z.number().check(z.gte(0.1), z.lte(10));
/** False alarms: on average at most one in `every` sends of the workspace, split by weight. */
export const BrakeBudget = z.object({
  every: z.number(),
  weights: z.object({
    workflow: z.number(),
    template: z.number(),
    'model-version': z.number(),
    domain: z.number(),
  }),
});
export type BrakeBudget = z.infer<typeof BrakeBudget>;
export const BudgetChange = z.strictObject({
  every: z.optional(z.number().check(z.gte(100), z.lte(1_000_000))),
  weights: z.optional(
    z.strictObject({
      workflow: weight,
      template: weight,
      'model-version': weight,
      domain: weight,
    }),
  ),
});
export type BudgetChange = z.infer<typeof BudgetChange>;

/** Something new that starts in windows. */
export const RampView = z.object({
  id: Uuid,
  watches: z.enum(['template', 'model-version']),
  workflowId: z.string(),
  name: z.string(),
  watcher: z.string(),
  /** `open`: sends may go; `unwatched`, `full`: they wait; `done`: it is new no more */
  state: z.enum(['open', 'unwatched', 'full', 'done']),
  step: z.int(),
  size: z.int(),
  taken: z.int(),
  /** sends of the windows before */
  before: z.int(),
  confirmedUntil: z.optional(Timestamp),
  /** why the next window has not opened yet */
  waitsFor: z.optional(z.string()),
  startedAt: Timestamp,
});
export type RampView = z.infer<typeof RampView>;
export const RampsAnswer = z.object({ ramps: z.array(RampView) });
