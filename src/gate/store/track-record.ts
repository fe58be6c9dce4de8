import type { TrackRecord } from '../../core/schema/proposal.ts';
import { type Step, worth } from '../../core/stats/recalibrate.ts';
import type { Query } from './db.ts';

/** Confidences within the same twentieth are near each other. */
export const bucketOf = (confidence: number): number => Math.min(19, Math.floor(confidence * 20));

/** Only the latest decisions count: a model version's past weeks, not its first day. */
const WINDOW = 1000;

/**
 * What such a confidence has been worth for a workflow and model version. Where labels say so (lanes, 0016),
 * it is the step of the isotonic regression over all of them, weighted by how likely each was looked at:
 * `right` of `n` is then its share, rounded to a whole item. Otherwise, of the last 1,000 decisions near
 * this confidence, those approved without an edit.
 */
export async function trackRecord(
  query: Query,
  input: {
    workspaceId: string;
    workflowId: string;
    modelVersion: string;
    confidence: number;
  },
): Promise<TrackRecord> {
  const { workspaceId, workflowId, modelVersion, confidence } = input;
  const [row] = await query<{ n: number; right: number; steps: Step[] | null }>(
    `select count(*)::int as n, (count(*) filter (where action = 'approve'))::int as right,
       (select c.steps from calibrations c where c.workspace_id = $1 and c.workflow_id = $2
         and c.model_version = $3) as steps
     from (select action from decisions
       where workspace_id = $1 and workflow_id = $2 and model_version = $3
         and confidence_bucket = $4 and status = 'accepted' and action <> 'escalate'
       order by received_at desc limit ${WINDOW}) latest`,
    [workspaceId, workflowId, modelVersion, bucketOf(confidence)],
  );
  const step = row?.steps ? worth(row.steps, confidence) : null;
  if (step !== null) return { n: step.n, right: Math.round(step.right * step.n) };
  return row ? { n: row.n, right: row.right } : { n: 0, right: 0 };
}
