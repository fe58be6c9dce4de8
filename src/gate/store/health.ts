import { openBrake } from '../../core/brakes/observe.ts';
import { sentenceOf } from '../../core/brakes/sentence.ts';
import type { BrakeNear, Health, WorkflowHealth } from '../../core/schema/health.ts';
import { wilson } from '../../core/stats/wilson.ts';
import { knownOf } from './brake-known.ts';
import { type BrakeRow, liveBrakes } from './brake-rows.ts';
import type { Query } from './db.ts';
import { iso, present } from './rows.ts';

type Flow = {
  id: string;
  name: string;
  state: 'running' | 'paused';
  pause_reason: string | null;
  now: Date;
  human: number;
  constrained: number;
  auto: number;
  waiting: number;
  oldest: Date | null;
  decisions: number;
  active_ms: number | null;
  judged: number;
  deliberate: number;
  looked: number;
  wrong: number;
};

/** Every part by an index that leads with the workspace and the workflow: nothing of before is read. */
const FLOWS = `select w.id, w.name, w.state, w.pause_reason, now() as now, l.human, l.constrained, l.auto,
    p.waiting, p.oldest, d.decisions, d.active_ms, d.judged, d.deliberate, k.looked, k.wrong
  from workflows w
  cross join lateral (select count(*) filter (where p.lane = 'human')::int as human,
      count(*) filter (where p.lane = 'constrained')::int as constrained,
      count(*) filter (where p.lane = 'auto')::int as auto
    from proposals p where p.workspace_id = w.workspace_id and p.workflow_id = w.id
      and p.created_at > now() - interval '7 days') l
  cross join lateral (select count(*)::int as waiting, min(p.created_at) as oldest
    from proposals p where p.workspace_id = w.workspace_id and p.workflow_id = w.id
      and p.state in ('pending', 'escalated', 'recalled') and p.lane = 'human') p
  cross join lateral (select count(*)::int as decisions,
      avg((d.attention ->> 'activeMs')::double precision) as active_ms,
      count(d.deliberate)::int as judged,
      count(*) filter (where d.deliberate)::int as deliberate
    from decisions d where d.workspace_id = w.workspace_id and d.workflow_id = w.id
      and d.status = 'accepted' and d.action <> 'escalate'
      and d.received_at > now() - interval '7 days') d
  cross join lateral (select count(*)::int as looked, count(*) filter (where k.defect)::int as wrong
    from looks k where k.workspace_id = w.workspace_id and k.workflow_id = w.id
      and k.state = 'decided' and k.decided_at > now() - interval '30 days'
      and k.reason in ('audit', 'spot-check')) k
  where w.workspace_id = $1 order by w.id`;

/** How every workflow of a workspace does: what a manager needs to know in a minute. */
export async function workflowHealth(q: Query, workspaceId: string): Promise<Health> {
  const [flows, brakes, reported] = await Promise.all([
    q<Flow>(FLOWS, [workspaceId]),
    liveBrakes(q, { workspaceId, scopes: null }),
    reportedBy(q, workspaceId),
  ]);
  const byWorkflow = nearest(brakes);
  const pace = paceOf(flows);
  const workflows = await Promise.all(
    flows.map(async (flow): Promise<WorkflowHealth> => {
      const here = byWorkflow.get(flow.id);
      const hours = flow.active_ms ?? pace;
      return {
        ...{ id: flow.id, name: flow.name, state: flow.state },
        ...present({ reason: flow.pause_reason }),
        lanes: { human: flow.human, constrained: flow.constrained, auto: flow.auto },
        waiting: {
          items: flow.waiting,
          hours: hours === null ? null : (flow.waiting * hours) / 3_600_000,
          ...present({ oldestAt: flow.oldest && iso(flow.oldest) }),
        },
        reading: {
          ...{ deliberate: flow.deliberate, judged: flow.judged },
          ...wilson(flow.deliberate, flow.judged),
        },
        brakes: {
          ...{ watching: here?.watching ?? 0, tripped: here?.tripped ?? 0 },
          ...(here ? { nearest: await saidOf(q, { workspaceId, ...here }) } : {}),
        },
        afterwards: {
          ...{ looked: flow.looked, wrong: flow.wrong },
          reported: reported.get(flow.id) ?? 0,
        },
      };
    }),
  );
  return { at: iso(flows[0]?.now ?? new Date()), workflows };
}

/** Milliseconds that a decision takes here, on average over all workflows; null before the first. */
function paceOf(flows: readonly Flow[]): number | null {
  const decisions = flows.reduce((sum, { decisions }) => sum + decisions, 0);
  if (decisions === 0) return null;
  return flows.reduce((sum, flow) => sum + (flow.active_ms ?? 0) * flow.decisions, 0) / decisions;
}

type Near = { watching: number; tripped: number; brake: BrakeRow; near: number };

/** The brake that is nearest to its line, of each workflow. */
function nearest(brakes: readonly BrakeRow[]): Map<string, Near> {
  const found = new Map<string, Near>();
  for (const brake of brakes) {
    const { state, workflows } = brake;
    const tripped = state.trip === null ? 0 : 1;
    const line = Math.log(Math.max(1.0001, state.grant.threshold));
    const level = Math.log(Math.max(1, openBrake(state).level()));
    const near = tripped ? 1 : Math.min(0.99, level / line);
    for (const id of workflows) {
      const before = found.get(id);
      const best = before && before.near >= near ? before : { brake, near };
      found.set(id, {
        ...{ brake: best.brake, near: best.near },
        watching: (before?.watching ?? 0) + 1,
        tripped: (before?.tripped ?? 0) + tripped,
      });
    }
  }
  return found;
}

async function saidOf(
  q: Query,
  { workspaceId, brake, near }: { workspaceId: string; brake: BrakeRow; near: number },
): Promise<BrakeNear> {
  const known = await knownOf(q, { workspaceId, brake });
  const tripped = brake.state.trip !== null;
  // The sentence of a tripped one says that it is over its line; of another only what is known.
  const said = sentenceOf(brake, known);
  const sentence = tripped
    ? said
    : said.replace(/, (over|under) its (ceiling|floor) of/, ', its $2');
  return { sentence, near, tripped, action: brake.line.action };
}

async function reportedBy(q: Query, workspaceId: string): Promise<Map<string, number>> {
  const rows = await q<{ workflow_id: string; count: number }>(
    `select p.workflow_id, count(distinct n.proposal_id)::int as count from signals n
     join proposals p on p.workspace_id = n.workspace_id and p.id = n.proposal_id
     where n.workspace_id = $1 and n.type = 'defect_reported' and n.source <> 'spot-check'
       and n.received_at > now() - interval '30 days' group by 1`,
    [workspaceId],
  );
  return new Map(rows.map(({ workflow_id, count }) => [workflow_id, count]));
}
