import type { Payload, Reply } from '../../messages/channel.ts';
import type { PanelToWorker } from '../../messages/panel-to-worker.ts';
import type { ConnectionState, ItemView, LocalDecision } from '../../messages/shared.ts';
import type { Store } from '../../store/db.ts';
import { itemRow } from '../../store/items.ts';
import { listLines } from '../../store/list.ts';
import { pendingCount } from '../../store/meta.ts';
import { localDecisions } from '../../store/outbox.ts';
import type { OutboxRow } from '../../store/outbox-states.ts';
import { type ItemRow, ownOf } from '../../store/rows.ts';
import type { AskWorker } from '../review/items.ts';
import type { List } from './list-model.ts';

/**
 * The review card's questions, answered here where the store has the answer, in the order and under
 * the filter that the list shows. What decides, undoes or asks the gate goes to the worker.
 */
export function localAsk(input: {
  db: Store;
  list: List;
  worker: AskWorker;
  connection: () => ConnectionState | undefined;
}): AskWorker {
  const { db, list, worker } = input;

  async function viewsOf(rows: readonly ItemRow[]): Promise<ItemView[]> {
    const decided = await localDecisions(
      db,
      rows.map(({ proposalId }) => proposalId),
    );
    return rows.map((row) => {
      const local = decided.get(row.proposalId);
      return { item: row.item, ...ownOf(row), ...(local ? { local: localOf(local) } : {}) };
    });
  }

  async function neighbours(
    asked: Payload<PanelToWorker, 'item.neighbours'>,
  ): Promise<Reply<PanelToWorker, 'item.neighbours'>> {
    const { proposalId, count } = asked;
    const from = proposalId === undefined ? undefined : await itemRow(db, proposalId);
    const filter = list.filter.value;
    const [next, pending] = await Promise.all([
      listLines(db, { filter, after: from, count }),
      pendingCount(db),
    ]);
    const lines = list.lines.value;
    const at = lines.findIndex(({ row }) => row.proposalId === proposalId);
    const before = at > 0 ? lines.slice(Math.max(0, at - count), at).reverse() : [];
    const rows = [...next, ...before].map(({ row }) => row);
    const views = await viewsOf(rows);
    const connection = input.connection();
    return {
      next: views.slice(0, next.length),
      previous: views.slice(next.length),
      pending,
      ...(connection ? { connection } : {}),
    };
  }

  // One function over a table: each name is answered by the entry that has its reply.
  const here: { [N in keyof PanelToWorker]?: (asked: never) => Promise<unknown> } = {
    'item.get': async ({ proposalId }: Payload<PanelToWorker, 'item.get'>) => {
      const row = await itemRow(db, proposalId);
      const [view] = row ? await viewsOf([row]) : [];
      return view ? { view } : {};
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
  return {
    decisionId: row.decisionId,
    action: row.decision.action,
    state: row.state,
    undoUntil: new Date(row.releaseAt).toISOString(),
    ...(detail === undefined ? {} : { detail }),
  };
}
