import { voidClearance } from './clearance-rows.ts';
import type { Db } from './db.ts';

type Due = { workspace_id: string; id: string };

/**
 * Expires proposals that are over their time; reopens approved ones whose clearance ran out
 * unredeemed, for a new decision (its old one no longer stands; a recall does the same); forgets
 * expired tokens and proofs.
 * @returns how many proposals changed
 */
export async function expireDue(db: Db): Promise<number> {
  let count = 0;
  const workspaces = await db.due("select due_in('expiry') as workspace_id");
  for (const workspaceId of workspaces) count += await expireIn(db, workspaceId);
  await db.outside('delete from seen_once where expires_at < now()');
  return count;
}

async function expireIn(db: Db, workspaceId: string): Promise<number> {
  let count = 0;
  const q = db.in(workspaceId);
  const lapsed = await q<Due>(
    `select workspace_id, proposal_id as id from clearances
     where workspace_id = $1 and state = 'open' and expires_at <= now()
     order by expires_at limit 500`,
    [workspaceId],
  );
  for (const due of lapsed) count += await lapse(db, due);
  const over = await q<Due>(
    `select workspace_id, id from proposals
     where workspace_id = $1 and state in ('pending', 'escalated', 'recalled')
       and expires_at <= now() order by expires_at limit 500`,
    [workspaceId],
  );
  for (const due of over) count += await expire(db, due);
  await q('delete from tokens where workspace_id = $1 and expires_at < now()', [workspaceId]);
  await q('delete from tickets where workspace_id = $1 and expires_at < now()', [workspaceId]);
  return count;
}

const actor = 'gate:expiry';

async function lapse(db: Db, due: Due): Promise<number> {
  const workspaceId = due.workspace_id;
  const moved = await db.tx({ workspaceId, actor }, async (q) => {
    const [row] = await q<{ state: string; lane: string }>(
      'select state, lane from proposals where workspace_id = $1 and id = $2 for update',
      [workspaceId, due.id],
    );
    const [open] = await q(
      `select id from clearances where workspace_id = $1 and proposal_id = $2
         and state = 'open' and expires_at <= now()`,
      [workspaceId, due.id],
    );
    if (!open) return 0;
    await voidClearance(q, {
      workspaceId,
      proposalId: due.id,
      reason: 'the clearance expired',
    });
    if (row?.state !== 'approved') return 0;
    // Nobody looks at an open lane's items, so there they end; a person's come back to them.
    await q('update proposals set state = $3 where workspace_id = $1 and id = $2', [
      workspaceId,
      due.id,
      row.lane === 'human' ? 'pending' : 'failed',
    ]);
    return 1;
  });
  if (moved > 0) db.moved(workspaceId);
  return moved;
}

async function expire(db: Db, due: Due): Promise<number> {
  const workspaceId = due.workspace_id;
  const rows = await db.tx({ workspaceId, actor }, (q) =>
    q(
      `update proposals set state = 'expired' where workspace_id = $1 and id = $2
         and state in ('pending', 'escalated', 'recalled') and expires_at <= now() returning id`,
      [workspaceId, due.id],
    ),
  );
  if (rows.length > 0) db.moved(workspaceId);
  return rows.length;
}
