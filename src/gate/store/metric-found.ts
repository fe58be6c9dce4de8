import type { MetricsAnswer } from '../../protocol/metrics.ts';
import type { Query } from './db.ts';
import type { AsideRef } from './metric-asides.ts';

type Who = NonNullable<MetricsAnswer['found']['by']>[number];

/**
 * M1: who told first of each that had left and was wrong, most first. The same reports that are counted
 * as found outside; one that a proposal was told of before counts no more.
 */
export async function toldBy(
  q: Query,
  { workspaceId, workflowId, from }: AsideRef,
): Promise<Who[]> {
  return q<Who>(
    `select case when n.type = 'complaint' then 'complaint'
         when n.source = 'spot-check' then 'spot-check'
         when n.facts ->> 'foundBy' in ('rep', 'auditor', 'customer-success', 'prospect')
           then n.facts ->> 'foundBy' else 'unnamed' end as who,
       count(*)::int as n
     from signals n
     join proposals p on p.workspace_id = n.workspace_id and p.id = n.proposal_id
     where n.workspace_id = $1 and n.received_at >= $3
       and n.type in ('complaint', 'defect_reported') and ($2::text is null or p.workflow_id = $2)
       and not exists (select from signals e where e.workspace_id = n.workspace_id
         and e.proposal_id = n.proposal_id and e.type in ('complaint', 'defect_reported')
         and (e.received_at, e.id) < (n.received_at, n.id))
     group by 1 order by 2 desc, 1`,
    [workspaceId, workflowId, from],
  );
}
