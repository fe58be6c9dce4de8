import type { FoundBy } from '../core/schema/signal.ts';
import { holdReport, takeBackDefect } from '../store/reports.ts';
import type { Space } from './space.ts';

/** "This was wrong" trips brakes and wakes its owner: it can be taken back for so long, milliseconds. */
export const WRONG_UNDO_MS = 6000;

type On = Pick<Space, 'db' | 'loop'>;

/**
 * Says of what has left that it was wrong. It is durable when this resolves, leaves once it can't be taken
 * back any more, and is said once however often it is asked for.
 */
export async function sayWrong(
  { db, loop }: On,
  { now, ...said }: { proposalId: string; foundBy?: FoundBy; now: number },
): Promise<{ undoUntil: string }> {
  const until = await holdReport(db, { kind: 'defect', ...said }, now + WRONG_UNDO_MS);
  void loop.wake('person');
  return { undoUntil: new Date(until).toISOString() };
}

/** False where it has left, or is on its way. */
export const unsayWrong = async (
  { db }: Pick<On, 'db'>,
  proposalId: string,
): Promise<{ undone: boolean }> => ({ undone: await takeBackDefect(db, proposalId) });
