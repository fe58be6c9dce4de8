import type { Decision, DecisionAnswer } from '../core/schema/decision.ts';

/*
 * A decision on its way to the gate.
 *
 *            ┌── undo ──▶ (deleted)
 *   saved ───┤
 *            ├── due ───▶ sending ──┬── accepted, duplicate ──▶ accepted
 *            │                      ├── conflict ─────────────▶ conflict
 *            │                      └── no answer ────────────▶ sending (one more attempt)
 *            └── due, but over ten minutes ago ──▶ needs-confirming
 *   saved, sending ── key lost ──▶ needs-confirming
 *
 * A decision made anew on the same proposal removes a conflict or needs-confirming. Only `saved` can
 * be undone; `sending` ends with the gate's answer and never by itself. It may wait for the network
 * without end: the person's mind was made up when its undo window closed.
 */

export type OutboxRow = {
  decisionId: string;
  proposalId: string;
  revision: number;
  state: 'saved' | 'sending' | 'accepted' | 'conflict' | 'needs-confirming';
  decision: Decision;
  /** compact JWS as signed when it was made; absent once its key is lost */
  jws?: string;
  /** milliseconds of this device's clock */
  savedAt: number;
  undoMs: number;
  releaseAt: number;
  attempts: number;
  answer?: DecisionAnswer;
  settledAt?: number;
};

/** Later than this, in milliseconds, a decision isn't let out without asking again (DELIVERY §5). */
export const LATE_MS = 10 * 60_000;

/** States in which the gate hasn't said what became of it. */
export const UNANSWERED = ['saved', 'sending', 'needs-confirming'] as const;

/** It did not count, so what was written for it is still the person's alone. */
export const isRefused = ({ state }: OutboxRow): boolean =>
  state === 'conflict' || state === 'needs-confirming';

/** True while this decision takes its item out of the queue. */
export const hides = (row: OutboxRow, revision: number): boolean =>
  row.revision === revision &&
  (row.state === 'saved' || row.state === 'sending' || row.state === 'accepted');

/**
 * Lets a decision out when its undo window has closed. A clock that was set back since would keep
 * it for as long again or longer: then its window starts anew, once.
 */
export function release(row: OutboxRow, now: number): OutboxRow {
  if (row.state !== 'saved') return row;
  if (now < row.savedAt) return { ...row, savedAt: now, releaseAt: now + row.undoMs };
  if (now < row.releaseAt) return row;
  if (now - row.releaseAt > LATE_MS) return { ...row, state: 'needs-confirming' };
  return { ...row, state: 'sending' };
}

/** Records what the gate said. Said twice, the first stays. */
export function answered(row: OutboxRow, answer: DecisionAnswer, now: number): OutboxRow {
  if (row.state !== 'sending') return row;
  const conflict = answer.status === 'conflict' || answer.conflict !== undefined;
  return {
    ...row,
    state: conflict ? 'conflict' : 'accepted',
    answer,
    settledAt: now,
  };
}

/** The gate gave no answer: it goes again under the same id. */
export const unanswered = (row: OutboxRow): OutboxRow =>
  row.state === 'sending' ? { ...row, attempts: row.attempts + 1 } : row;

/** The key that signed it is gone, so the person must say it again. */
export function keyLost(row: OutboxRow): OutboxRow {
  if (row.state !== 'saved' && row.state !== 'sending') return row;
  const { jws: _gone, ...rest } = row;
  return { ...rest, state: 'needs-confirming' };
}
