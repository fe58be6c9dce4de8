import { type BatchState, FRESH_BATCHES, sizeOf } from '../core/attention/batch-size.ts';
import { isDeliberate } from '../core/attention/deliberate.ts';
import { fatigueOf } from '../core/attention/fatigue.ts';
import {
  pauseDue,
  pressed,
  putOff,
  sessionAt,
  takePause,
  undone,
} from '../core/attention/session.ts';
import type { Decision } from '../core/schema/decision.ts';
import type { Payload, Reply } from '../messages/channel.ts';
import type { PanelToWorker } from '../messages/panel-to-worker.ts';
import type { Store } from '../store/db.ts';
import { changeMeta, getMeta } from '../store/meta.ts';

/*
 * The session of whoever reviews in this browser, in the store: it outlives the worker, and all tabs
 * share it. Aggregates only, and nothing of it leaves the browser.
 */

type Judged = Pick<Decision, 'attention' | 'action' | 'reason' | 'content'>;
type OfPolicy = Parameters<typeof fatigueOf>[0];

const judged = ({ attention, action, reason, content }: Judged): boolean =>
  isDeliberate({ attention, action, reason, wordsChanged: content ? 1 : 0 });

/** Counts one press, once: asked again under the same id it is the press that was counted last. */
export async function countPress(
  db: Store,
  press: { id: string; at: number; rows: readonly Judged[]; policy: OfPolicy },
): Promise<void> {
  const { id, at, rows, policy } = press;
  if (rows.length === 0) return;
  const { sessionMinutes, batchSize } = fatigueOf(policy);
  await changeMeta(db, 'reading', (now) => {
    if (now?.last === id) return now;
    const session = pressed(now?.session, {
      ...{ at, batchSize, decisions: rows.length },
      deliberate: rows.filter(judged).length,
      activeMs: rows.reduce((sum, { attention }) => sum + attention.activeMs, 0),
    });
    return { session, last: id, sessionMinutes };
  });
}

/** An undone decision no longer counts among those of the session. */
export async function uncount(db: Store, row: Judged): Promise<void> {
  if ((await getMeta(db, 'reading')) === undefined) return;
  await changeMeta(db, 'reading', (now) => {
    if (!now) throw new Error('the session went while it was read');
    const gone = { decisions: 1, deliberate: judged(row) ? 1 : 0 };
    return { ...now, session: undone(now.session, gone) };
  });
}

/** How many clones a press decides now; that press itself, asked again, is not held to less. */
export async function sizeNow(
  db: Store,
  { policy, pressId }: { policy: OfPolicy; pressId: string },
): Promise<number> {
  const now = await getMeta(db, 'reading');
  const { batchSize } = fatigueOf(policy);
  if (now?.last === pressId) return batchSize;
  const batches: BatchState = now?.session.batches ?? FRESH_BATCHES;
  return sizeOf(batches, batchSize);
}

/** How the session stands; `take` answers the offer of a pause. */
export async function pace(
  db: Store,
  { take, at }: { take: Payload<PanelToWorker, 'pace'>['take']; at: number },
): Promise<Reply<PanelToWorker, 'pace'>> {
  const kept = await getMeta(db, 'reading');
  if (!kept) return {};
  const { session: now, sessionMinutes } = take
    ? await changeMeta(db, 'reading', (one) => {
        const { session, ...rest } = one ?? kept;
        return { ...rest, session: take === 'pause' ? takePause(session, at) : putOff(session) };
      })
    : kept;
  const session = sessionAt(now, at);
  const { workedMs, activeMs, decisions, deliberate, pausedUntil, batches } = session;
  return {
    pace: {
      ...{ workedMs, activeMs, decisions, deliberate, sessionMinutes, pausedUntil },
      batchSize: batches.size,
      pauseDue: pausedUntil <= at && pauseDue(session, sessionMinutes),
    },
  };
}
