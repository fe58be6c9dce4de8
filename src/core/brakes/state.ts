import * as z from 'zod/mini';
import { EmailAddress, text } from '../schema/scalars.ts';
import { ALTERNATIVES } from '../stats/e-detector.ts';
import { BrakeLine } from './line.ts';

/** Milliseconds since 1970, the gate's clock. */
export const Instant = z.int().check(z.gte(0));
const count = z.int().check(z.gte(0));

/** What a brake was given of its workspace's false alarms. */
export const Grant = z.strictObject({
  /** sends between false alarms, on average, on the line: A */
  every: z.number().check(z.gte(1)),
  /** the level at which it trips; kept, so that a better table doesn't rewrite what happened */
  threshold: z.number().check(z.gte(1)),
});
export type Grant = z.infer<typeof Grant>;

/** A day's count from one mailbox provider, say: `events` of `sends` to this domain. */
export const DayCount = z
  .strictObject({
    day: z.iso.date(),
    domain: z.string().check(z.minLength(1), z.maxLength(253)),
    sends: count,
    events: count,
  })
  .check(z.refine(({ sends, events }) => events <= sends, 'more events than sends'));
export type DayCount = z.infer<typeof DayCount>;

/** That the brake tripped: known at `at`, by this send (or day) in send order. */
export const Trip = z.strictObject({
  at: Instant,
  /** M, at or above the threshold */
  level: z.number(),
  send: z.optional(count),
  day: z.optional(z.iso.date()),
});
export type Trip = z.infer<typeof Trip>;

/** A named person let it run again, and said why; sends up to `after` don't count any more. */
export const Restart = z.strictObject({
  at: Instant,
  by: EmailAddress,
  reason: text(1000),
  after: count,
});
export type Restart = z.infer<typeof Restart>;

/**
 * A brake as it is kept: the detector at the oldest open send, and what came in for open ones.
 * Sends are numbered from 1 in send order, by this brake.
 */
export const BrakeState = z.strictObject({
  /** another one as soon as the detector has other alternatives: its values would mean other things */
  version: z.literal(1),
  line: BrakeLine,
  grant: Grant,
  /** the latest time that it was told; windows up to then are closed */
  clock: Instant,
  /** sends so far */
  sends: count,
  /** up to this send windows are closed: what comes for them is late */
  closed: count,
  /** M_k after the last closed send that had its event; the run since needs no steps */
  base: z.strictObject({
    send: count,
    values: z.array(z.number()).check(z.length(ALTERNATIVES)),
  }),
  /** open sends by the hour in which their windows close: up to send `last` at `until` */
  windows: z.array(z.strictObject({ until: Instant, last: count })),
  /** open sends whose event came, ascending */
  open: z.array(count),
  /** open days of a brake that gets counts, by day and domain */
  days: z.array(DayCount),
  trip: z.union([z.null(), Trip]),
  restart: z.union([z.null(), Restart]),
  /** events (or days) that came after their window closed and were left out */
  late: count,
});
export type BrakeState = z.infer<typeof BrakeState>;

/** A brake that was just born. */
export const newBrake = (line: BrakeLine, grant: Grant, at: number): BrakeState => ({
  version: 1,
  line,
  grant,
  clock: at,
  sends: 0,
  closed: 0,
  base: { send: 0, values: new Array<number>(ALTERNATIVES).fill(1) },
  windows: [],
  open: [],
  days: [],
  trip: null,
  restart: null,
  late: 0,
});
