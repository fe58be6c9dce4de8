import { isDefect } from '../../core/lanes/defect.ts';
import type { Noticing } from '../../core/lanes/sensitivity.ts';
import type { Query } from './db.ts';

/** A blind second look beside the decision that came first. */
export type Pair = { kind: string; first: boolean; second: boolean; inclusion: number };

/** Decided second looks of a workflow (or all), with whether each of the two found a defect. */
export async function doubleLooks(
  q: Query,
  { workspaceId, workflowId }: { workspaceId: string; workflowId?: string | undefined },
): Promise<Pair[]> {
  const rows = await q<{
    action: string;
    reason: string | null;
    defect: boolean;
    reason_code: string | null;
    inclusion: number;
  }>(
    `select d.action, d.reason ->> 'code' as reason, k.defect, k.reason_code, k.inclusion
     from looks k
     join lateral (select e.action, e.reason from decisions e where e.workspace_id = k.workspace_id
       and e.proposal_id = k.proposal_id and e.revision = k.revision and e.status = 'accepted'
       and e.action <> 'escalate' order by e.received_at desc limit 1) d on true
     where k.workspace_id = $1 and ($2::text is null or k.workflow_id = $2)
       and k.reason = 'second-opinion' and k.state = 'decided'
     order by k.decided_at desc limit 5000`,
    [workspaceId, workflowId ?? null],
  );
  return rows.map(({ action, reason, defect, reason_code, inclusion }) => ({
    kind: reason_code ?? reason ?? 'other',
    first: isDefect(action, reason),
    second: defect,
    inclusion,
  }));
}

/** Planted defects that were decided, and whether our own checks had flagged them. */
export async function plantedLooks(
  q: Query,
  { workspaceId, workflowId }: { workspaceId: string; workflowId?: string | undefined },
): Promise<{ caught: boolean; flagged: boolean }[]> {
  const rows = await q<{ caught: boolean; flagged: boolean }>(
    `select k.defect as caught, c.flagged from looks k
     join canaries c on c.workspace_id = k.workspace_id and c.look_id = k.id
     where k.workspace_id = $1 and ($2::text is null or k.workflow_id = $2)
       and k.state = 'decided' order by k.decided_at desc limit 5000`,
    [workspaceId, workflowId ?? null],
  );
  return rows;
}

/**
 * How often reviewers notice what is there: planted defects that our checks don't flag, and defects that
 * a blind second look found; null where neither was ever measured.
 */
export async function noticingOf(
  q: Query,
  ref: { workspaceId: string; workflowId: string },
): Promise<Noticing | null> {
  const planted = (await plantedLooks(q, ref)).filter(({ flagged }) => !flagged);
  const found = (await doubleLooks(q, ref)).filter(({ second }) => second);
  const there = planted.length + found.length;
  if (there === 0) return null;
  const noticed =
    planted.filter(({ caught }) => caught).length + found.filter(({ first }) => first).length;
  return { noticed, there };
}
