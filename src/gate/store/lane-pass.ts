import { RoutedByOld, type RoutedRevision } from '../dispatch/ports.ts';
import type { Query } from './db.ts';
import { LANE_IS, laneValues } from './lane-rows.ts';

/** SQLSTATE of 0016_lanes.sql: the lane is not open (any more) for this. */
export const NOT_OPEN = 'CS016';

/**
 * Writes, before the clearance, what an audit of it rests on, and counts it against the day's cap.
 * @throws RoutedByOld where the cap was reached in between
 */
export async function passLane(q: Query, revision: RoutedRevision, number: number): Promise<void> {
  const { workspaceId, proposalId, pass, input } = revision;
  if (!pass) return;
  const { tier, subject, template, stratum, inclusion, drawn } = pass;
  if (tier === 'constrained') {
    const taken = await q(
      `update lanes l set used_on = (now() at time zone 'utc')::date,
         used = case when l.used_on = (now() at time zone 'utc')::date then l.used + 1 else 1 end
       where ${LANE_IS} and l.open and (l.verdict #>> '{limits,dailyCap}' is null
         or l.used_on is distinct from (now() at time zone 'utc')::date
         or l.used < (l.verdict #>> '{limits,dailyCap}')::int) returning 1`,
      laneValues({ workspaceId, workflowId: input.workflowId, subject, tier }),
    );
    if (taken.length === 0) throw new RoutedByOld('the lane has no room today');
  }
  await q(
    `insert into lane_passes (workspace_id, proposal_id, revision, workflow_id, model, model_version,
       prompt_version, tier, template, stratum, inclusion, drawn)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      workspaceId,
      proposalId,
      number,
      input.workflowId,
      subject.model,
      subject.modelVersion,
      subject.prompt,
      tier,
      template ?? null,
      stratum,
      inclusion,
      drawn,
    ],
  );
}
