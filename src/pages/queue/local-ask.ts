import { ownWordsOf } from '../../core/review/own-words.ts';
import type { Payload, Reply } from '../../messages/channel.ts';
import type { PanelToWorker } from '../../messages/panel-to-worker.ts';
import type { ConnectionState, ItemView, LocalDecision } from '../../messages/shared.ts';
import { itemAcross, linesAcross } from '../../store/list-spaces.ts';
import { pendingCount } from '../../store/meta.ts';
import { localDecisions } from '../../store/outbox.ts';
import { isRefused, type OutboxRow } from '../../store/outbox-states.ts';
import { type ItemRow, ownOf } from '../../store/rows.ts';
import type { SpaceStore } from '../../store/spaces.ts';
import type { AskWorker } from '../review/items.ts';
import type { Linked } from './linked.ts';
import type { List } from './list-model.ts';

/**
 * The review card's questions, answered here where the store has the answer, in the order and under
 * the filter that the list shows. What decides, undoes or asks the gate goes to the worker.
 */
export function localAsk(input: {
  spaces: () => Promise<readonly SpaceStore[]>;
  list: List;
  worker: AskWorker;
  connection: () => ConnectionState | undefined;
  linked: Linked;
}): AskWorker {
  const { spaces, list, worker, linked } = input;

  /** As the worker tells panels (background/views.ts). */
  async function viewsOf(
    found: readonly { space: SpaceStore; row: ItemRow }[],
  ): Promise<ItemView[]> {
    const several = (await spaces()).length > 1;
    const decided = new Map<string, OutboxRow>();
    for (const { id, db } of new Set(found.map(({ space }) => space))) {
      const ids = found.flatMap(({ space, row }) => (space.id === id ? [row.proposalId] : []));
      for (const [key, row] of await localDecisions(db, ids)) decided.set(key, row);
    }
    return found.map(({ space: { id, name }, row }) => {
      const local = decided.get(row.proposalId);
      return {
        item: row.item,
        ...ownOf(row),
        ...(local ? { local: localOf(local) } : {}),
        ...(several ? { space: { id, name } } : {}),
      };
    });
  }

  async function neighbours(
    asked: Payload<PanelToWorker, 'item.neighbours'>,
  ): Promise<Reply<PanelToWorker, 'item.neighbours'>> {
    const { proposalId, count } = asked;
    const all = await spaces();
    const from = proposalId === undefined ? undefined : await itemAcross(all, proposalId);
    const filter = list.filter.value;
    const [next, pending] = await Promise.all([
      linesAcross(all, { filter, after: from?.row, count }),
      Promise.all(all.map(({ db }) => pendingCount(db))),
    ]);
    const lines = list.lines.value;
    const at = lines.findIndex(({ row }) => row.proposalId === proposalId);
    const before = at > 0 ? lines.slice(Math.max(0, at - count), at).reverse() : [];
    const views = await viewsOf([...next, ...before]);
    const connection = input.connection();
    return {
      next: views.slice(0, next.length),
      previous: views.slice(next.length),
      pending: pending.reduce((sum, one) => sum + one, 0),
      ...(connection ? { connection } : {}),
    };
  }

  // One function over a table: each name is answered by the entry that has its reply.
  const here: { [N in keyof PanelToWorker]?: (asked: never) => Promise<unknown> } = {
    'item.get': async (asked: Payload<PanelToWorker, 'item.get'>) => {
      const { proposalId } = asked;
      const only = linked.spaceOf(proposalId);
      const among = (await spaces()).filter(({ id }) => only === undefined || id === only);
      const found = await itemAcross(among, proposalId);
      const [view] = found ? await viewsOf([found]) : [];
      return view ? { view } : linked.ask(asked);
    },
    'item.neighbours': neighbours,
    'items.ahead': async () => ({ views: [] }),
  };
  return (name, payload) => {
    const answer = here[name];
    return answer
      ? (answer(payload as never) as Promise<Reply<PanelToWorker, typeof name>>)
      : worker(name, payload);
  };
}

/** As the worker tells panels (background/views.ts). */
function localOf(row: OutboxRow): LocalDecision {
  const detail = row.answer?.detail ?? row.answer?.conflict;
  const own = isRefused(row) ? ownWordsOf(row.decision) : undefined;
  return {
    decisionId: row.decisionId,
    action: row.decision.action,
    state: row.state,
    undoUntil: new Date(row.releaseAt).toISOString(),
    ...(detail === undefined ? {} : { detail }),
    ...(own === undefined ? {} : { own }),
  };
}
