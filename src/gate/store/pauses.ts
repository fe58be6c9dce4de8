import type { Dispatch } from '../../core/schema/dispatch.ts';
import type { Workflow } from '../../core/schema/workflow.ts';
import type { Query } from './db.ts';
import {
  DISPATCH_COLUMNS,
  type DispatchRow,
  dispatchOf,
  WORKFLOW_COLUMNS,
  type WorkflowRow,
  workflowOf,
} from './rows.ts';

/** A workflow that is paused, what was under way then (exactly), and how much is held back. */
export type Paused = {
  workflow: Workflow;
  underWay: Dispatch[];
  /** approved or queued, and not sent */
  held: number;
  /** false: somebody had paused it before, and their reason stays */
  fresh: boolean;
};

/**
 * Pauses within the caller's transaction: what made it stop and the stop commit together. The update's
 * row lock waits for claims under way and stops later ones (PROTOCOL rule 6). After the commit, call
 * `showAnew`. Several workflows: in the order of their ids. Null: there is no such workflow.
 */
export async function pauseFor(
  q: Query,
  { workspaceId, workflowId, reason }: { workspaceId: string; workflowId: string; reason: string },
): Promise<Paused | null> {
  const values = [workspaceId, workflowId];
  const [was] = await q<{ state: string }>(
    'select state from workflows where workspace_id = $1 and id = $2 for update',
    values,
  );
  if (!was) return null;
  const fresh = was.state === 'running';
  const [row] = await q<WorkflowRow>(
    `update workflows w set state = 'paused',
       pause_reason = case when state = 'paused' then pause_reason else $3 end
     where w.workspace_id = $1 and w.id = $2 returning ${WORKFLOW_COLUMNS}`,
    [...values, reason.slice(0, 500)],
  );
  if (!row) return null;
  const [held] = await q<{ n: number }>(
    `select ((select count(*) from proposals where workspace_id = $1 and workflow_id = $2
         and state = 'approved')
       + (select count(*) from dispatches d join proposals p on p.workspace_id = d.workspace_id
           and p.id = d.proposal_id and p.state <> 'approved'
         where d.workspace_id = $1 and d.workflow_id = $2 and d.state = 'queued'))::int as n`,
    values,
  );
  return {
    workflow: workflowOf(row),
    underWay: await underWay(q, values),
    held: held?.n ?? 0,
    fresh,
  };
}

/** What was claimed and has not ended. */
export async function underWay(q: Query, values: [string, string] | string[]): Promise<Dispatch[]> {
  const rows = await q<DispatchRow>(
    `select ${DISPATCH_COLUMNS} from dispatches d
     where d.workspace_id = $1 and d.workflow_id = $2
       and d.state in ('claimed', 'handing_over') order by d.created_at`,
    values,
  );
  return rows.map(dispatchOf);
}
