import type { AlertSource } from '../../core/antipatterns/alert-fatigue.ts';
import type { Passed, Scores } from '../../core/antipatterns/blind-exceptions.ts';
import type { Clocks, Looked } from '../../core/antipatterns/late-detection.ts';
import { type Of, sinceIn } from './antipattern-reviews.ts';
import type { Query } from './db.ts';

/** Warnings whose rates are looked at, the newest of each signal and workflow. */
const WARNED = 200;

/** Alerts of 90 days that somebody closed, by what raised them. */
export async function closedAlerts(q: Query, { workspaceId }: Of): Promise<AlertSource[]> {
  type Row = Omit<AlertSource, 'noiseMs' | 'warned'> & {
    ms: number;
    rates: { events: number; sends: number; worth: boolean }[] | null;
  };
  const rows = await q<Row>(
    `with ${sinceIn('A2', 90)}
     select a.kind, a.workflow_id as "workflowId", a.detail #>> '{line,signal}' as signal,
       count(*) filter (where a.verdict = 'actionable')::int as actionable,
       count(*) filter (where a.verdict = 'noise')::int as noise,
       coalesce(sum(least(extract(epoch from a.closed_at - a.seen_at), 3600) * 1000)
         filter (where a.verdict = 'noise'), 0)::float8 as ms,
       jsonb_agg(jsonb_build_object('events', a.detail #> '{known,events}', 'sends', a.detail #> '{known,sends}',
           'worth', a.verdict = 'actionable') order by a.first_at desc)
         filter (where a.kind = 'brake-warns' and (a.detail #>> '{known,sends}')::float8 > 0) as rates
     from alerts a left join since s on s.id = a.workflow_id
     where a.workspace_id = $1 and a.first_at > coalesce(s.at, now() - interval '90 days')
       and a.verdict is not null
     group by 1, 2, 3 order by 1, 2, 3`,
    [workspaceId],
  );
  return rows.map(({ ms, rates, ...source }) => ({
    ...{ ...source, noiseMs: ms },
    ...(rates === null
      ? {}
      : {
          warned: rates
            .slice(0, WARNED)
            .map(({ events, sends, worth }) => ({ rate: events / sends, worth })),
        }),
  }));
}

/** Sends and looks that are counted, the latest of each workflow. */
const SENDS = 20_000;
const LOOKS = 500;

/** The clocks of damage and of detection, of 30 days. */
export async function clocksIn(
  q: Query,
  { workspaceId, workflows, now }: Of & { now: number },
): Promise<Clocks[]> {
  const values = [workspaceId];
  const sends = await q<{ workflow_id: string; hour: Date; sends: number }>(
    `with ${sinceIn('A3', 30)}
     select s.id as workflow_id, date_trunc('hour', d.finished_at, 'UTC') as hour, count(*)::int as sends
     from since s
     cross join lateral (select d.finished_at from dispatches d where d.workspace_id = $1
         and d.workflow_id = s.id and d.state = 'executed' and d.finished_at > s.at
       order by d.finished_at desc limit ${SENDS}) d
     group by 1, 2`,
    values,
  );
  type Look = { workflow_id: string; sent: Date; seen: Date | null; by: Looked['by'] };
  const sentOf = `cross join lateral (select d.finished_at from dispatches d
      where d.workspace_id = $1 and d.proposal_id = k.proposal_id and d.state = 'executed'
      order by d.finished_at desc limit 1) d`;
  const looked = await q<Look>(
    `with ${sinceIn('A3', 30)}
     select s.id as workflow_id, d.finished_at as sent, k.decided_at as seen, 'audit' as by
     from since s
     cross join lateral (
       (select k.proposal_id, k.decided_at from looks k where k.workspace_id = $1
          and k.workflow_id = s.id and k.state = 'decided' and k.reason = 'audit'
          and k.decided_at > s.at order by k.decided_at desc limit ${LOOKS})
       union all
       (select k.proposal_id, null from looks k where k.workspace_id = $1 and k.state = 'open'
          and k.workflow_id = s.id and k.reason = 'audit' order by k.due_at limit ${LOOKS})) k
     ${sentOf}
     where d.finished_at > s.at`,
    values,
  );
  const reported = await q<Look>(
    `with ${sinceIn('A3', 30)}
     select s.id as workflow_id, d.finished_at as sent, k.received_at as seen, 'report' as by
     from (select n.proposal_id, min(n.received_at) as received_at from (
         select n.proposal_id, n.received_at from signals n where n.workspace_id = $1
           and n.type = 'defect_reported' and n.received_at > now() - interval '30 days'
         order by n.received_at desc limit 2000) n
       where n.proposal_id is not null group by 1) k
     join proposals p on p.workspace_id = $1 and p.id = k.proposal_id
     join since s on s.id = p.workflow_id
     ${sentOf}
     where d.finished_at > s.at and k.received_at > d.finished_at`,
    values,
  );
  const tripped = await q<Look>(
    `with ${sinceIn('A3', 30)}
     select s.id as workflow_id, (a.detail #>> '{known,since,at}')::timestamptz as sent,
       a.first_at as seen, 'brake' as by
     from alerts a join since s on s.id = a.workflow_id
     where a.workspace_id = $1 and a.kind = 'brake-tripped' and a.first_at > s.at
       and a.detail #>> '{known,since,at}' is not null`,
    values,
  );
  const looks = [...looked, ...reported, ...tripped];
  return workflows.map((workflow) => ({
    ...{ workflow, now },
    sends: sends
      .filter(({ workflow_id }) => workflow_id === workflow.id)
      .map(({ hour, sends: some }) => ({ hour: hour.getTime(), sends: some })),
    looked: looks
      .filter(({ workflow_id }) => workflow_id === workflow.id)
      .map(({ sent, seen, by }) => ({
        ...{ sentAt: sent.getTime(), by },
        seenAt: seen?.getTime() ?? null,
      })),
  }));
}

/** Proposals whose scores are counted, and labels, the latest of each workflow. */
const SCORES = 2000;

/** What agents said lately, what of it was looked at, and what exception rules stopped; of 30 days. */
export async function scoresIn(
  q: Query,
  { workspaceId, workflows }: Of,
): Promise<{ scores: Scores[]; passed: Passed[] }> {
  const values = [workspaceId];
  type Score = {
    workflow_id: string;
    model: string;
    model_version: string;
    confidence: number;
    count: number;
    stopped: number;
  };
  const said = await q<Score>(
    `with ${sinceIn('A4', 30)}
     select s.id as workflow_id, r.model, r.model_version,
       round(r.confidence::numeric, 3)::float8 as confidence, count(*)::int as count,
       count(*) filter (where r.trigger ->> 'code' = 'exception')::int as stopped
     from since s
     cross join lateral (select p.id from proposals p where p.workspace_id = $1
         and p.workflow_id = s.id and p.created_at > s.at
       order by p.created_at desc limit ${SCORES}) p
     join revisions r on r.workspace_id = $1 and r.proposal_id = p.id and r.revision = 1
     group by 1, 2, 3, 4`,
    values,
  );
  type Labelled = {
    workflow_id: string;
    model: string;
    model_version: string;
    confidence: number;
    inclusion: number;
    outcome: string;
    ran: boolean;
  };
  const labels = await q<Labelled>(
    `with ${sinceIn('A4', 30)}
     select s.id as workflow_id, b.model, b.model_version, b.confidence, b.inclusion, b.outcome,
       exists (select from lane_passes l where l.workspace_id = $1
         and l.proposal_id = b.proposal_id and l.revision = 1) as ran
     from since s
     cross join lateral (select * from labels b where b.workspace_id = $1 and b.workflow_id = s.id
         and b.settled_at > s.at
       order by b.settled_at desc limit ${SCORES}) b`,
    values,
  );
  const scores: Scores[] = [];
  const passed: Passed[] = [];
  for (const workflow of workflows) {
    const own = said.filter(({ workflow_id }) => workflow_id === workflow.id);
    const looked = labels.filter(({ workflow_id }) => workflow_id === workflow.id);
    const versions = new Map(own.map((row) => [`${row.model}\n${row.model_version}`, row]));
    for (const { model, model_version: modelVersion } of versions.values()) {
      const isOf = (row: Score | Labelled): boolean =>
        row.model === model && row.model_version === modelVersion;
      scores.push({
        ...{ workflow, model, modelVersion, scores: own.filter(isOf) },
        graded: looked
          .filter((row) => isOf(row) && row.outcome !== 'unseen')
          .map(({ confidence, inclusion, outcome }) => ({
            ...{ confidence, inclusion, right: outcome === 'right' },
          })),
      });
    }
    passed.push(passedOf(workflow, own, looked));
  }
  return { scores, passed };
}

function passedOf(
  workflow: Passed['workflow'],
  said: readonly { count: number; stopped: number }[],
  labels: readonly { inclusion: number; outcome: string; ran: boolean }[],
): Passed {
  const strata = new Map<number, { count: number; right: number; defects: number }>();
  for (const { inclusion, outcome, ran } of labels) {
    if (!ran) continue;
    const stratum = strata.get(inclusion) ?? { count: 0, right: 0, defects: 0 };
    stratum.count += 1;
    if (outcome === 'right') stratum.right += 1;
    if (outcome === 'defect') stratum.defects += 1;
    strata.set(inclusion, stratum);
  }
  return {
    workflow,
    proposals: said.reduce((sum, row) => sum + row.count, 0),
    stopped: said.reduce((sum, row) => sum + row.stopped, 0),
    strata: [...strata.values()],
  };
}
