import type { Batch, Decision } from '../core/schema/decision.ts';
import type { Payload, Reply } from '../messages/channel.ts';
import type { PanelToWorker } from '../messages/panel-to-worker.ts';
import type { Store } from '../store/db.ts';
import { itemRow } from '../store/items.ts';
import { deviceKey } from '../store/keys.ts';
import { getMeta } from '../store/meta.ts';
import { saveDecision } from '../store/outbox.ts';
import { type Changes, changeOf } from './changes.ts';
import type { PanelOf } from './sessions.ts';
import { signDecision } from './sync/sign.ts';
import { visibleTo } from './views.ts';

/** A batch is the worker's own word: a panel decides one item at a time. */
type Asked = Payload<PanelToWorker, 'decide'> & { batch?: Batch };
type Told = Reply<PanelToWorker, 'decide'>;

const no = (detail: string): Told => ({ saved: false, detail });

/**
 * Signs a decision and stores it; answers once it is durable. Nothing has left by then. The same id
 * again gets the same answer, so a panel may ask twice when a worker died under it.
 */
export async function decide(
  input: { db: Store; changes: Changes; now: () => number },
  panel: PanelOf,
  asked: Asked,
): Promise<Told> {
  const { db, now } = input;
  const [pairing, key, row] = await db.transaction('r', db.meta, db.keys, db.items, () =>
    Promise.all([getMeta(db, 'pairing'), deviceKey(db), itemRow(db, asked.proposalId)]),
  );
  if (pairing === undefined || key === undefined) {
    return no('This browser is not paired with a gate.');
  }
  if (row === undefined || !visibleTo(panel, row)) return no('It is no longer in your queue.');
  const at = now();
  const decision = decisionOf(asked, { workspaceId: pairing.workspace.id, at });
  const undoMs = asked.releaseNow ? 0 : row.item.policy.undoSeconds * 1000;
  const outcome = await saveDecision(db, {
    decisionId: decision.id,
    proposalId: decision.proposalId,
    revision: decision.revision,
    state: 'saved',
    decision,
    jws: await signDecision(decision, key),
    savedAt: at,
    undoMs,
    releaseAt: at + undoMs,
    attempts: 0,
  });
  if ('refused' in outcome) return no(outcome.refused);
  // Nobody's index: what a page may know of an item is the gate's state, not this device's.
  input.changes.items(changeOf([asked.proposalId], []));
  return {
    saved: true,
    undoUntil: new Date(outcome.saved.releaseAt).toISOString(),
  };
}

function decisionOf(asked: Asked, by: { workspaceId: string; at: number }): Decision {
  const { decisionId, releaseNow: _here, ...rest } = asked;
  return {
    v: 1,
    id: decisionId,
    workspaceId: by.workspaceId,
    ...rest,
    decidedAt: new Date(by.at).toISOString(),
  };
}
