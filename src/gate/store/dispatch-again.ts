import type { DispatchStore } from '../dispatch/ports.ts';
import { codeOf, type Db, type Query } from './db.ts';
import { queueOf, sendDispatch } from './queues.ts';

/** A state machine's refusal (0002_states.sql). */
const REFUSED = 'CS001';

/** Puts a claimed dispatch back into its queue, where the database allows that. */
export async function again(
  db: Db,
  input: Parameters<DispatchStore['again']>[0],
): Promise<boolean> {
  const { workspaceId, dispatchId, claimedBy, because, detail, afterMs, perSecond } = input;
  try {
    const executor = await db.tx({ workspaceId, actor: `gate:${claimedBy}` }, async (q) => {
      const [row] = await q<{ executor: string }>(
        `update dispatches set state = 'queued', claimed_by = null, claimed_at = null,
           waiting_for = $4, detail = $5, not_before = now() + $6 * interval '1 millisecond'
         where workspace_id = $1 and id = $2 and claimed_by = $3
           and state in ('claimed', 'handing_over') returning executor`,
        [workspaceId, dispatchId, claimedBy, because, detail, afterMs],
      );
      if (!row) return null;
      await sendDispatch(q, { workspaceId, dispatchId, executor: row.executor }, afterMs);
      if (because === 'rate_limited' && perSecond !== undefined) {
        await holdBack(q, { executor: row.executor, afterMs, perSecond });
      }
      return row.executor;
    });
    if (executor === null) return false;
  } catch (error) {
    // What was handed over and reaches a buyer is never queued again, whoever asks.
    if (codeOf(error) === REFUSED) return false;
    throw error;
  }
  db.moved(workspaceId);
  return true;
}

/** A limit that the system named is a debt in its bucket: whatever else waits for it waits as long. */
async function holdBack(
  q: Query,
  { executor, afterMs, perSecond }: { executor: string; afterMs: number; perSecond: number },
): Promise<void> {
  await q(
    `insert into rate_buckets (key, tokens, taken, at)
     values ($1, $2::float8, false, clock_timestamp())
     on conflict (key) do update set at = clock_timestamp(), taken = false,
       tokens = least(rate_buckets.tokens, $2::float8)`,
    [bucketOf(queueOf(executor)), -(afterMs / 1000) * perSecond],
  );
}

export const bucketOf = (queue: string): string => `starts ${queue}`;

/** A claim that was refused for now: the dispatch stays queued, and its job comes then. */
export async function later(db: Db, input: Parameters<DispatchStore['later']>[0]): Promise<void> {
  const { workspaceId, dispatchId, until, detail } = input;
  await db.tx({ workspaceId, actor: 'gate:dispatcher' }, async (q) => {
    const [row] = await q<{ executor: string; ms: number }>(
      `update dispatches set not_before = $3::timestamptz, detail = $4
       where workspace_id = $1 and id = $2 and state = 'queued'
       returning executor,
         greatest(0, extract(epoch from $3::timestamptz - now()) * 1000)::float8 as ms`,
      [workspaceId, dispatchId, until, detail],
    );
    if (!row) return;
    await sendDispatch(q, { workspaceId, dispatchId, executor: row.executor }, row.ms);
  });
  db.moved(workspaceId);
}
