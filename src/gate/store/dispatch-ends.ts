import type { Dispatch, DispatchResult, DispatchState } from '../../core/schema/dispatch.ts';
import type { ProposalState } from '../../core/schema/proposal.ts';
import type { DispatchStore } from '../dispatch/ports.ts';
import { Refusal } from '../dispatch/ports.ts';
import { canMove } from '../dispatch/states.ts';
import { takeBack, voidClearance } from './clearance-rows.ts';
import type { Db, Query } from './db.ts';
import { canAsk } from './dispatch-asks.ts';
import { sendAsk } from './queues.ts';
import { DISPATCH_COLUMNS, type DispatchRow, dispatchOf } from './rows.ts';

/**
 * What each outcome makes of the dispatch and of its proposal. `not_executed` and `recalled` left
 * nothing behind, so the proposal is decided again.
 */
const ENDS: Record<
  DispatchResult['outcome'],
  { dispatch: DispatchState; proposal: ProposalState; takesBack: boolean }
> = {
  executed: { dispatch: 'executed', proposal: 'executed', takesBack: false },
  failed: { dispatch: 'failed', proposal: 'failed', takesBack: false },
  not_executed: { dispatch: 'failed', proposal: 'pending', takesBack: true },
  recalled: { dispatch: 'failed', proposal: 'recalled', takesBack: true },
  unknown: { dispatch: 'unknown', proposal: 'unknown', takesBack: false },
};

type Locked = DispatchRow & {
  proposal_id: string;
  proposal_state: ProposalState;
  decision_id: string | null;
  doubtful: boolean;
  resolution: object | null;
};

export async function finish(
  db: Db,
  input: Parameters<DispatchStore['finish']>[0],
): Promise<Dispatch | null> {
  const { workspaceId, dispatchId, deviceId } = input;
  const actor = deviceId ? `device:${deviceId}` : 'gate:dispatcher';
  const dispatch = await db.tx({ workspaceId, actor }, async (q) => {
    const row = await lock(q, { workspaceId, dispatchId });
    if (!row) return null;
    if (deviceId !== undefined && row.executor !== `gmail-compose:${deviceId}`) return null;
    // A no to a later attempt says nothing of the one whose outcome is not known.
    const doubt = row.doubtful && row.state !== 'unknown' && input.result.outcome === 'failed';
    const result: DispatchResult = doubt ? { ...input.result, outcome: 'unknown' } : input.result;
    const end = ENDS[result.outcome];
    // The same report again, after an answer that got lost.
    if (row.state === end.dispatch && row.proposal_state === end.proposal) return dispatchOf(row);
    // Once left, only Gmail's Undo takes it back.
    if (row.state === 'executed' && result.outcome !== 'recalled') return null;
    if (!canMove('dispatch', row.state, end.dispatch)) return null;
    if (!canMove('proposal', row.proposal_state, end.proposal)) return null;
    if (row.executor.startsWith('gate:') && result.outcome === 'recalled') return null;
    return end_(q, { workspaceId, row, result });
  });
  if (dispatch) db.moved(workspaceId);
  return dispatch;
}

async function end_(
  q: Query,
  work: { workspaceId: string; row: Locked; result: DispatchResult },
): Promise<Dispatch> {
  const { workspaceId, row, result } = work;
  const end = ENDS[result.outcome];
  const detail =
    result.outcome === 'recalled' || result.outcome === 'not_executed'
      ? [result.outcome.replace('_', ' '), result.detail].filter(Boolean).join(': ')
      : (result.detail ?? null);
  const [ended] = await q<DispatchRow>(
    `update dispatches d set state = $3, external_ref = coalesce($4, d.external_ref), detail = $5,
       finished_at = now()
     where d.workspace_id = $1 and d.id = $2 returning ${DISPATCH_COLUMNS}`,
    [workspaceId, row.id, end.dispatch, result.externalRef ?? null, detail],
  );
  if (end.takesBack && row.decision_id !== null) {
    await takeBack(q, { workspaceId, decisionId: row.decision_id });
  }
  await q('update proposals set state = $3 where workspace_id = $1 and id = $2', [
    workspaceId,
    row.proposal_id,
    end.proposal,
  ]);
  if (end.dispatch === 'unknown') await askSoon(q, { workspaceId, row });
  return dispatchOf(ended ?? row);
}

/** A request that was cut off can still be under way there. */
const ASK_AFTER_MS = 5000;

/** Once, by itself: what became of it, where the other system can tell. */
export async function askSoon(
  q: Query,
  { workspaceId, row }: { workspaceId: string; row: { id: string; executor: string } },
): Promise<void> {
  if (!canAsk(row.executor)) return;
  const job = { workspaceId, dispatchId: row.id, executor: row.executor };
  await sendAsk(q, job, ASK_AFTER_MS);
}

/** A person's word on an unknown outcome. @throws Refusal not-found, outcome-known */
export async function resolve(
  db: Db,
  input: Parameters<DispatchStore['resolve']>[0],
): Promise<Dispatch> {
  const { workspaceId, dispatchId, by, outcome, reason } = input;
  const dispatch = await db.tx({ workspaceId, actor: by }, async (q) => {
    const row = await lock(q, { workspaceId, dispatchId });
    if (!row) throw new Refusal('not-found', 'There is no such dispatch.');
    // The same word again, by whomever: an answer that got lost, or two who agree.
    if (row.state === outcome && row.resolution !== null) return dispatchOf(row);
    if (row.state !== 'unknown')
      throw new Refusal('outcome-known', `The dispatch is ${row.state}; only unknown is settled.`);
    const [ended] = await q<DispatchRow>(
      `update dispatches d set state = $3, detail = $4, finished_at = now(),
         resolution = jsonb_build_object('by', $5::text, 'outcome', $3::text, 'reason', $6::text)
       where d.workspace_id = $1 and d.id = $2 returning ${DISPATCH_COLUMNS}`,
      [workspaceId, dispatchId, outcome, `Settled by a person: ${reason}`, by, reason],
    );
    if (canMove('proposal', row.proposal_state, outcome)) {
      await q('update proposals set state = $3 where workspace_id = $1 and id = $2', [
        workspaceId,
        row.proposal_id,
        outcome,
      ]);
    }
    return dispatchOf(ended ?? row);
  });
  db.moved(workspaceId);
  return dispatch;
}

/** Ends a dispatch that never redeemed, or whose redemption ran out before anything was handed over. */
export async function refuse(db: Db, input: Parameters<DispatchStore['refuse']>[0]): Promise<void> {
  const { workspaceId, dispatchId, detail } = input;
  await db.tx({ workspaceId, actor: 'gate:dispatcher' }, async (q) => {
    const row = await lock(q, { workspaceId, dispatchId });
    if (row?.state !== 'queued') return;
    if (row.doubtful) {
      // An earlier attempt may have been executed: that it can't be tried again refuses nothing.
      await end_(q, { workspaceId, row, result: { outcome: 'unknown', detail } });
      return;
    }
    const [clearance] = await q<{ over: boolean }>(
      'select expires_at <= now() as over from clearances where workspace_id = $1 and id = $2',
      [workspaceId, row.clearance_id],
    );
    await voidClearance(q, {
      workspaceId,
      proposalId: row.proposal_id,
      reason: detail,
    });
    await q(
      `update dispatches set state = 'refused', detail = $3, finished_at = now()
       where workspace_id = $1 and id = $2 and state = 'queued'`,
      [workspaceId, dispatchId, detail],
    );
    const reopens = row.decision_id !== null && clearance?.over === true;
    // Also one that was claimed, met a limit, and waited too long: nothing of it was done.
    const next =
      canMove('proposal', row.proposal_state, 'pending') && reopens ? 'pending' : 'failed';
    if (reopens && row.decision_id !== null) {
      await takeBack(q, { workspaceId, decisionId: row.decision_id });
    }
    if (canMove('proposal', row.proposal_state, next)) {
      await q('update proposals set state = $3 where workspace_id = $1 and id = $2', [
        workspaceId,
        row.proposal_id,
        next,
      ]);
    }
  });
  db.moved(workspaceId);
}

/** Proposal first, then dispatch: the order in which everyone locks. */
async function lock(
  q: Query,
  ref: { workspaceId: string; dispatchId: string },
): Promise<Locked | undefined> {
  const values = [ref.workspaceId, ref.dispatchId];
  await q(
    `select p.id from proposals p join dispatches d
       on d.workspace_id = p.workspace_id and d.proposal_id = p.id
     where d.workspace_id = $1 and d.id = $2 for update of p`,
    values,
  );
  const [row] = await q<Locked>(
    `select ${DISPATCH_COLUMNS}, p.state as proposal_state, c.decision_id, d.doubtful, d.resolution
     from dispatches d
     join proposals p on p.workspace_id = d.workspace_id and p.id = d.proposal_id
     join clearances c on c.workspace_id = d.workspace_id and c.id = d.clearance_id
     where d.workspace_id = $1 and d.id = $2 for update of d`,
    values,
  );
  return row;
}
