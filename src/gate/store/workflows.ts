import type { Workflow, WorkflowInput } from '../../core/schema/workflow.ts';
import { Refusal, type WorkflowStore } from '../dispatch/ports.ts';
import { noteFix } from './antipatterns.ts';
import { restartBrakes } from './brake-restart.ts';
import { codeOf, type Db, type Query } from './db.ts';
import { recallOf } from './lane-close.ts';
import { LANE_COLUMNS, type LaneRow, subjectIn } from './lane-rows.ts';
import { ownsOtherwise, reown } from './ownership.ts';
import { underWay } from './pauses.ts';
import { DISPATCH_QUEUE, sendDispatch } from './queues.ts';
import { WORKFLOW_COLUMNS, type WorkflowRow, workflowOf } from './rows.ts';
import { showAnew } from './show-anew.ts';

/** Workflows that a process remembers. */
const KEPT = 500;

async function recallAll(db: Db, workspaceId: string, workflowId: string): Promise<void> {
  const rows = await db.in(workspaceId)<LaneRow>(
    `select ${LANE_COLUMNS} from lanes l where l.workspace_id = $1 and l.workflow_id = $2
     order by l.created_at desc limit 200`,
    [workspaceId, workflowId],
  );
  for (const row of rows)
    await recallOf(db, { workspaceId, workflowId, subject: subjectIn(row), tier: row.tier });
}

/** Workflows and their brakes. */
export function workflowStore(db: Db): WorkflowStore {
  const recent = new Map<string, { workflow: Workflow; seen: string }>();
  return {
    async recentWorkflow({ workspaceId, id, after }) {
      const name = `${workspaceId} ${id}`;
      const known = recent.get(name);
      if (known && known.seen !== after) return known;
      const [row] = await db.in(workspaceId)<WorkflowRow & { seen: string }>(
        `select ${WORKFLOW_COLUMNS}, w.xmin::text as seen
         from workflows w where w.workspace_id = $1 and w.id = $2`,
        [workspaceId, id],
      );
      recent.delete(name);
      if (!row) return null;
      const read = { workflow: workflowOf(row), seen: row.seen };
      recent.set(name, read);
      const [oldest] = recent.keys();
      if (recent.size > KEPT && oldest !== undefined) recent.delete(oldest);
      return read;
    },
    async putWorkflow({ workspaceId, workflow, by = 'cli', reason, rolledBackTo, because }) {
      const scope = { workspaceId, actor: by };
      const { put, before } = await db.tx(scope, async (q) => {
        const done = await putIn(q, { workspaceId, workflow, reason, rolledBackTo });
        const { version } = workflow.policy;
        if (because) await noteFix(q, { workspaceId, fix: because, by, version });
        return done;
      });
      if (before && ownsOtherwise(before, put.policy)) {
        const changed = { workspaceId, workflowId: put.id, policies: [before, put.policy] };
        await db.tx(scope, (q) => reown(q, changed));
        db.moved(workspaceId);
      }
      // What a lane had cleared and nobody took is with people from here on; none could be taken meanwhile.
      if (before && before.stage !== put.policy.stage) await recallAll(db, workspaceId, put.id);
      return put;
    },
    async getWorkflow({ workspaceId, id }) {
      const [row] = await db.in(workspaceId)<WorkflowRow>(
        `select ${WORKFLOW_COLUMNS} from workflows w where w.workspace_id = $1 and w.id = $2`,
        [workspaceId, id],
      );
      return row ? workflowOf(row) : null;
    },
    async listWorkflows(workspaceId) {
      const rows = await db.in(workspaceId)<WorkflowRow>(
        `select ${WORKFLOW_COLUMNS} from workflows w where w.workspace_id = $1 order by w.id`,
        [workspaceId],
      );
      return rows.map(workflowOf);
    },
    async setWorkflowState({ workspaceId, id, state, reason, by }) {
      const scope = { workspaceId, actor: by };
      const result = await db.tx(scope, async (q) => {
        if (state === 'running')
          await restartBrakes(q, {
            ...{ workspaceId, by, reason },
            only: (brake) => brake.state.trip !== null && brake.workflows.includes(id),
          });
        // The update's row lock waits for claims under way and stops later ones (PROTOCOL rule 6).
        const [row] = await q<WorkflowRow>(
          `update workflows w set state = $3, pause_reason = $4
           where w.workspace_id = $1 and w.id = $2 returning ${WORKFLOW_COLUMNS}`,
          [workspaceId, id, state, state === 'paused' ? reason : null],
        );
        if (!row) return null;
        if (state === 'running') {
          const queued = await q<{ id: string; executor: string }>(
            `select id, executor from dispatches
             where workspace_id = $1 and workflow_id = $2 and state = 'queued'`,
            [workspaceId, id],
          );
          for (const dispatch of queued) {
            await sendDispatch(q, {
              workspaceId,
              dispatchId: dispatch.id,
              executor: dispatch.executor,
            });
          }
        }
        return { workflow: workflowOf(row), underWay: await underWay(q, [workspaceId, id]) };
      });
      if (!result) return null;
      // Panels show the pause on open items. Not in the transaction above: the brake comes first.
      await db.tx(scope, (q) => showAnew(q, { workspaceId, workflowId: id }));
      db.moved(workspaceId);
      if (state === 'running') db.wake(DISPATCH_QUEUE);
      return result;
    },
  };
}

/**
 * Creates or changes a workflow inside a transaction: the workflow, and its policy before.
 * @throws Refusal version-conflict
 */
export async function putIn(
  q: Query,
  input: {
    workspaceId: string;
    workflow: WorkflowInput;
    reason?: string | undefined;
    rolledBackTo?: number | undefined;
  },
): Promise<{ put: Workflow; before: Workflow['policy'] | undefined }> {
  const { workspaceId, workflow, reason = '', rolledBackTo = '' } = input;
  // The trigger that keeps the version writes them into it.
  await q(
    "select set_config('gate.reason', $1, true), set_config('gate.rolled_back_to', $2, true)",
    [reason, String(rolledBackTo)],
  );
  const [old] = await q<WorkflowRow>(
    `select ${WORKFLOW_COLUMNS} from workflows w
     where w.workspace_id = $1 and w.id = $2 for update`,
    [workspaceId, workflow.id],
  );
  const [row] = await q<WorkflowRow>(
    `insert into workflows as w
       (workspace_id, id, name, pattern, owner, kinds, policy, executor_url)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (workspace_id, id) do update
       set name = excluded.name, pattern = excluded.pattern, owner = excluded.owner,
         kinds = excluded.kinds, policy = excluded.policy,
         executor_url = excluded.executor_url
     returning ${WORKFLOW_COLUMNS}`,
    [
      workspaceId,
      workflow.id,
      workflow.name,
      workflow.pattern,
      workflow.owner,
      workflow.kinds,
      JSON.stringify(workflow.policy),
      workflow.executorUrl ?? null,
    ],
  ).catch((error) => {
    // The trigger's sentence names the version that is wanted.
    if (codeOf(error) !== 'CS001') throw error;
    throw new Refusal('version-conflict', error instanceof Error ? error.message : '');
  });
  if (!row) throw new Error('an upsert gave no row');
  return { put: workflowOf(row), before: old?.policy };
}
