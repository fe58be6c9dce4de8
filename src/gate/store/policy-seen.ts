import { isDefect } from '../../core/lanes/defect.ts';
import type { Seen } from '../../core/picker/measured.ts';
import type { Query } from './db.ts';

/** Days that volume is counted over, and decisions and signals that are read at the most. */
const [DAYS, DECIDED, SIGNALS] = [30, 2000, 20_000];

/** What a workflow's last weeks say of it, by indexes and never more than the newest of each. */
export async function seenOf(
  q: Query,
  { workspaceId, workflowId }: { workspaceId: string; workflowId: string },
): Promise<Omit<Seen, 'noticing'>> {
  const decided = await q<{
    action: string;
    reason: string | null;
    active: number;
    confidence: number;
  }>(
    `select d.action, d.reason ->> 'code' as reason, r.confidence,
       coalesce((d.attention ->> 'activeMs')::float8, 0) as active
     from (select * from decisions d where d.workspace_id = $1 and d.workflow_id = $2
         and d.status = 'accepted' and d.action <> 'escalate' and d.revision = 1
         and d.received_at > now() - interval '90 days'
       order by d.received_at desc, d.id desc limit ${DECIDED}) d
     join revisions r on r.workspace_id = d.workspace_id and r.proposal_id = d.proposal_id
       and r.revision = d.revision`,
    [workspaceId, workflowId],
  );
  const [volume] = await q<{ count: number }>(
    `select count(*)::int as count from proposals p where p.workspace_id = $1
       and p.workflow_id = $2 and p.created_at > now() - make_interval(days => ${DAYS})`,
    [workspaceId, workflowId],
  );
  const told = await q<{ hours: number }>(
    `select extract(epoch from n.at - p.created_at)::float8 / 3600 as hours
     from (select * from signals n where n.workspace_id = $1
         and n.received_at > now() - interval '90 days'
       order by n.received_at desc limit ${SIGNALS}) n
     join lateral (select p.created_at from proposals p where p.workspace_id = n.workspace_id
       and p.id = n.proposal_id and p.workflow_id = $2 limit 1) p on true
     where n.type in ('complaint', 'defect_reported') and n.at > p.created_at`,
    [workspaceId, workflowId],
  );
  return {
    decided: decided.map(({ action, reason, active, confidence }) => ({
      ...{ confidence, activeMs: active, defect: isDefect(action, reason) },
    })),
    ...{ proposals: volume?.count ?? 0, days: DAYS },
    toldAfter: told.map(({ hours }) => hours),
  };
}
