import { type CohortItem, type Label, periodOf, settle } from '../../core/lanes/cohort.ts';
import { isDefect } from '../../core/lanes/defect.ts';
import type { LaneSubject } from '../../core/lanes/lane.ts';
import type { Workflow } from '../../core/schema/workflow.ts';
import type { Db, Query } from './db.ts';
import { FIRST_SEEN } from './first-seen.ts';
import { LANE_COLUMNS, LANE_IS, type LaneRow, laneValues, ruleIn } from './lane-rows.ts';

type Row = {
  id: string;
  day: string;
  model: string;
  model_version: string;
  prompt_version: string;
  confidence: number;
  inclusion: number | null;
  drawn: boolean | null;
  action: string | null;
  reason: string | null;
  looked: boolean | null;
  reported: 'complaint' | 'defect_reported' | null;
  superseded: boolean;
};
type Cohort = { day: string; subject: LaneSubject; items: CohortItem[] };
type Work = { workspaceId: string; workflow: Workflow; today: string };

/** Settles every cohort of the workflow that is complete, or overdue. Returns how many. */
export async function settleDays(db: Db, work: Work): Promise<number> {
  const { workspaceId, workflow, today } = work;
  const { autonomy } = workflow.policy;
  if (!autonomy) return 0;
  const cohorts = await cohortsOf(db.in(workspaceId), work);
  let settled = 0;
  for (const cohort of cohorts) {
    const age = (Date.parse(today) - Date.parse(cohort.day)) / 86_400_000;
    const labels = settle(cohort.items, age > autonomy.overdueDays);
    if (labels === null) continue;
    await db.tx({ workspaceId, actor: 'gate:lanes' }, (q) =>
      write(q, { workspaceId, workflow, cohort, labels }),
    );
    settled += 1;
  }
  await lateReports(db, work);
  return settled;
}

/** What would have run, or ran: proposals that only their lane kept from it, by day and version. */
async function cohortsOf(q: Query, { workspaceId, workflow, today }: Work): Promise<Cohort[]> {
  const rows = await q<Row>(
    `select p.id, (p.created_at at time zone 'utc')::date::text as day, r.model, r.model_version,
       r.prompt_version, r.confidence, s.inclusion, s.drawn, d.action, d.reason, k.defect as looked,
       g.type as reported, p.revision > 1 as superseded
     from proposals p
     ${FIRST_SEEN}
     where p.workspace_id = $1 and p.workflow_id = $2
       and p.created_at >= ($3::date - $4::int) at time zone 'utc'
       and p.created_at < $3::date at time zone 'utc'
       and (s.proposal_id is not null or r.trigger ->> 'code' = 'lane-closed')
       and (d.action is not null or not exists (select from withdrawals h
         where h.workspace_id = p.workspace_id and h.proposal_id = p.id))
       and not exists (select from labels b
         where b.workspace_id = p.workspace_id and b.proposal_id = p.id)`,
    [workspaceId, workflow.id, today, (workflow.policy.autonomy?.overdueDays ?? 0) + 7],
  );
  const cohorts = new Map<string, Cohort>();
  for (const row of rows) {
    const subject = {
      model: row.model,
      modelVersion: row.model_version,
      prompt: row.prompt_version,
    };
    const key = JSON.stringify([row.day, subject]);
    const cohort = cohorts.get(key) ?? { day: row.day, subject, items: [] };
    cohort.items.push(itemOf(row));
    cohorts.set(key, cohort);
  }
  return [...cohorts.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}

function itemOf(row: Row): CohortItem {
  const found =
    row.action !== null
      ? { defect: isDefect(row.action, row.reason), by: 'decision' as const }
      : row.looked !== null
        ? { defect: row.looked, by: 'audit' as const }
        : null;
  return {
    proposalId: row.id,
    confidence: row.confidence,
    inclusion: row.inclusion ?? 1,
    drawn: row.drawn ?? true,
    found,
    reported: row.reported === null ? null : row.reported === 'complaint' ? 'complaint' : 'report',
    superseded: row.superseded && row.drawn === null,
  };
}

/** Labels and what they add to each lane of the subject, in one transaction; a second process finds them. */
async function write(
  q: Query,
  work: { workspaceId: string; workflow: Workflow; cohort: Cohort; labels: Label[] },
): Promise<void> {
  const { workspaceId, workflow, cohort, labels } = work;
  const { subject, day } = cohort;
  const { model, modelVersion, prompt } = subject;
  await beginLanes(q, { workspaceId, workflow, subject });
  const rows = await q<LaneRow>(
    `select ${LANE_COLUMNS} from lanes l where l.workspace_id = $1 and l.workflow_id = $2
       and l.model = $3 and l.model_version = $4 and l.prompt_version = $5
     order by l.tier for update`,
    [workspaceId, workflow.id, model, modelVersion, prompt],
  );
  const written = await q(
    `insert into labels (workspace_id, proposal_id, workflow_id, model, model_version, prompt_version,
       confidence, inclusion, outcome, source, day)
     select $1, b.id, $2, $3, $4, $5, b.confidence, b.inclusion, b.outcome, b.source, $6::date
     from unnest($7::uuid[], $8::double precision[], $9::double precision[], $10::text[], $11::text[])
       as b (id, confidence, inclusion, outcome, source)
     on conflict do nothing returning 1`,
    [
      ...[workspaceId, workflow.id, model, modelVersion, prompt, day],
      labels.map(({ proposalId }) => proposalId),
      labels.map(({ confidence }) => confidence),
      labels.map(({ inclusion }) => inclusion),
      labels.map(({ outcome }) => outcome),
      labels.map(({ source }) => source),
    ],
  );
  if (written.length < labels.length) return;
  for (const row of rows) {
    if (day <= row.known_from) continue;
    await q(
      `insert into lane_periods (workspace_id, workflow_id, model, model_version, prompt_version, tier,
         round, day, strata) values ($1, $2, $3, $4, $5, $6, $7, $8::date, $9)`,
      [
        ...laneValues({ workspaceId, workflowId: workflow.id, subject, tier: row.tier }),
        ...[row.round, day, JSON.stringify(periodOf(labels, row.grid))],
      ],
    );
  }
}

/** A lane for each tier of the policy, closed, when a version is first heard of. */
async function beginLanes(
  q: Query,
  work: { workspaceId: string; workflow: Workflow; subject: LaneSubject },
): Promise<void> {
  const { workspaceId, workflow, subject } = work;
  for (const rule of workflow.policy.autonomy?.lanes ?? []) {
    await q(
      `insert into lanes (workspace_id, workflow_id, model, model_version, prompt_version, tier, alpha,
         delta, grid, first_labels, choose_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing`,
      [
        ...laneValues({ workspaceId, workflowId: workflow.id, subject, tier: rule.tier }),
        ...[rule.alpha, rule.delta, rule.grid, rule.firstLabels, rule.chooseAt],
      ],
    );
  }
}

/** Complaints and reports about what had been settled: a defect more, in the stratum it came from. */
async function lateReports(db: Db, { workspaceId, workflow }: Work): Promise<void> {
  type Late = {
    id: string;
    type: string;
    confidence: number;
    inclusion: number;
    model: string;
    model_version: string;
    prompt_version: string;
    day: string;
  };
  const late = await db.in(workspaceId)<Late>(
    `select distinct on (b.proposal_id) b.proposal_id as id, n.type, b.confidence, b.inclusion, b.model,
       b.model_version, b.prompt_version, b.day::text as day
     from signals n
     join labels b on b.workspace_id = n.workspace_id and b.proposal_id = n.proposal_id
     where n.workspace_id = $1 and n.received_at > now() - interval '3 days'
       and n.type in ('complaint', 'defect_reported') and b.workflow_id = $2 and b.outcome <> 'defect'`,
    [workspaceId, workflow.id],
  );
  for (const row of late) {
    const source = row.type === 'complaint' ? 'complaint' : 'report';
    const subject = {
      model: row.model,
      modelVersion: row.model_version,
      prompt: row.prompt_version,
    };
    const { id: proposalId, confidence, inclusion } = row;
    const label: Label = { proposalId, confidence, inclusion, outcome: 'defect', source };
    await db.tx({ workspaceId, actor: 'gate:lanes' }, async (q) => {
      const changed = await q(
        `update labels set outcome = 'defect', source = $3, settled_at = now()
         where workspace_id = $1 and proposal_id = $2 and outcome <> 'defect' returning 1`,
        [workspaceId, proposalId, source],
      );
      if (changed.length === 0) return;
      for (const { tier } of workflow.policy.autonomy?.lanes ?? []) {
        const values = laneValues({ workspaceId, workflowId: workflow.id, subject, tier });
        const [lane] = await q<LaneRow>(
          `select ${LANE_COLUMNS} from lanes l where ${LANE_IS} for update`,
          values,
        );
        if (!lane || row.day <= lane.known_from) continue;
        await q(
          `insert into lane_periods (workspace_id, workflow_id, model, model_version, prompt_version,
             tier, round, day, late, strata) values ($1, $2, $3, $4, $5, $6, $7, $8::date, true, $9)`,
          [
            ...values,
            ...[lane.round, row.day, JSON.stringify(periodOf([label], ruleIn(lane).grid))],
          ],
        );
      }
    });
  }
}
