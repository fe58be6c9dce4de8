import { afterPress, type BatchState, FRESH_BATCHES } from './batch-size.ts';

/** One press as the session counts it: aggregates only. */
export type Press = {
  /** milliseconds since the epoch */
  at: number;
  /** decisions that it made */
  decisions: number;
  /** of them, those that were deliberate */
  deliberate: number;
  /** milliseconds of reading */
  activeMs: number;
  /** the policy's batch size */
  batchSize: number;
};

/**
 * A person's session at this browser, over tabs and restarts of the worker. It goes on until nothing
 * was decided for {@link PAUSE_MS}; time at it leaves out what is longer than {@link STEP_MS} between
 * two presses, so that one decision every quarter of an hour is no session.
 */
export type ReviewSession = {
  startedAt: number;
  lastAt: number;
  workedMs: number;
  activeMs: number;
  decisions: number;
  deliberate: number;
  /** the offer was put off: not made again before this */
  offerAfter: number;
  /** the pause runs until then */
  pausedUntil: number;
  batches: BatchState;
};

/** Nothing decided for this long is a pause: the next decision begins a session. */
export const PAUSE_MS = 5 * 60_000;
/** Between two presses at most this long counts as being at it. */
const STEP_MS = 2 * 60_000;
/** "Not now" is asked again after this long at it. */
const AGAIN_MS = 15 * 60_000;

const begun = (at: number, batches: BatchState): ReviewSession => ({
  ...{ startedAt: at, lastAt: at, workedMs: 0, activeMs: 0, decisions: 0, deliberate: 0 },
  ...{ offerAfter: 0, pausedUntil: 0, batches },
});

/** The session as it stands now; the size of batches is a person's and outlasts it. */
export function sessionAt(session: ReviewSession | undefined, now: number): ReviewSession {
  if (!session) return begun(now, FRESH_BATCHES);
  const over = now - session.lastAt >= PAUSE_MS || session.lastAt > now;
  return over ? begun(now, session.batches) : session;
}

/** One press more. A clock that was set back begins a session anew rather than counting wrongly. */
export function pressed(session: ReviewSession | undefined, press: Press): ReviewSession {
  const now = sessionAt(session, press.at);
  const { decisions, deliberate, activeMs, batchSize } = press;
  return {
    ...now,
    lastAt: press.at,
    workedMs: now.workedMs + Math.min(press.at - now.lastAt, STEP_MS),
    activeMs: now.activeMs + activeMs,
    decisions: now.decisions + decisions,
    deliberate: now.deliberate + deliberate,
    pausedUntil: 0,
    // Of a batch the press counts once: twenty rows on one glance are one piece of evidence.
    batches: afterPress(now.batches, deliberate * 2 >= decisions, batchSize),
  };
}

/** An undone press counts no more among decisions; time was spent all the same. */
export const undone = (
  session: ReviewSession,
  gone: { decisions: number; deliberate: number },
): ReviewSession => ({
  ...session,
  decisions: Math.max(0, session.decisions - gone.decisions),
  deliberate: Math.max(0, session.deliberate - gone.deliberate),
});

/** Whether a pause is due: the policy's length is over, and it was not put off. */
export const pauseDue = (session: ReviewSession, sessionMinutes: number): boolean =>
  session.workedMs >= Math.max(sessionMinutes * 60_000, session.offerAfter);

/** "Not now": asked again after a while at it. */
export const putOff = (session: ReviewSession): ReviewSession => ({
  ...session,
  offerAfter: session.workedMs + AGAIN_MS,
});

/** The person takes the pause. Once it is over another session begins; deciding in it ends it. */
export const takePause = (session: ReviewSession, now: number): ReviewSession => ({
  ...session,
  lastAt: now,
  pausedUntil: now + PAUSE_MS,
});
