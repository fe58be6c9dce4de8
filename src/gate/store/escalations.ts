import type { Db } from './db.ts';

/** Escalations that one transaction brings back. */
const AT_ONCE = 200;

/**
 * Brings back escalations that nobody answered in time (0023_surface.sql): whoever could decide before may
 * again, and feeds show it. One that somebody decides right now waits for the next time, and then is
 * none any more.
 * @returns how many came back
 */
export async function returnEscalations(db: Db): Promise<number> {
  let count = 0;
  for (const workspaceId of await db.due('select escalations_due_in() as workspace_id')) {
    const back = await db.tx({ workspaceId, actor: 'gate:escalations' }, async (q) => {
      const due = await q<{ proposal_id: string }>(
        `select p.id as proposal_id from proposals p
         join decisions d on d.workspace_id = p.workspace_id and d.proposal_id = p.id
           and d.revision = p.revision and d.standing and d.action = 'escalate'
         join workflows w on w.workspace_id = p.workspace_id and w.id = p.workflow_id
         where p.workspace_id = $1 and p.state = 'escalated'
           and d.received_at + make_interval(secs => 3600 * escalation_hours(w.policy)) <= now()
           and not exists (select from escalation_returns e
             where e.workspace_id = d.workspace_id and e.decision_id = d.id)
         order by p.id limit ${AT_ONCE} for update of p skip locked`,
        [workspaceId],
      );
      const ids = due.map(({ proposal_id }) => proposal_id);
      await q(
        `insert into escalation_returns (workspace_id, decision_id, proposal_id, revision)
         select d.workspace_id, d.id, d.proposal_id, d.revision
         from proposals p join decisions d on d.workspace_id = p.workspace_id
           and d.proposal_id = p.id and d.revision = p.revision and d.standing
           and d.action = 'escalate'
         where p.workspace_id = $1 and p.id = any ($2::uuid[]) on conflict do nothing`,
        [workspaceId, ids],
      );
      // Written unchanged, so that the feed moves.
      await q(
        `update proposals set revision = revision where workspace_id = $1 and id = any ($2::uuid[])`,
        [workspaceId, ids],
      );
      return ids.length;
    });
    count += back;
    if (back > 0) db.moved(workspaceId);
  }
  return count;
}
