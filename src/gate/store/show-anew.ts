import type { Query } from './db.ts';

/**
 * Moves a workflow's open items in the feed, so that every device gets what became of the workflow: a
 * pause, another owner. Locks them in the order of their ids.
 */
export async function showAnew(
  q: Query,
  { workspaceId, workflowId }: { workspaceId: string; workflowId: string },
): Promise<void> {
  await q(
    `update proposals p set workflow_id = p.workflow_id
     from (select id from proposals where workspace_id = $1 and workflow_id = $2
       and state in ('pending', 'escalated', 'recalled', 'approved') order by id for update) o
     where p.workspace_id = $1 and p.id = o.id`,
    [workspaceId, workflowId],
  );
}
