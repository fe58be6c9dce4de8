import type { Breach } from '../../core/lanes/lane.ts';
import { raiseAlert } from './alerts.ts';
import { voidClearance } from './clearance-rows.ts';
import type { Db, Query } from './db.ts';
import { LANE_IS, type LaneRef, laneValues } from './lane-rows.ts';

/**
 * Closes one lane in the caller's transaction; what it knew rested on a steady rate, and starts anew. Its
 * workflow's owner is told, unless it was a person who closed it.
 */
export async function closeLane(q: Query, lane: LaneRef, breach: Breach): Promise<boolean> {
  const rows = await q(
    `update lanes l set open = false, threshold = null, bound = null, first = null, held = null,
       line = null, level = null, watch = null, round = l.round + 1, breach = $7, decided_at = null,
       known_from = (now() at time zone 'utc')::date
     where ${LANE_IS} and (l.open or l.held is not null) returning l.round`,
    [...laneValues(lane), JSON.stringify(breach)],
  );
  if (rows.length === 0) return false;
  if (breach.by !== 'person') await tellOwner(q, lane, breach);
  return true;
}

async function tellOwner(
  q: Query,
  { workspaceId, workflowId, subject, tier }: LaneRef,
  { by, why }: Breach,
): Promise<void> {
  const { model, modelVersion, prompt } = subject;
  await raiseAlert(q, {
    workspaceId,
    alert: {
      cause: `lane-closed:${workflowId}:${tier}`,
      kind: 'lane-closed',
      urgency: by === 'detector' ? 'page' : 'tell',
      workflowId,
      title: `The ${tier} lane of ${workflowId} has closed by itself: ${why}.`.slice(0, 500),
      detail: { tier, model, modelVersion, prompt, by },
    },
  });
}

/**
 * What a closed lane had cleared and nobody has taken yet goes to people. After the closing has
 * committed, since a redemption locks the proposal first and the lane after it; nothing can be redeemed
 * in between (0016: a redemption wants the lane open). Returns how many.
 */
export async function recallOf(db: Db, lane: LaneRef): Promise<number> {
  const { workspaceId } = lane;
  const recalled = await db.tx({ workspaceId, actor: 'gate:lanes' }, async (q) => {
    const rows = await q<{ id: string }>(
      `select p.id from clearances c
       join proposals p on p.workspace_id = c.workspace_id and p.id = c.proposal_id
       join lane_passes s on s.workspace_id = c.workspace_id and s.proposal_id = c.proposal_id
         and s.revision = c.revision
       where c.workspace_id = $1 and s.workflow_id = $2 and s.model = $3 and s.model_version = $4
         and s.prompt_version = $5 and s.tier = $6 and c.state = 'open' and c.decision_id is null
         and p.state = 'approved' and p.revision = c.revision
       order by p.id for update of p`,
      laneValues(lane),
    );
    for (const { id } of rows) {
      const reason = 'the lane that it would have run in was closed';
      await voidClearance(q, { workspaceId, proposalId: id, reason });
      await q(
        `update proposals set state = 'pending', lane = 'human'
         where workspace_id = $1 and id = $2 and state = 'approved'`,
        [workspaceId, id],
      );
    }
    return rows.length;
  });
  if (recalled > 0) db.moved(workspaceId);
  return recalled;
}
