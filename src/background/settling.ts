import type { Store } from '../store/db.ts';
import { itemRow } from '../store/items.ts';
import { localDecision } from '../store/outbox.ts';
import type { Changes } from './changes.ts';

/** True while the gate's word on this proposal's decision, or the clearance it made, is under way. */
async function underWay(db: Store, proposalId: string): Promise<boolean> {
  const local = await localDecision(db, proposalId);
  if (local === undefined) return false;
  if (local.state === 'sending') return true;
  if (local.state === 'saved') return local.undoMs === 0;
  if (local.state !== 'accepted' || !local.decision.action.startsWith('approve')) return false;
  // Accepted, and the feed hasn't brought what came of it yet.
  const item = (await itemRow(db, proposalId))?.item;
  if (item?.state === 'approved') return item.decision?.id !== local.decisionId;
  return item?.state === 'pending' || item?.state === 'recalled' || item?.state === 'escalated';
}

/**
 * Waits until the gate has answered the decision on a proposal and the feed has shown it, `ms` at
 * most. Only inside an awaited message handler, which keeps the worker alive. A decision that can
 * still be undone isn't waited for.
 */
export async function settled(
  input: { db: Store; changes: Changes; wake: () => void },
  proposalId: string,
  ms: number,
): Promise<void> {
  const { db, changes } = input;
  let poke: () => void = () => undefined;
  const off = changes.onItems(() => poke());
  const timeout = AbortSignal.timeout(ms);
  timeout.addEventListener('abort', () => poke());
  try {
    let woken = false;
    for (;;) {
      // Listening begins before looking: a change between the two isn't missed.
      const changed = new Promise<void>((resolve) => {
        poke = resolve;
      });
      if (timeout.aborted || !(await underWay(db, proposalId))) return;
      if (!woken) input.wake();
      woken = true;
      await changed;
    }
  } finally {
    off();
  }
}
