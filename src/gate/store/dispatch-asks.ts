import type { Attempt } from '../../protocol/operate.ts';
import { type DispatchStore, GUARANTEES, Refusal } from '../dispatch/ports.ts';
import type { Db } from './db.ts';
import { queueOf, sendAsk } from './queues.ts';
import { DISPATCH_COLUMNS, type DispatchRow, dispatchOf, iso, present } from './rows.ts';

/** Whether this executor can be asked what became of a work. */
export const canAsk = (executor: string): boolean =>
  Object.entries(GUARANTEES).some(([name, { asks }]) => name === executor && asks);

const KNOWN = new Refusal('outcome-known', 'What became of this dispatch is known.');

export async function ask(
  db: Db,
  { workspaceId, dispatchId, by }: Parameters<DispatchStore['ask']>[0],
): ReturnType<DispatchStore['ask']> {
  const row = await db.tx({ workspaceId, actor: by }, async (q) => {
    const [found] = await q<DispatchRow>(
      `select ${DISPATCH_COLUMNS} from dispatches d where d.workspace_id = $1 and d.id = $2`,
      [workspaceId, dispatchId],
    );
    if (!found) throw new Refusal('not-found', 'There is no such dispatch.');
    if (found.state !== 'unknown') throw KNOWN;
    if (!canAsk(found.executor)) {
      throw new Refusal(
        'cannot-ask',
        `${found.executor} can't be asked; a person has to settle it.`,
      );
    }
    await sendAsk(q, { workspaceId, dispatchId, executor: found.executor });
    return found;
  });
  db.wake(queueOf(row.executor));
  return dispatchOf(row);
}

/** Logs what the executor answered. Moving the dispatch by it is `finish`'s. */
export async function logAsk(db: Db, input: Parameters<DispatchStore['asked']>[0]): Promise<void> {
  const { workspaceId, dispatchId, instance, startedAt, answer } = input;
  const outcome = 'failed' in answer ? 'failed' : answer.found;
  const detail = 'failed' in answer ? answer.failed : (answer.detail ?? null);
  await db.tx({ workspaceId, actor: `gate:${instance}` }, (q) =>
    q(
      `insert into dispatch_attempts
         (workspace_id, dispatch_id, what, attempt, instance, started_at, ended_at, outcome, detail)
       select $1, $2, 'ask', 1 + count(*), $3, $4, now(), $5, $6 from dispatch_attempts
       where workspace_id = $1 and dispatch_id = $2 and what = 'ask'
       on conflict do nothing`,
      [workspaceId, dispatchId, instance, startedAt, outcome, detail],
    ),
  );
}

type AttemptRow = {
  what: Attempt['what'];
  attempt: number;
  instance: string | null;
  started_at: Date;
  handed_over_at: Date | null;
  ended_at: Date | null;
  outcome: string | null;
  detail: string | null;
};

export async function attempts(
  db: Db,
  { workspaceId, dispatchId }: Parameters<DispatchStore['attempts']>[0],
): Promise<Attempt[] | null> {
  const rows = await db.in(workspaceId)<AttemptRow & { what: Attempt['what'] | null }>(
    `select a.what, a.attempt, a.instance, a.started_at, a.handed_over_at, a.ended_at, a.outcome,
       a.detail
     from dispatches d left join dispatch_attempts a
       on a.workspace_id = d.workspace_id and a.dispatch_id = d.id
     where d.workspace_id = $1 and d.id = $2 order by a.started_at, a.what desc, a.attempt`,
    [workspaceId, dispatchId],
  );
  if (rows.length === 0) return null;
  return rows
    .filter((row) => row.what !== null)
    .map((row) => ({
      what: row.what,
      attempt: row.attempt,
      startedAt: iso(row.started_at),
      ...present({
        instance: row.instance,
        handedOverAt: row.handed_over_at && iso(row.handed_over_at),
        endedAt: row.ended_at && iso(row.ended_at),
        outcome: row.outcome,
        detail: row.detail,
      }),
    }));
}
