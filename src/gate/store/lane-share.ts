import { againstWorth } from '../../core/lanes/human-share.ts';
import type { HumanShare } from '../../protocol/lanes.ts';
import type { Query } from './db.ts';

type Row = {
  workflow_id: string;
  code: string;
  lane: string;
  count: number;
  audits: number;
};

/**
 * How many of a workflow's proposals of the last 30 days a person saw, and what sent them there; of all
 * workflows where none is named.
 */
export async function humanShares(
  q: Query,
  workspaceId: string,
  workflowId?: string,
): Promise<HumanShare[]> {
  const rows = await q<Row>(
    `select p.workflow_id, p.lane, r.trigger ->> 'code' as code, count(*)::int as count,
       count(*) filter (where s.drawn and p.lane <> 'human')::int as audits
     from proposals p
     join revisions r on r.workspace_id = p.workspace_id and r.proposal_id = p.id
       and r.revision = p.revision
     left join lane_passes s on s.workspace_id = p.workspace_id and s.proposal_id = p.id
       and s.revision = p.revision
     join workflows w on w.workspace_id = p.workspace_id and w.id = p.workflow_id
     where p.workspace_id = $1 and p.created_at > now() - interval '30 days'
       and ($2::text is null or p.workflow_id = $2)
     group by 1, 2, 3 order by 1, 4 desc`,
    [workspaceId, workflowId ?? null],
  );
  const shares = new Map<string, HumanShare>();
  for (const { workflow_id: workflowId, lane, code, count, audits } of rows) {
    const share = shares.get(workflowId) ?? {
      ...{ workflowId, proposals: 0, toPeople: 0, audits: 0 },
      ...{ share: null, against: null, causes: [] },
    };
    share.proposals += count;
    share.audits += audits;
    if (lane === 'human') {
      share.toPeople += count;
      const cause = share.causes.find((known) => known.code === code);
      if (cause) cause.count += count;
      else share.causes.push({ code, count });
    }
    shares.set(workflowId, share);
  }
  return [...shares.values()].map((share) => {
    const part = (share.toPeople + share.audits) / share.proposals;
    return { ...share, share: part, against: againstWorth(part) };
  });
}
