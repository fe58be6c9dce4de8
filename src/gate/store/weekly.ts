import type { ReviewNote } from '../../protocol/weekly.ts';
import type { WeeklyStore } from '../dispatch/ports.ts';
import type { Db } from './db.ts';
import { WEBHOOK_QUEUE } from './queues.ts';
import { iso } from './rows.ts';
import { sweepIn } from './sweeps.ts';
import { weeklyGroups } from './weekly-groups.ts';
import { putIn } from './workflows.ts';

type NoteRow = {
  id: string;
  at: Date;
  by: string;
  workflow_id: string;
  act: ReviewNote['act'];
  detail: ReviewNote['detail'];
  reason: string;
};

/** The weekly review: its figures, what it does, and the notes of it. */
export function weeklyStore(db: Db): WeeklyStore {
  return {
    groups: (input) => weeklyGroups(db, input),

    async notes(workspaceId) {
      const rows = await db.in(workspaceId)<NoteRow>(
        `select n.id, n.at, v.name as by, n.workflow_id, n.act, n.detail, n.reason
         from review_notes n
         join reviewers v on v.workspace_id = n.workspace_id and v.id = n.reviewer_id
         where n.workspace_id = $1 order by n.at desc limit 50`,
        [workspaceId],
      );
      return rows.map(({ workflow_id, at, ...row }) => ({
        ...row,
        ...{ at: iso(at), workflowId: workflow_id },
      }));
    },

    async act({ workspaceId, workflow, note, reviewer, sweep }) {
      const actor = `reviewer:${reviewer.id}`;
      const done = await db.tx({ workspaceId, actor }, async (q) => {
        // Workflow, template, proposals: the order of all locks. Whoever proposes from the template at this
        // moment is done first, or sees what it has become.
        const { put } = await putIn(q, { workspaceId, workflow, reason: note.reason });
        if (sweep)
          await q('select pg_advisory_xact_lock(template_lock($1, $2, $3))', [
            ...[workspaceId, workflow.id, sweep.template],
          ]);
        const swept = sweep
          ? await sweepIn(q, {
              ...{ workspaceId, id: sweep.id },
              request: { workflowId: put.id, template: sweep.template, reason: note.reason },
            })
          : null;
        const counts = {
          stopped: swept?.stopped.length ?? 0,
          underWay: swept?.underWay.length ?? 0,
        };
        const detail = {
          ...{ ...note.detail, policyVersion: put.policy.version },
          ...(sweep ? counts : {}),
        };
        const [row] = await q<{ at: Date }>(
          `insert into review_notes (workspace_id, id, reviewer_id, workflow_id, act, detail, reason)
           values ($1, $2, $3, $4, $5, $6, $7) returning at`,
          [
            ...[workspaceId, note.id, reviewer.id, put.id, note.act],
            ...[JSON.stringify(detail), note.reason],
          ],
        );
        if (!row) throw new Error('an insert gave no row');
        const { act, id, reason } = note;
        return {
          note: { id, at: iso(row.at), by: reviewer.name, workflowId: put.id, act, detail, reason },
          workflow: put,
          ...counts,
        };
      });
      if (done.stopped > 0) {
        db.moved(workspaceId);
        db.wake(WEBHOOK_QUEUE);
      }
      return done;
    },
  };
}
