import type { Reason } from '../../core/schema/decision.ts';
import type { Lesson, LessonsAnswer } from '../../protocol/lessons.ts';
import type { LessonStore } from '../dispatch/ports.ts';
import type { Db, Query } from './db.ts';
import { iso, present } from './rows.ts';

/** Decisions that the counts are made of, and characters of an example's difference. */
const WINDOW = 5000;
const LONGEST = 4000;

type Asked = Parameters<LessonStore['lessons']>[0];
type CountRow = {
  reason: LessonsAnswer['byReason'][number]['reason'] | null;
  model: string | null;
  model_version: string | null;
  template: string | null;
  /** which grouping the row is of: 0 all, else the first of reason, version, template */
  by: 'all' | 'reason' | 'version' | 'template';
  decided: number;
  rejected: number;
  edited: number;
};

/** What people corrected, for the agents that wrote it. */
export function lessonStore(db: Db): LessonStore {
  return {
    async lessons(asked) {
      const q = db.in(asked.workspaceId);
      const [ground] = await q<{ since: Date }>(
        `select now() - make_interval(days => $4) as since
         where exists (select from proposals
           where workspace_id = $1 and agent_id = $2 and workflow_id = $3)`,
        [asked.workspaceId, asked.agentId, asked.workflowId, Math.floor(asked.days)],
      );
      if (!ground) return null;
      const [counts, page] = await Promise.all([
        countsOf(q, asked, ground.since),
        examplesOf(q, asked, ground.since),
      ]);
      return { workflowId: asked.workflowId, since: iso(ground.since), ...counts, ...page };
    },
  };
}

/** A revision that was decided twice (its first approval lapsed) counts once, by its last decision. */
async function countsOf(q: Query, { workspaceId, workflowId }: Asked, since: Date) {
  const rows = await q<CountRow>(
    `with latest as (
       select proposal_id, revision, action, reason, model_version, received_at, id from decisions
       where workspace_id = $1 and workflow_id = $2 and status = 'accepted'
         and action <> 'escalate' and received_at >= $3
       order by received_at desc, id desc limit ${WINDOW}),
     last_ as (
       select distinct on (proposal_id, revision) * from latest
       order by proposal_id, revision, received_at desc, id desc),
     said as (
       select d.action, coalesce(d.reason ->> 'code', 'none') as reason, r.model,
         d.model_version, r.review ->> 'template' as template
       from last_ d join revisions r on r.workspace_id = $1 and r.proposal_id = d.proposal_id
         and r.revision = d.revision)
     select case when grouping(reason) = 0 then 'reason' when grouping(model_version) = 0
           then 'version' when grouping(template) = 0 then 'template' else 'all' end as by,
       reason, model, model_version, template, count(*)::int as decided,
       (count(*) filter (where action = 'reject'))::int as rejected,
       (count(*) filter (where action = 'approve_edited'))::int as edited
     from said group by grouping sets ((), (reason), (model, model_version), (template))
     order by count(*) desc, reason, model, model_version, template limit 500`,
    [workspaceId, workflowId, since],
  );
  const of = (by: CountRow['by']) => rows.filter((row) => row.by === by);
  const numbers = ({ decided, rejected, edited }: CountRow) => ({ decided, rejected, edited });
  const [all] = of('all');
  return {
    ...(all ? numbers(all) : { decided: 0, rejected: 0, edited: 0 }),
    byReason: of('reason')
      .map(({ reason, rejected, edited }) => ({
        ...{ reason: reason ?? ('none' as const), rejected, edited },
        n: rejected + edited,
      }))
      .filter(({ n }) => n > 0)
      .sort((a, b) => b.n - a.n),
    byModelVersion: of('version')
      .slice(0, 50)
      .map((row) => ({
        ...{ model: row.model ?? '', modelVersion: row.model_version ?? '' },
        ...numbers(row),
      })),
    byTemplate: of('template')
      .slice(0, 100)
      .map((row) => ({ template: row.template, ...numbers(row) })),
  };
}

type ExampleRow = {
  id: string;
  proposal_id: string;
  revision: number;
  action: Lesson['action'];
  reason: Reason | null;
  difference: string | null;
  model_version: string;
  template: string | null;
  received_at: Date;
  place: string;
};

async function examplesOf(
  q: Query,
  { workspaceId, agentId, workflowId, limit, cursor }: Asked,
  since: Date,
): Promise<Pick<LessonsAnswer, 'examples' | 'next'>> {
  const [micros, id] = cursor?.split('.') ?? [];
  const most = Math.floor(limit);
  const rows = await q<ExampleRow>(
    `select d.id, d.proposal_id, d.revision, d.action, d.reason,
       left(d.difference, ${LONGEST + 1}) as difference, d.model_version,
       r.review ->> 'template' as template, d.received_at,
       (extract(epoch from d.received_at) * 1000000)::bigint::text as place
     from decisions d
     join proposals p on p.workspace_id = d.workspace_id and p.id = d.proposal_id
     join revisions r on r.workspace_id = d.workspace_id and r.proposal_id = d.proposal_id
       and r.revision = d.revision
     where d.workspace_id = $1 and d.workflow_id = $2 and d.status = 'accepted'
       and d.action <> 'escalate' and d.action in ('reject', 'approve_edited')
       and p.agent_id = $3 and d.received_at >= $4
       and ($5::bigint is null or (d.received_at, d.id)
         < (timestamptz 'epoch' + $5::bigint * interval '1 microsecond', $6::uuid))
     order by d.received_at desc, d.id desc limit $7`,
    [workspaceId, workflowId, agentId, since, micros ?? null, id ?? null, most + 1],
  );
  const page = rows.slice(0, most);
  const last = page.at(-1);
  return {
    examples: page.map((row) => ({
      proposalId: row.proposal_id,
      revision: row.revision,
      action: row.action,
      modelVersion: row.model_version,
      at: iso(row.received_at),
      ...present({
        reason: row.reason,
        template: row.template,
        difference: row.difference?.slice(0, LONGEST),
        cut: row.difference !== null && row.difference.length > LONGEST ? true : null,
      }),
    })),
    ...(rows.length > most && last ? { next: `${last.place}.${last.id}` } : {}),
  };
}
