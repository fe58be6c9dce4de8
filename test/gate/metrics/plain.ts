import type pg from 'pg';
import { expect } from 'vitest';
import { wilson } from '../../../src/core/stats/wilson.ts';
import type { Estimate, Measure, MetricsAnswer, MetricsBy } from '../../../src/protocol/metrics.ts';
import { withClient } from '../../support/pg-as.ts';
import type { FilledYear } from './fill.ts';

/** The weeks that are asked for. */
export const WEEKS = 9;
export type Where = { at: FilledYear; by: MetricsBy; workflowId?: string };

/** Plain rows of one table or join, of the weeks that are asked for, with what they are split by. */
export async function plainRows(adminUrl: string, where: Where, text: string): Promise<Row[]> {
  return withClient({ url: adminUrl }, async (client: pg.Client) => {
    const { rows } = await client.query<Row>(
      `select * from (${text}) x where ws = $1 and at >= date_trunc('week', now() at time zone 'utc')
         at time zone 'utc' - interval '${WEEKS - 1} weeks'
         and ($2::text is null or workflow = $2)`,
      [where.at.workspaceId, where.workflowId ?? null],
    );
    return rows;
  });
}
export type Row = {
  at: Date;
  workflow: string;
  model: string;
  template: string | null;
  id: string;
  hit: boolean;
  kind: string;
  account: string;
  inclusion: number;
  confidence: number;
  seconds: number;
};

export const groupOf = (row: Row, by: MetricsBy): string =>
  ({
    all: '',
    workflow: row.workflow,
    'model-version': row.model,
    template: `${row.workflow}\u001f${row.template ?? ''}`,
  })[by];
const weekOf = ({ at }: Row): string => {
  const day = new Date(at);
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
  return day.toISOString().slice(0, 10);
};

export const near = (a: Estimate | null, b: Estimate | null): void => {
  expect(a === null).toBe(b === null);
  if (!a || !b) return;
  expect(a.n).toBe(b.n);
  for (const end of ['value', 'low', 'high'] as const) {
    const [mine, theirs] = [a[end], b[end]];
    if (theirs === null) expect(mine).toBeNull();
    else expect(mine).toBeCloseTo(theirs, 7);
  }
};

/** Every week and the whole of every group of a measure, against a figure of plain rows. */
export function compare(
  answer: MetricsAnswer,
  measure: Measure,
  told: { rows: readonly Row[]; figure: (rows: readonly Row[]) => Estimate },
): void {
  const series = answer.series.filter((one) => one.measure === measure);
  expect(series.map(({ group }) => group)).toEqual(answer.groups.map(({ id }) => id));
  for (const one of series) {
    const mine = told.rows.filter((row) => groupOf(row, answer.by) === one.group);
    near(one.total, mine.length === 0 ? NOTHING : told.figure(mine));
    for (const [nth, week] of answer.weeks.entries()) {
      const ofWeek = mine.filter((row) => weekOf(row) === week);
      near(one.weeks[nth] ?? null, ofWeek.length === 0 ? null : told.figure(ofWeek));
    }
  }
}
export const NOTHING: Estimate = { n: 0, value: null, low: null, high: null };
export const share = (rows: readonly Row[]): Estimate => {
  const hits = rows.filter(({ hit }) => hit).length;
  return { n: rows.length, value: hits / rows.length, ...wilson(hits, rows.length) };
};

export const OF = `r.model || ' ' || r.model_version as model, r.review ->> 'template' as template`;
const DEFECT = `case d.action when 'reject' then true when 'approve_edited'
  then coalesce(d.reason ->> 'code' in ('wrong_fact', 'wrong_person', 'offer', 'compliance'), true) else false end`;
export const DECIDED = `select d.workspace_id as ws, d.received_at as at, d.workflow_id as workflow, ${OF},
    d.proposal_id as id, d.action as kind, d.action <> 'approve' as hit, d.deliberate,
    ${DEFECT} as defect, r.confidence, 1::float8 as inclusion,
    extract(epoch from d.received_at - r.created_at)::float8 as seconds, d.reason ->> 'code' as reason
  from decisions d join revisions r using (workspace_id, proposal_id, revision)
  where d.status = 'accepted'`;
export const AUDITED = `select k.workspace_id as ws, k.decided_at as at, k.workflow_id as workflow, ${OF},
    k.proposal_id as id, k.action as kind, k.action <> 'approve' as hit, null::bool, k.defect,
    r.confidence, k.inclusion, null::float8, k.reason_code
  from looks k join revisions r using (workspace_id, proposal_id, revision)
  where k.reason = 'audit' and k.state = 'decided'`;
const ACCOUNT = `(select min(coalesce(c.domain, c.person)) from recipients c
  where c.workspace_id = x.ws and c.proposal_id = x.id)`;
export const LOOKED = `select x.*, metric_group(coalesce(${ACCOUNT}, x.id::text)) as account
  from (${DECIDED} and d.action <> 'escalate' union all ${AUDITED}) x`;
export const SENT = `select x.workspace_id as ws, x.finished_at as at, x.workflow_id as workflow, ${OF},
    x.proposal_id as id, case when c.decision_id is null then 'nobody' else d.action end as kind
  from dispatches x join clearances c on c.id = x.clearance_id
  left join decisions d on d.id = c.decision_id
  join proposals p on p.id = x.proposal_id
  join revisions r on r.proposal_id = x.proposal_id and r.revision = c.revision
  where x.state = 'executed' and p.kind = 'email.draft'`;
export const cameBack = (types: string, besides = ''): string =>
  `exists (select from signals n where n.proposal_id = s.id and n.type in (${types})
    and coalesce(n.facts ->> 'replyType', '') not in ('auto', 'out-of-office') ${besides})`;

export const OUTSIDE =
  `select distinct on (n.proposal_id) n.workspace_id as ws, n.received_at as at,
    p.workflow_id as workflow, ${OF}, 'outside' as kind
  from signals n join proposals p on p.id = n.proposal_id join revisions r on r.proposal_id = p.id
  where n.type in ('complaint', 'defect_reported') and not exists (select from looks k
    where k.proposal_id = n.proposal_id and k.reason = 'audit' and k.defect and k.decided_at < (
      select min(e.received_at) from signals e where e.proposal_id = n.proposal_id
        and e.type in ('complaint', 'defect_reported')))
  union all select i.workspace_id, i.found_at, coalesce(p.workflow_id, ''), '', null, 'bypass'
  from incidents i left join proposals p on p.id = i.proposal_id`.replace('union all', 'union all');

/** Sums of the same numbers in another order differ in their last bits. */
export const rounded = (value: unknown): MetricsAnswer =>
  JSON.parse(
    JSON.stringify(value, (_, one: unknown) =>
      typeof one === 'number' ? Number(one.toPrecision(9)) : one,
    ),
  );

/** Of each that was told to be wrong, the first telling and whose it is. */
export const TOLD = `select * from (select distinct on (n.proposal_id) n.workspace_id as ws,
    n.received_at as at, p.workflow_id as workflow, n.proposal_id as id,
    case when n.type = 'complaint' then 'complaint' when n.source = 'spot-check' then 'spot-check'
      else coalesce(n.facts ->> 'foundBy', 'unnamed') end as kind
  from signals n join proposals p on p.id = n.proposal_id
  where n.type in ('complaint', 'defect_reported')
  order by n.proposal_id, n.received_at, n.id) t
  where not exists (select from looks k where k.proposal_id = t.id and k.reason = 'audit' and k.defect
    and k.decided_at < t.at)`;
