import type {
  MapAgent,
  MapPerson,
  MapWorkflow,
  OversightMap,
} from '../../core/schema/oversight-map.ts';
import { RiskTier } from '../../core/schema/workflow.ts';
import { brakeStore } from './brakes.ts';
import type { Db } from './db.ts';
import { laneStore } from './lanes.ts';
import { iso, present, WORKFLOW_COLUMNS, type WorkflowRow, workflowOf } from './rows.ts';

const DAY_MS = 86_400_000;

/** Who proposes what, where it is decided and by whom, and where it leaves; by the last days. */
export async function mapOf(
  db: Db,
  { workspaceId, days }: { workspaceId: string; days: number },
): Promise<OversightMap> {
  const q = db.in(workspaceId);
  const since = new Date(Date.now() - days * DAY_MS);
  const workflows = await q<WorkflowRow>(
    `select ${WORKFLOW_COLUMNS} from workflows w where w.workspace_id = $1 order by w.id`,
    [workspaceId],
  );
  const connected = await connections(db, { workspaceId, since });
  const lanes = (await laneStore(db).list(workspaceId)).filter(({ open }) => open);
  const brakes = await brakeStore(db).list({ workspaceId });
  const [counted] = await q<{ suppressions: number; slack: number; now: Date }>(
    `select (select count(*)::int from (select 1 from suppressions where workspace_id = $1
         limit 1000) s) as suppressions,
       (select count(distinct reviewer_id)::int from slack_accounts
         where workspace_id = $1 and revoked_at is null) as slack, now() as now`,
    [workspaceId],
  );
  return {
    at: iso(counted?.now ?? new Date()),
    days,
    agents: await agentsOf(db, { workspaceId, since }),
    workflows: workflows.map((row): MapWorkflow => {
      const { policy, executorUrl: _url, ...workflow } = workflowOf(row);
      const own = brakes.filter((brake) => brake.workflows.includes(row.id));
      return {
        ...workflow,
        ...present({ stage: policy.stage }),
        tiers: RiskTier.options.flatMap((tier) => {
          const of = policy.ownership?.[tier];
          if (!of) return [];
          const { approver, standIn, exclusive = false } = of;
          return [{ tier, approver, exclusive, ...present({ standIn }) }];
        }),
        lanes: lanes
          .filter(({ workflowId }) => workflowId === row.id)
          .map(({ tier, model, modelVersion, bound }) => ({ tier, model, modelVersion, bound })),
        earns: policy.autonomy !== undefined,
        brakes: {
          live: own.filter(({ trip }) => trip === undefined).length,
          tripped: own.filter(({ trip }) => trip !== undefined).length,
        },
        ...connected(row.id),
      };
    }),
    people: await peopleOf(db, workspaceId),
    suppressions: counted?.suppressions ?? 0,
    slackPeople: counted?.slack ?? 0,
  };
}

async function agentsOf(
  db: Db,
  { workspaceId, since }: { workspaceId: string; since: Date },
): Promise<MapAgent[]> {
  const q = db.in(workspaceId);
  const agents = await q<{ id: string; name: string; revoked: boolean }>(
    `select id, name, revoked_at is not null as revoked from agents
     where workspace_id = $1 order by name, id`,
    [workspaceId],
  );
  const feeds = await q<{
    agent_id: string;
    workflow_id: string;
    proposals: number;
    models: string[];
  }>(
    `select p.agent_id, p.workflow_id, count(*)::int as proposals,
       (array_agg(distinct r.model || ' ' || r.model_version))[1:20] as models
     from proposals p
     join revisions r on r.workspace_id = p.workspace_id and r.proposal_id = p.id
       and r.revision = p.revision
     where p.workspace_id = $1 and p.created_at >= $2 group by 1, 2 order by 2`,
    [workspaceId, since],
  );
  return agents.map((agent) => ({
    ...agent,
    feeds: feeds
      .filter(({ agent_id }) => agent_id === agent.id)
      .map(({ workflow_id: workflowId, proposals, models }) => ({ workflowId, proposals, models })),
  }));
}

type Connected = Pick<
  MapWorkflow,
  'executors' | 'deciders' | 'waiting' | 'oldestWaitingAt' | 'lastDecidedAt'
>;

async function connections(
  db: Db,
  { workspaceId, since }: { workspaceId: string; since: Date },
): Promise<(workflowId: string) => Connected> {
  const q = db.in(workspaceId);
  const executors = await q<{ workflow_id: string; executor: string }>(
    `select distinct workflow_id, executor from dispatches
     where workspace_id = $1 and created_at >= $2 order by 1, 2`,
    [workspaceId, since],
  );
  const deciders = await q<{ workflow_id: string; email: string }>(
    `select distinct d.workflow_id, v.email from decisions d
     join reviewers v on v.workspace_id = d.workspace_id and v.id = d.reviewer_id
     where d.workspace_id = $1 and d.received_at >= $2 and d.status = 'accepted' order by 1, 2`,
    [workspaceId, since],
  );
  const waiting = await q<{ workflow_id: string; count: number; oldest: Date }>(
    `select workflow_id, count(*)::int as count, min(created_at) as oldest from proposals
     where workspace_id = $1 and state in ('pending', 'escalated', 'recalled') group by 1`,
    [workspaceId],
  );
  const last = await q<{ id: string; at: Date | null }>(
    `select w.id, (select d.received_at from decisions d
         where d.workspace_id = w.workspace_id and d.workflow_id = w.id and d.status = 'accepted'
           and d.action <> 'escalate' order by d.received_at desc, d.id desc limit 1) as at
     from workflows w where w.workspace_id = $1`,
    [workspaceId],
  );
  return (workflowId) => {
    const open = waiting.find((row) => row.workflow_id === workflowId);
    const decided = last.find(({ id }) => id === workflowId)?.at ?? null;
    const own = <T extends { workflow_id: string }>(rows: readonly T[]) =>
      rows.filter((row) => row.workflow_id === workflowId);
    return {
      executors: own(executors).map(({ executor }) => executor),
      deciders: own(deciders).map(({ email }) => email),
      waiting: open?.count ?? 0,
      oldestWaitingAt: open ? iso(open.oldest) : null,
      lastDecidedAt: decided === null ? null : iso(decided),
    };
  };
}

async function peopleOf(db: Db, workspaceId: string): Promise<MapPerson[]> {
  const rows = await db.in(workspaceId)<Omit<MapPerson, 'awayUntil'> & { away_until: Date | null }>(
    `select v.name, v.email, v.role, (select max(a.until) from absences a
         where a.workspace_id = v.workspace_id and a.reviewer_id = v.id and a.ended_at is null
           and a.until > now()) as away_until
     from reviewers v where v.workspace_id = $1 order by v.name, v.email`,
    [workspaceId],
  );
  return rows.map(({ away_until, ...person }) => ({
    ...person,
    awayUntil: away_until === null ? null : iso(away_until),
  }));
}
