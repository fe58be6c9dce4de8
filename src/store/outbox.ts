import type { DecisionAnswer } from '../core/schema/decision.ts';
import type { ProposalState, ReviewItem } from '../core/schema/proposal.ts';
import type { Store } from './db.ts';
import { refold } from './folds.ts';
import { reconsider, turnedBy } from './items.ts';
import { pendingCount, putMeta } from './meta.ts';
import {
  answered,
  keyLost,
  type OutboxRow,
  release,
  UNANSWERED,
  unanswered,
} from './outbox-states.ts';

/** Why a person can't decide on an item as it stands. */
const OVER: Partial<Record<ProposalState, string>> = {
  approved: 'It has been approved already.',
  rejected: 'It has been rejected already.',
  escalated: 'It is with a manager now.',
  executed: 'It has been executed already.',
  dispatching: 'It is being executed now.',
  failed: 'Its execution has failed; the agent may send it again.',
  withdrawn: 'The agent has withdrawn it.',
  expired: 'It has expired.',
  unknown: 'It may have been executed; the outcome is unknown.',
};

const tables = (db: Store) => [db.outbox, db.items, db.meta, db.folds];

/**
 * Stores a signed decision and takes its item out of the queue, in one transaction; resolves when
 * durable. The same id again is answered like the first time. Refused, with a sentence, where the
 * item has moved on or another decision on it is under way.
 */
export function saveDecision(
  db: Store,
  row: OutboxRow,
): Promise<{ saved: OutboxRow } | { refused: string }> {
  return db.transaction('rw', tables(db), async () => {
    // All that is read is asked for at once, and all that is written: a person waits for it (B4).
    const [earlier, kept, pending] = await Promise.all([
      db.outbox.where('proposalId').equals(row.proposalId).toArray(),
      db.items.get(row.proposalId),
      pendingCount(db),
    ]);
    const same = earlier.find(({ decisionId }) => decisionId === row.decisionId);
    if (same) return { saved: same };
    if (kept === undefined) return { refused: 'It is no longer in your queue.' };
    const { item } = kept;
    if (item.revision !== row.revision) {
      return {
        refused: 'The agent has sent a new revision; look at it first.',
      };
    }
    const anew = isAnew(item, row);
    if (item.ownership?.mine === false) return { refused: item.ownership.message };
    if (!kept.decidable && !anew) {
      return { refused: OVER[item.state] ?? 'It has been decided already.' };
    }
    if (earlier.some(({ state }) => state === 'saved' || state === 'sending')) {
      return { refused: 'Your decision on it is on its way to the gate.' };
    }
    const told = ({ decisionId }: OutboxRow) => item.decision?.id === decisionId;
    if (
      earlier.some((one) => one.state === 'accepted' && one.revision === row.revision && !told(one))
    ) {
      return { refused: 'The gate already has your decision on it.' };
    }
    const done = earlier.filter(
      ({ state }) => state === 'conflict' || state === 'needs-confirming' || anew,
    );
    const left = earlier.filter((one) => !done.includes(one));
    const turned = turnedBy(kept, [...left, row]);
    await Promise.all([
      done.length > 0 ? db.outbox.bulkDelete(done.map(({ decisionId }) => decisionId)) : null,
      db.outbox.add(row),
      turned && db.items.put(turned),
      turned && putMeta(db, 'pending', pending + (turned.open === 1 ? 1 : -1)),
    ]);
    await refold(db, [turned?.clones]);
    return { saved: row };
  });
}

/**
 * The own approval of a mail that Gmail has not sent yet can be given anew, for what the compose
 * holds now, or taken back: only this device holds its open clearance, and the gate voids that.
 */
const isAnew = (item: ReviewItem, { decision }: OutboxRow): boolean =>
  item.state === 'approved' && item.clearance?.state === 'open' && decision.action !== 'escalate';

/** Deletes a decision that hasn't been let out, and puts its item back. False when it is too late. */
export function undoDecision(db: Store, decisionId: string): Promise<OutboxRow | null> {
  return db.transaction('rw', tables(db), async () => {
    const row = await db.outbox.get(decisionId);
    if (row?.state !== 'saved') return null;
    await db.outbox.delete(decisionId);
    await reconsider(db, row.proposalId);
    return row;
  });
}

/** Lets out what is due. Returns the rows that changed, and when the next one is due (ms, or null). */
export async function releaseDue(
  db: Store,
  now: number,
): Promise<{ changed: OutboxRow[]; nextAt: number | null }> {
  // Mostly nothing is due yet. Then nothing is written, and no decision waits behind a commit.
  const saved = await db.outbox.where('state').equals('saved').toArray();
  if (saved.every((row) => release(row, now) === row)) {
    const times = saved.map(({ releaseAt }) => releaseAt);
    return { changed: [], nextAt: times.length > 0 ? Math.min(...times) : null };
  }
  return db.transaction('rw', tables(db), async () => {
    const changed: OutboxRow[] = [];
    let nextAt: number | null = null;
    for (const row of await db.outbox.where('state').equals('saved').toArray()) {
      const after = release(row, now);
      if (after !== row) {
        await db.outbox.put(after);
        if (after.state === 'needs-confirming') await reconsider(db, row.proposalId);
        changed.push(after);
      }
      if (after.state === 'saved') nextAt = Math.min(nextAt ?? after.releaseAt, after.releaseAt);
    }
    return { changed, nextAt };
  });
}

/** Lets everything out at once, whatever its undo window: before sign-out takes the outbox away. */
export function releaseAll(db: Store): Promise<number> {
  return db.outbox.where('state').equals('saved').modify({ state: 'sending' });
}

/**
 * The newest decision that can still be taken back by itself: its window is open, and it was no part of
 * one key over clones, which are taken back together.
 */
export async function lastOpen(db: Store, now: number): Promise<OutboxRow | undefined> {
  const rows = await db.outbox.where('state').equals('saved').toArray();
  return rows.filter((row) => isUndoable(row, now)).toSorted((a, b) => b.savedAt - a.savedAt)[0];
}

export const isUndoable = ({ state, releaseAt, decision }: OutboxRow, now: number): boolean =>
  state === 'saved' && now < releaseAt && decision.batch === undefined;

/** What is to go to the gate, the oldest first. */
export async function sendable(db: Store): Promise<OutboxRow[]> {
  const rows = await db.outbox.where('state').equals('sending').toArray();
  return rows.toSorted((a, b) => a.savedAt - b.savedAt);
}

/** Writes down what the gate said of each. Returns the rows that this settled. */
export function settle(
  db: Store,
  answers: readonly DecisionAnswer[],
  now: number,
): Promise<OutboxRow[]> {
  return db.transaction('rw', tables(db), async () => {
    const settled: OutboxRow[] = [];
    for (const answer of answers) {
      const row = await db.outbox.get(answer.id);
      if (row === undefined) continue;
      const after = answered(row, answer, now);
      if (after === row) continue;
      await db.outbox.put(after);
      await reconsider(db, row.proposalId);
      settled.push(after);
    }
    return settled;
  });
}

/** No answer came: counted, and kept. */
export async function countAttempts(db: Store, ids: readonly string[]): Promise<void> {
  await db.transaction('rw', db.outbox, async () => {
    for (const id of ids) {
      const row = await db.outbox.get(id);
      if (row !== undefined) await db.outbox.put(unanswered(row));
    }
  });
}

/** The device's key is gone: nothing unanswered can go out as it was signed. */
export function loseSignatures(db: Store): Promise<number> {
  return db.transaction('rw', tables(db), async () => {
    const rows = await db.outbox.where('state').anyOf('saved', 'sending').toArray();
    await db.outbox.bulkPut(rows.map(keyLost));
    for (const { proposalId } of rows) await reconsider(db, proposalId);
    return rows.length;
  });
}

/** How many decisions the gate hasn't answered. */
export const unansweredCount = (db: Store): Promise<number> =>
  db.outbox
    .where('state')
    .anyOf([...UNANSWERED])
    .count();

export const outboxRow = (db: Store, decisionId: string): Promise<OutboxRow | undefined> =>
  db.outbox.get(decisionId);

/** The newest decision of this device on a proposal. */
export async function localDecision(db: Store, proposalId: string): Promise<OutboxRow | undefined> {
  return (await localDecisions(db, [proposalId])).get(proposalId);
}

/** The same for several, by proposal; those without one are left out. */
export async function localDecisions(
  db: Store,
  proposalIds: readonly string[],
): Promise<Map<string, OutboxRow>> {
  const rows = await db.outbox
    .where('proposalId')
    .anyOf([...proposalIds])
    .toArray();
  const newest = new Map<string, OutboxRow>();
  for (const row of rows.toSorted((a, b) => a.savedAt - b.savedAt)) newest.set(row.proposalId, row);
  return newest;
}
