import type { Hands } from '../../core/antipatterns/cascade.ts';
import type { PlantedLooks, ReviewHour } from '../../core/antipatterns/rubber-stamping.ts';
import { ruleOf } from '../../core/ownership/qualification.ts';
import type { Workflow } from '../../core/schema/workflow.ts';
import type { Query } from './db.ts';
import { iso } from './rows.ts';

export type Of = { workspaceId: string; workflows: readonly Workflow[] };

/**
 * Workflows, and since when evidence of a pattern counts in each: a window's beginning, or the last fix of
 * it. $1 workspace; `days` and `pattern` are ours.
 */
export const sinceIn = (pattern: 'A1' | 'A2' | 'A3' | 'A4' | 'A5', days: number): string =>
  `since as materialized (select w.id, greatest(now() - interval '${days} days',
     coalesce((select f.at from antipattern_fixes f where f.workspace_id = w.workspace_id
       and f.workflow_id = w.id and f.pattern = '${pattern}' order by f.at desc limit 1),
       '-infinity')) as at
   from workflows w where w.workspace_id = $1)`;

/** Decisions of a week that are looked at, the latest first: more say nothing new. */
const DECISIONS = 20_000;

/** Reviewers' hours of the last week, where attention was measured. */
export async function reviewHours(q: Query, { workspaceId }: Of): Promise<ReviewHour[]> {
  const rows = await q<{
    reviewer_id: string;
    email: string;
    hour: Date;
    decisions: number;
    deliberate: number;
    unread: number;
    unread_ms: number;
    workflow_id: string;
  }>(
    `with ${sinceIn('A1', 7)}
     select d.reviewer_id, r.email, date_trunc('hour', d.received_at, 'UTC') as hour,
       count(*)::int as decisions, count(*) filter (where d.deliberate)::int as deliberate,
       count(*) filter (where not d.deliberate and d.action <> 'reject')::int as unread,
       coalesce(sum((d.attention ->> 'activeMs')::float8) filter (where not d.deliberate), 0)
         as unread_ms,
       mode() within group (order by d.workflow_id) as workflow_id
     from (select * from decisions d where d.workspace_id = $1
         and d.received_at > now() - interval '7 days'
       order by d.received_at desc limit ${DECISIONS}) d
     join since s on s.id = d.workflow_id and d.received_at > s.at
     join reviewers r on r.workspace_id = d.workspace_id and r.id = d.reviewer_id
     where d.status = 'accepted' and d.deliberate is not null and d.action <> 'escalate'
     group by 1, 2, 3 order by 3, 1`,
    [workspaceId],
  );
  return rows.map((row) => ({
    reviewerId: row.reviewer_id,
    email: row.email,
    hour: iso(row.hour),
    decisions: row.decisions,
    deliberate: row.deliberate,
    unread: row.unread,
    unreadMs: row.unread_ms,
    workflowId: row.workflow_id,
  }));
}

/** Planted defects that were decided, by workflow: the last 500 of 90 days. */
export async function plantedIn(q: Query, { workspaceId, workflows }: Of): Promise<PlantedLooks[]> {
  const rows = await q<{ workflow_id: string; caught: boolean; flagged: boolean }>(
    `with ${sinceIn('A1', 90)}
     select s.id as workflow_id, k.defect as caught, c.flagged
     from since s
     cross join lateral (select * from looks k where k.workspace_id = $1 and k.workflow_id = s.id
         and k.state = 'decided' and k.reason = 'canary' and k.decided_at > s.at
       order by k.decided_at desc limit 500) k
     join canaries c on c.workspace_id = k.workspace_id and c.look_id = k.id`,
    [workspaceId],
  );
  return workflows.map((workflow) => ({
    workflow,
    line: ruleOf(workflow.policy).line,
    looks: rows.filter(({ workflow_id }) => workflow_id === workflow.id),
  }));
}

type HandRow = {
  workflow_id: string;
  proposal_id: string;
  revision: number;
  reviewer_id: string;
  email: string;
  action: string;
  ms: number;
  side_by_side: boolean;
  passed_on: boolean;
  passed_on_ms: number;
  twice: boolean;
  twice_ms: number;
};

/** Whose hands the last thousand decisions of each workflow went through, of 30 days. */
export async function handsIn(q: Query, { workspaceId, workflows }: Of): Promise<Hands[]> {
  const rows = await q<HandRow>(
    `with ${sinceIn('A5', 30)}
     select s.id as workflow_id, d.proposal_id, d.revision, d.reviewer_id, r.email, d.action,
       coalesce((d.attention ->> 'activeMs')::float8, 0) as ms,
       exists (select from concurrences c where c.workspace_id = $1
         and c.proposal_id = d.proposal_id and c.revision = d.revision) as side_by_side,
       coalesce(h.passed_on, false) as passed_on, coalesce(h.passed_on_ms, 0) as passed_on_ms,
       coalesce(h.twice, false) as twice, coalesce(h.twice_ms, 0) as twice_ms
     from since s
     cross join lateral (select * from decisions d where d.workspace_id = $1
         and d.workflow_id = s.id and d.status = 'accepted' and d.action <> 'escalate'
         and d.received_at > s.at
       order by d.received_at desc, d.id desc limit 1000) d
     join reviewers r on r.workspace_id = d.workspace_id and r.id = d.reviewer_id
     cross join lateral (select
         bool_or(e.status = 'accepted' and e.action = 'escalate') as passed_on,
         sum((e.attention ->> 'activeMs')::float8)
           filter (where e.status = 'accepted' and e.action = 'escalate') as passed_on_ms,
         bool_or(e.status = 'conflict' and e.conflict = 'already_decided') as twice,
         sum((e.attention ->> 'activeMs')::float8)
           filter (where e.status = 'conflict' and e.conflict = 'already_decided') as twice_ms
       from decisions e where e.workspace_id = $1 and e.proposal_id = d.proposal_id
         and e.revision = d.revision and e.reviewer_id <> d.reviewer_id) h
     order by d.received_at, d.id`,
    [workspaceId],
  );
  return workflows.map((workflow) =>
    handsOf(
      workflow,
      rows.filter(({ workflow_id }) => workflow_id === workflow.id),
    ),
  );
}

/** @param rows in the order in which they were decided */
function handsOf(workflow: Workflow, rows: readonly HandRow[]): Hands {
  const proposals = new Map<string, HandRow[]>();
  for (const row of rows) {
    const key = `${row.proposal_id} ${row.revision}`;
    proposals.set(key, [...(proposals.get(key) ?? []), row]);
  }
  const hands: Hands = {
    ...{ workflow, decided: 0, passedOn: 0, passedOnMs: 0, twice: 0, twiceMs: 0 },
    ...{ second: { pairs: 0, differed: 0, ms: 0 }, last: null },
  };
  const ends = new Map<string, number>();
  for (const decided of proposals.values()) {
    const [first, ...others] = decided;
    const last = decided.at(-1);
    if (!first || !last) continue;
    if (first.side_by_side) {
      const second = others.find(({ reviewer_id }) => reviewer_id !== first.reviewer_id);
      if (!second) continue;
      hands.second.pairs += 1;
      hands.second.differed += Number(second.action !== first.action);
      hands.second.ms += second.ms;
      continue;
    }
    hands.decided += 1;
    hands.passedOn += Number(last.passed_on);
    hands.passedOnMs += last.passed_on_ms;
    hands.twice += Number(last.twice);
    hands.twiceMs += last.twice_ms;
    ends.set(last.email, (ends.get(last.email) ?? 0) + 1);
  }
  hands.last = [...ends].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? null;
  return hands;
}
