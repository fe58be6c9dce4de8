import type { FirstLook } from '../core/schema/decision.ts';
import type { Payload, Reply } from '../messages/channel.ts';
import type { PanelToWorker } from '../messages/panel-to-worker.ts';
import type { Store } from '../store/db.ts';
import { itemRow } from '../store/items.ts';
import { changeMeta, getMeta } from '../store/meta.ts';
import type { PanelOf } from './sessions.ts';
import { visibleTo } from './views.ts';

/** Looks that are kept: more than anybody has open at a time. */
const KEPT = 200;

const nameOf = (proposalId: string, revision: number): string => `${proposalId}/${revision}`;

/**
 * Keeps the first look at an item, or tells the one that is kept. The first is the first: a reload,
 * another tab or another worker gets the same, and nobody looks blind at what they have seen.
 */
export async function firstLook(
  db: Store,
  panel: PanelOf,
  asked: Payload<PanelToWorker, 'first.look'>,
): Promise<Reply<PanelToWorker, 'first.look'>> {
  const { proposalId, revision, look } = asked;
  const row = await itemRow(db, proposalId);
  if (row?.item.blind === undefined || row.item.revision !== revision || !visibleTo(panel, row)) {
    return {};
  }
  const name = nameOf(proposalId, revision);
  if (look === undefined) {
    const kept = await lookAt(db, { proposalId, revision });
    return kept === undefined ? {} : { look: kept };
  }
  const looks = await changeMeta(db, 'looks', (now = {}) =>
    now[name] ? now : Object.fromEntries([...Object.entries(now), [name, look]].slice(-KEPT)),
  );
  const kept = looks[name];
  return kept === undefined ? {} : { look: kept };
}

/** What this device's person decided before the rest was shown; undefined while they have not. */
export async function lookAt(
  db: Store,
  { proposalId, revision }: { proposalId: string; revision: number },
): Promise<FirstLook | undefined> {
  return (await getMeta(db, 'looks'))?.[nameOf(proposalId, revision)];
}
