import { asksBlindFirst } from '../core/attention/fatigue.ts';
import type { Batch, Decision, FirstLook } from '../core/schema/decision.ts';
import type { Payload, Reply } from '../messages/channel.ts';
import type { PanelToWorker } from '../messages/panel-to-worker.ts';
import type { Store } from '../store/db.ts';
import { itemRow } from '../store/items.ts';
import { deviceKey } from '../store/keys.ts';
import { getMeta } from '../store/meta.ts';
import { saveDecision } from '../store/outbox.ts';
import { t } from '../words/t.ts';
import { type Changes, changeOf } from './changes.ts';
import { lookAt } from './first-look.ts';
import { countPress } from './reading.ts';
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
  input: { db: Store; home: Store; changes: Changes; now: () => number },
  panel: PanelOf,
  asked: Asked,
): Promise<Told> {
  const { db, home, now } = input;
  const [pairing, key, row] = await db.transaction('r', db.meta, db.keys, db.items, () =>
    Promise.all([getMeta(db, 'pairing'), deviceKey(db), itemRow(db, asked.proposalId)]),
  );
  if (pairing === undefined || key === undefined) {
    return no(t('background_browser_not_paired_gate'));
  }
  if (row === undefined || !visibleTo(panel, row)) return no(t('background_no_longer_your_queue'));
  const firstLook = row.item.blind && (await lookAt(db, asked));
  if (firstLook === undefined && asksBlindFirst(row.item)) {
    return no(t('background_decide_blind_first_flags_shown'));
  }
  const at = now();
  const decision = decisionOf(asked, { workspaceId: pairing.workspace.id, at, firstLook });
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
  // A batch is one press: whoever saves its rows counts it.
  if (asked.batch === undefined) {
    const rows = [decision];
    // Not waited for: the person waits for "saved", and this is for their own information (B4).
    countPress(home, { id: decision.id, at, rows, policy: row.item.policy }).catch(() => undefined);
  }
  return {
    saved: true,
    undoUntil: new Date(outcome.saved.releaseAt).toISOString(),
  };
}

function decisionOf(
  asked: Asked,
  by: { workspaceId: string; at: number; firstLook: FirstLook | undefined },
): Decision {
  const { decisionId, releaseNow: _here, ...rest } = asked;
  return {
    v: 1,
    id: decisionId,
    workspaceId: by.workspaceId,
    ...rest,
    ...(by.firstLook ? { firstLook: by.firstLook } : {}),
    decidedAt: new Date(by.at).toISOString(),
  };
}
