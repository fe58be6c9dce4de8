import type { GivenVerdict } from '../messages/oversight.ts';
import { CONNECTION_START, getMeta } from '../store/meta.ts';
import {
  type Held,
  type HeldOf,
  holdReport,
  takeBackReport,
  verdictRows,
} from '../store/reports.ts';
import type { Space } from './space.ts';

/**
 * What one press says can be taken back for so long, milliseconds: "this was wrong" trips brakes and wakes
 * its owner, and thresholds learn from an alert's verdict.
 */
export const UNDO_MS = 6000;

type On = Pick<Space, 'db' | 'loop'>;

/**
 * Says it. It is durable when this resolves, leaves once it can't be taken back any more, and is said
 * once however often it is asked for.
 */
export async function hold(
  { db, loop }: On,
  said: Held,
  now: number,
): Promise<{ undoUntil: string }> {
  const until = await holdReport(db, said, now + UNDO_MS);
  void loop.wake('person');
  return { undoUntil: new Date(until).toISOString() };
}

/** False where it has left, or is on its way. */
export const takeBack = async (
  { db }: Pick<On, 'db'>,
  said: HeldOf,
): Promise<{ undone: boolean }> => ({ undone: await takeBackReport(db, said) });

/** What was said of alerts and hasn't arrived, or was refused. */
export async function verdictsOf({ db }: Pick<On, 'db'>): Promise<GivenVerdict[]> {
  const [rows, connection = CONNECTION_START] = await Promise.all([
    verdictRows(db),
    getMeta(db, 'connection'),
  ]);
  return rows.map(
    ({ report: { alertId: id, verdict, title }, notBefore = 0, attempts, refused }) => ({
      ...{ id, verdict, title },
      leavesAt: new Date(notBefore).toISOString(),
      undoable: attempts === 0,
      away: connection.state === 'offline',
      ...(refused ? { refused } : {}),
    }),
  );
}
