import type { DispatchState } from '../../core/schema/dispatch.ts';
import type { DispatchStore, DispatchWork } from '../dispatch/ports.ts';
import type { Db } from './db.ts';
import { again, later } from './dispatch-again.ts';
import { ask, attempts, logAsk } from './dispatch-asks.ts';
import { finish, refuse, resolve } from './dispatch-ends.ts';
import { recoverOrphans } from './orphans.ts';
import { withBytes } from './revisions.ts';
import { DISPATCH_COLUMNS, type DispatchRow, dispatchOf } from './rows.ts';

type WorkRow = {
  proposal_id: string;
  workflow_id: string;
  clearance_id: string;
  jws: string;
  executor: string;
  state: DispatchState;
  content: string;
  content_digest: string;
  tries: number;
};

/** Dispatches: what is executed, by whom it is claimed, how it ended. */
export function dispatchStore(db: Db): DispatchStore {
  return {
    async work({ workspaceId, dispatchId }): Promise<DispatchWork | null> {
      const [row] = await db.in(workspaceId)<WorkRow>(
        `select d.proposal_id, d.workflow_id, d.clearance_id, c.jws, d.executor, d.state,
           coalesce(s.content, r.content) as content, d.content_digest,
           tries_of(d.workspace_id, d.id) as tries
         from dispatches d
         join clearances c on c.workspace_id = d.workspace_id and c.id = d.clearance_id
         join revisions r on r.workspace_id = c.workspace_id and r.proposal_id = c.proposal_id
           and r.revision = c.revision
         left join decisions s on s.workspace_id = c.workspace_id and s.id = c.decision_id
         where d.workspace_id = $1 and d.id = $2`,
        [workspaceId, dispatchId],
      );
      if (!row) return null;
      return {
        workspaceId,
        dispatchId,
        proposalId: row.proposal_id,
        workflowId: row.workflow_id,
        clearanceId: row.clearance_id,
        clearanceJws: row.jws,
        executor: row.executor,
        state: row.state,
        content: await withBytes(db.in(workspaceId), {
          workspaceId,
          content: JSON.parse(row.content),
        }),
        contentDigest: row.content_digest,
        tries: row.tries,
      };
    },
    handingOver: ({ workspaceId, dispatchId, claimedBy }) =>
      db.tx({ workspaceId, actor: `gate:${claimedBy}` }, async (q) => {
        const rows = await q(
          `update dispatches set state = 'handing_over', handed_over_at = now()
           where workspace_id = $1 and id = $2 and state = 'claimed' and claimed_by = $3
           returning id`,
          [workspaceId, dispatchId, claimedBy],
        );
        return rows.length > 0;
      }),
    finish: (input) => finish(db, input),
    again: (input) => again(db, input),
    later: (input) => later(db, input),
    refuse: (input) => refuse(db, input),
    resolve: (input) => resolve(db, input),
    ask: (input) => ask(db, input),
    async asked(input) {
      await logAsk(db, input);
      const { workspaceId, dispatchId, answer } = input;
      if ('failed' in answer || answer.found === 'unclear') return null;
      const outcome = answer.found === 'executed' ? 'executed' : 'failed';
      const externalRef = answer.found === 'executed' ? { externalRef: answer.externalRef } : {};
      const detail = answer.detail === undefined ? {} : { detail: answer.detail };
      return finish(db, {
        workspaceId,
        dispatchId,
        result: { outcome, ...externalRef, ...detail },
      });
    },
    attempts: (input) => attempts(db, input),
    async list({ workspaceId, state, proposalId, limit }) {
      const rows = await db.in(workspaceId)<DispatchRow>(
        `select ${DISPATCH_COLUMNS} from dispatches d
         where d.workspace_id = $1 and ($2::text is null or d.state = $2)
           and ($3::text is null or d.proposal_id::text = $3)
         order by d.created_at desc limit $4`,
        [workspaceId, state ?? null, proposalId ?? null, limit],
      );
      return rows.map(dispatchOf);
    },
    recoverOrphans: (input) => recoverOrphans(db, input),
  };
}
