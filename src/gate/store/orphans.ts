import { type DispatchStore, MOST_TRIES } from '../dispatch/ports.ts';
import type { Db, Query } from './db.ts';
import { askSoon } from './dispatch-ends.ts';
import { DISPATCH_QUEUE, sendDispatch } from './queues.ts';

type Orphan = {
  workspace_id: string;
  id: string;
  claimed_by: string;
  own: boolean;
};

/** A device that redeemed and never reported: its browser was killed, or it is offline for long. */
const DEVICE_SILENT = "interval '10 minutes'";
/**
 * Our own claims that no run knows of any more: the answer to a commit was lost. For a caller that
 * can't tell what runs: longer than a run can take; and taking one too early only makes that run
 * stop before it hands over.
 */
const OWN_STALE = `(state = 'claimed' and claimed_at < now() - interval '2 minutes'
  or state = 'handing_over' and handed_over_at < now() - interval '10 minutes')`;
/** A queued dispatch whose job should have run by now. */
const JOB_LATE = "interval '5 seconds'";

/** Session advisory lock that a gate process holds while it lives (instance.ts). */
export const instanceLock = (instance: string): [string, unknown[]] => [
  'select pg_try_advisory_lock(7261904, hashtext($1)) as held',
  [instance],
];

/**
 * Takes over from processes that died: claimed and not handed over → queued again under the same
 * redemption; handing over → unknown, or queued again where the work is repeatable. Devices that never reported → unknown. Queued dispatches of
 * running workflows get a job again when theirs is late. Any process may run it at any time.
 */
export async function recoverOrphans(
  db: Db,
  { live, running }: Parameters<DispatchStore['recoverOrphans']>[0],
): ReturnType<DispatchStore['recoverOrphans']> {
  const counts = { requeued: 0, unknown: 0 };
  const workspaces = await db.due("select due_in('dispatches') as workspace_id");
  for (const workspaceId of workspaces) {
    await recoverClaimed(db, { workspaceId, live, running, counts });
    counts.unknown += await silentDevices(db, workspaceId);
    await resendLate(db, workspaceId);
  }
  db.wake(DISPATCH_QUEUE);
  return counts;
}

async function recoverClaimed(
  db: Db,
  work: {
    workspaceId: string;
    live: string;
    running: ((dispatchId: string) => boolean) | undefined;
    counts: { requeued: number; unknown: number };
  },
): Promise<void> {
  const { workspaceId, live, running, counts } = work;
  const claimed = await db.in(workspaceId)<Orphan>(
    `select workspace_id, id, claimed_by, claimed_by = $2 as own from dispatches
     where workspace_id = $1 and state in ('claimed', 'handing_over') and claimed_by is not null
       and (claimed_by <> $2 or $3 or ${OWN_STALE})
     order by created_at limit 1000`,
    [workspaceId, live, running !== undefined],
  );
  for (const orphan of claimed) {
    const done = await db.tx(
      { workspaceId: orphan.workspace_id, actor: `gate:recovery:${live}` },
      (q) => recover(q, orphan, running),
    );
    if (done !== null) {
      counts[done] += 1;
      db.moved(orphan.workspace_id);
    }
  }
}

async function recover(
  q: Query,
  orphan: Orphan,
  running?: (dispatchId: string) => boolean,
): Promise<'requeued' | 'unknown' | null> {
  const [lock] = await q<{ dead: boolean }>(
    'select pg_try_advisory_xact_lock(7261904, hashtext($1)) as dead',
    [orphan.claimed_by],
  );
  if (!lock?.dead && !orphan.own) return null;
  const ref = [orphan.workspace_id, orphan.id];
  // A claim needs the workflow shared (its trigger); queueing again needs only proposal, dispatch.
  await q(
    `select p.id from proposals p join dispatches d
       on d.workspace_id = p.workspace_id and d.proposal_id = p.id
     where d.workspace_id = $1 and d.id = $2 for update of p`,
    ref,
  );
  const [row] = await q<{
    state: string;
    proposal_id: string;
    executor: string;
    claimed_by: string | null;
    stale: boolean;
    repeatable: boolean;
  }>(
    `select state, proposal_id, executor, claimed_by, ${OWN_STALE} as stale,
       repeatable(executor, workspace_id, proposal_id)
         and tries_of(workspace_id, id) < ${MOST_TRIES} as repeatable
     from dispatches
     where workspace_id = $1 and id = $2 for update`,
    ref,
  );
  if (!row || row.claimed_by !== orphan.claimed_by) return null;
  // Asked only now, under the lock: whoever claimed this row was running before it did.
  if (orphan.own && (running ? running(orphan.id) : !row.stale)) return null;
  if (row.state === 'claimed' || (row.state === 'handing_over' && row.repeatable)) {
    await q(
      `update dispatches set state = 'queued', claimed_by = null, claimed_at = null,
         waiting_for = 'stopped'
       where workspace_id = $1 and id = $2`,
      ref,
    );
    await sendDispatch(q, {
      workspaceId: orphan.workspace_id,
      dispatchId: orphan.id,
      executor: row.executor,
    });
    return 'requeued';
  }
  if (row.state !== 'handing_over') return null;
  await makeUnknown(q, {
    workspaceId: orphan.workspace_id,
    dispatchId: orphan.id,
    proposalId: row.proposal_id,
    detail: 'The gate stopped while it handed this over.',
  });
  await askSoon(q, {
    workspaceId: orphan.workspace_id,
    row: { id: orphan.id, executor: row.executor },
  });
  return 'unknown';
}

async function makeUnknown(
  q: Query,
  work: {
    workspaceId: string;
    dispatchId: string;
    proposalId: string;
    detail: string;
  },
): Promise<void> {
  await q(
    `update dispatches set state = 'unknown', detail = $3, finished_at = now()
     where workspace_id = $1 and id = $2`,
    [work.workspaceId, work.dispatchId, work.detail],
  );
  await q(
    `update proposals set state = 'unknown'
     where workspace_id = $1 and id = $2 and state = 'dispatching'`,
    [work.workspaceId, work.proposalId],
  );
}

async function silentDevices(db: Db, workspaceId: string): Promise<number> {
  const silent = `state = 'claimed' and executor not like 'gate:%'
    and claimed_at < now() - ${DEVICE_SILENT}`;
  const rows = await db.in(workspaceId)<{ id: string; proposal_id: string }>(
    `select id, proposal_id from dispatches where workspace_id = $1 and ${silent} limit 1000`,
    [workspaceId],
  );
  let count = 0;
  for (const row of rows) {
    const done = await db.tx({ workspaceId, actor: 'gate:recovery' }, async (q) => {
      await q('select id from proposals where workspace_id = $1 and id = $2 for update', [
        workspaceId,
        row.proposal_id,
      ]);
      const still = await q(
        `select id from dispatches where workspace_id = $1 and id = $2 and ${silent} for update`,
        [workspaceId, row.id],
      );
      if (still.length === 0) return 0;
      await makeUnknown(q, {
        workspaceId,
        dispatchId: row.id,
        proposalId: row.proposal_id,
        detail: 'The device redeemed the clearance and never said what became of it.',
      });
      return 1;
    });
    count += done;
    if (done > 0) db.moved(workspaceId);
  }
  return count;
}

async function resendLate(db: Db, workspaceId: string): Promise<void> {
  const late = await db.in(workspaceId)<{ id: string; executor: string }>(
    `select d.id, d.executor from dispatches d
     join workflows w on w.workspace_id = d.workspace_id and w.id = d.workflow_id
     where d.workspace_id = $1 and d.state = 'queued' and w.state = 'running'
       and d.created_at < now() - ${JOB_LATE} and (d.not_before is null or d.not_before <= now())
     order by d.created_at limit 500`,
    [workspaceId],
  );
  // At worst there are two jobs of a dispatch; the claim lets one of them run.
  for (const row of late) {
    await sendDispatch(db.outside, { workspaceId, dispatchId: row.id, executor: row.executor });
  }
}
