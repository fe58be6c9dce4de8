import { exposureOf, type Ran } from '../../core/lanes/exposure.ts';
import type { LaneExposure } from '../../protocol/lanes.ts';
import type { Query } from './db.ts';
import { iso } from './rows.ts';

type Ref = { workspaceId: string; workflowId: string };
type Open = {
  model: string;
  model_version: string;
  prompt_version: string;
  tier: LaneExposure['tier'];
  open: boolean;
  opened: Date;
  closed: Date | null;
  breach: { at: string; by: string; why: string } | null;
  line: number | null;
};
type Row = {
  id: string;
  at: Date;
  state: string;
  inclusion: number;
  drawn: boolean;
  template: string | null;
  account: string | null;
  defect: boolean | null;
  looked: Date | null;
  type: 'complaint' | 'defect_reported' | null;
};

/** Lanes of one workflow that are shown, and what of each is read. */
const LANES = 20;
const NEWEST = 5000;
/** Proposals that are named of those nobody has looked at. */
const UNSEEN = 200;
const OUT = ['executed', 'unknown'];

/**
 * What went out through each lane of a workflow the last time it was open, up to its closing. Null: no
 * such workflow.
 */
export async function exposures(q: Query, ref: Ref): Promise<LaneExposure[] | null> {
  const { workspaceId, workflowId } = ref;
  const [known] = await q('select 1 from workflows where workspace_id = $1 and id = $2', [
    workspaceId,
    workflowId,
  ]);
  if (!known) return null;
  const lanes = await q<Open>(
    `select l.model, l.model_version, l.prompt_version, l.tier, l.open, v.opened, l.breach, v.line,
       case when l.open then null else coalesce(e.closed, (l.breach ->> 'at')::timestamptz) end as closed
     from lanes l
     -- the last round in which it was open
     cross join lateral (select w.round, min(w.at) as opened,
         (array_agg((w.verdict ->> 'line')::double precision order by w.at desc))[1] as line
       from lane_verdicts w where w.workspace_id = l.workspace_id and w.workflow_id = l.workflow_id
         and w.model = l.model and w.model_version = l.model_version
         and w.prompt_version = l.prompt_version and w.tier = l.tier
         and w.verdict -> 'open' = 'true'
       group by w.round order by w.round desc limit 1) v
     left join lateral (select min(w.at) as closed from lane_verdicts w
       where w.workspace_id = l.workspace_id and w.workflow_id = l.workflow_id
         and w.model = l.model and w.model_version = l.model_version
         and w.prompt_version = l.prompt_version and w.tier = l.tier and w.round = v.round
         and w.verdict -> 'open' = 'false' and w.at > v.opened) e on true
     where l.workspace_id = $1 and l.workflow_id = $2 order by v.opened desc limit ${LANES}`,
    [workspaceId, workflowId],
  );
  const found: LaneExposure[] = [];
  for (const lane of lanes) found.push(await one(q, ref, lane));
  return found;
}

async function one(q: Query, { workspaceId, workflowId }: Ref, lane: Open): Promise<LaneExposure> {
  const rows = await q<Row>(
    `select s.proposal_id as id, s.at, p.state, s.inclusion, s.drawn, s.template, c.account,
       k.defect, k.decided_at as looked, g.type
     from lane_passes s
     join proposals p on p.workspace_id = s.workspace_id and p.id = s.proposal_id
     left join lateral (select min(coalesce(t.domain, t.person)) as account from recipients t
       where t.workspace_id = s.workspace_id and t.proposal_id = s.proposal_id) c on true
     left join looks k on k.workspace_id = s.workspace_id and k.proposal_id = s.proposal_id
       and k.reason = 'audit' and k.state = 'decided'
     left join lateral (select n.type from signals n where n.workspace_id = s.workspace_id
       and n.proposal_id = s.proposal_id and n.type in ('complaint', 'defect_reported') limit 1) g
       on true
     where s.workspace_id = $1 and s.workflow_id = $2 and s.at >= $3
       and s.at <= coalesce($4::timestamptz, 'infinity') and s.model = $5 and s.model_version = $6
       and s.prompt_version = $7 and s.tier = $8
     order by s.at desc limit ${NEWEST + 1}`,
    [
      ...[workspaceId, workflowId, lane.opened, lane.closed],
      ...[lane.model, lane.model_version, lane.prompt_version, lane.tier],
    ],
  );
  const ran = rows.slice(0, NEWEST).reverse().map(ranOf);
  const { defects, rate, ...counted } = exposureOf(ran, lane.line);
  const unseen = ran.filter(({ out, audit, reported }) => out && !audit && reported === null);
  return {
    ...{ model: lane.model, modelVersion: lane.model_version, promptVersion: lane.prompt_version },
    ...{ tier: lane.tier, open: lane.open, openedAt: iso(lane.opened) },
    closedAt: lane.closed && iso(lane.closed),
    breach: lane.open ? null : lane.breach,
    ...counted,
    rate: rate && { value: rate.rate, low: rate.low, high: rate.high },
    defects,
    unseen: unseen
      .slice(-UNSEEN)
      .reverse()
      .map(({ proposalId }) => proposalId),
    cut: rows.length > NEWEST,
  };
}

const ranOf = (row: Row): Ran => ({
  proposalId: row.id,
  at: iso(row.at),
  out: OUT.includes(row.state),
  inclusion: row.inclusion,
  drawn: row.drawn,
  account: row.account ?? row.id,
  template: row.template ?? '',
  audit: row.defect === null ? null : { defect: row.defect, at: iso(row.looked ?? row.at) },
  reported: row.type === null ? null : row.type === 'complaint' ? 'complaint' : 'report',
});
