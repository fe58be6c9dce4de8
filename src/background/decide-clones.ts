import { whyNotOf } from '../core/clones/group.ts';
import type { Payload, Reply } from '../messages/channel.ts';
import type { PanelToWorker } from '../messages/panel-to-worker.ts';
import type { Store } from '../store/db.ts';
import { itemRow } from '../store/items.ts';
import { t } from '../words/t.ts';
import type { Changes } from './changes.ts';
import { decide } from './decide.ts';
import { countPress, sizeNow } from './reading.ts';
import type { PanelOf } from './sessions.ts';

type Asked = Payload<PanelToWorker, 'decide.clones'>;
type Told = Reply<PanelToWorker, 'decide.clones'>;

/**
 * Saves a decision for each clone, all under one batch. What is not one of the clones that were on
 * screen is refused by itself, here as at the gate; asked again with the same ids, the answer is the same.
 */
export async function decideClones(
  input: { db: Store; home: Store; changes: Changes; now: () => number },
  panel: PanelOf,
  asked: Asked,
): Promise<Told> {
  const { batchId, clones, action, reason } = asked;
  const told: Told = { saved: [], refused: [], undoUntil: new Date(input.now()).toISOString() };
  const [first] = asked.rows;
  const { policy = {} } = (first && (await itemRow(input.db, first.proposalId)))?.item ?? {};
  const most = await sizeNow(input.home, { policy, pressId: batchId });
  for (const { proposalId } of asked.rows.slice(most)) {
    told.refused.push({ proposalId, detail: t('background_one_press_decides_most_now', { most }) });
  }
  const saved: Parameters<typeof countPress>[1]['rows'][number][] = [];
  for (const { attention, decisionId, proposalId, revision, contentDigest } of asked.rows.slice(
    0,
    most,
  )) {
    const row = await itemRow(input.db, proposalId);
    const why = row ? await whyNotOf(row.item, clones) : t('background_clone_no_longer_your_queue');
    if (why !== null) {
      told.refused.push({ proposalId, detail: t('background_not_decided_others', { why }) });
      continue;
    }
    const answer = await decide(input, panel, {
      ...{ decisionId, proposalId, revision, contentDigest, attention, action },
      ...(reason ? { reason } : {}),
      batch: { id: batchId, clones },
      releaseNow: false,
    });
    if (!answer.saved) told.refused.push({ proposalId, detail: answer.detail });
    else {
      told.saved.push({ decisionId, proposalId });
      saved.push({ attention, action, ...(reason ? { reason } : {}) });
      if (answer.undoUntil > told.undoUntil) told.undoUntil = answer.undoUntil;
    }
  }
  await countPress(input.home, { id: batchId, at: input.now(), rows: saved, policy });
  return told;
}
