import type { LeverStore } from '../dispatch/ports.ts';
import type { Db } from './db.ts';
import { recall, recallUnread } from './recalls.ts';
import { sweep } from './sweeps.ts';

/** Sweeps, recalls, and what a reviewer sees of their own reading. */
export function leverStore(db: Db): LeverStore {
  return {
    sweep: (input) => sweep(db, input),
    recall: (input) => recall(db, input),
    recallUnread: (input) => recallUnread(db, input),
    async reading({ workspaceId, reviewerId }) {
      const days = await db.in(workspaceId)<{
        day: string;
        decisions: number;
        deliberate: number;
        blind: number;
        changed: number;
      }>(
        `select to_char(received_at at time zone 'UTC', 'YYYY-MM-DD') as day,
           count(*)::int as decisions, count(*) filter (where deliberate)::int as deliberate,
           count(first_look)::int as blind,
           count(*) filter (where first_look ->> 'action'
             <> replace(action, 'approve_edited', 'approve'))::int as changed
         from decisions
         where workspace_id = $1 and reviewer_id = $2 and status = 'accepted'
           and deliberate is not null and received_at > now() - interval '30 days'
         group by 1 order by 1 desc limit 30`,
        [workspaceId, reviewerId],
      );
      return { days };
    },
  };
}
