import type { TrackRecord } from '../../core/schema/proposal.ts';
import type { Query } from './db.ts';

/** Confidences within the same twentieth are near each other. */
export const bucketOf = (confidence: number): number => Math.min(19, Math.floor(confidence * 20));

/** Only the latest decisions count: a model version's past weeks, not its first day. */
const WINDOW = 1000;

/**
 * What a confidence near this one has been worth for a workflow and model version: `n` decided,
 * of them `right` approved without an edit, over the last 1,000.
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
  const [row] = await query<{ n: number; right: number }>(
    `select count(*)::int as n, (count(*) filter (where action = 'approve'))::int as right
     from (select action from decisions
       where workspace_id = $1 and workflow_id = $2 and model_version = $3
         and confidence_bucket = $4 and status = 'accepted' and action <> 'escalate'
       order by received_at desc limit ${WINDOW}) latest`,
    [input.workspaceId, input.workflowId, input.modelVersion, bucketOf(input.confidence)],
  );
  return row ?? { n: 0, right: 0 };
}
