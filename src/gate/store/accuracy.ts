import { isDefect } from '../../core/lanes/defect.ts';
import type { Kind } from '../../core/schema/kind.ts';
import type { AccuracyStore, GradedRow } from '../dispatch/ports.ts';
import type { Db } from './db.ts';

type Row = {
  week: string;
  kind: Kind;
  model: string;
  model_version: string;
  template: string | null;
  account: string | null;
  id: string;
  lane: string;
  state: string;
  action: string | null;
  reason: string | null;
  inclusion: number | null;
  drawn: boolean | null;
  defect: boolean | null;
  reported: boolean;
};

const MONDAY =
  "(date_trunc('week', now() at time zone 'utc') - make_interval(weeks => $1 - 1)) at time zone 'utc'";
/** Nobody looked, and nobody will: it never reached anyone. */
const OVER = ['withdrawn', 'expired', 'rejected', 'recalled'];

/** What became of proposals, as far as somebody looked. */
export function accuracyStore(db: Db): AccuracyStore {
  return {
    async since(weeks) {
      const [row] = await db.outside<{ since: string }>(
        `select to_char(${MONDAY} at time zone 'utc', 'YYYY-MM-DD') as since`,
        [weeks],
      );
      if (!row) throw new Error('the database has no clock');
      return row.since;
    },
    async graded({ workspaceId, workflowId, weeks, limit }) {
      // Lateral, one row each: looked up by key for each proposal, whatever the planner thinks.
      const rows = await db.in(workspaceId)<Row>(
        `select to_char(date_trunc('week', p.created_at at time zone 'utc'), 'YYYY-MM-DD') as week,
           p.id, p.kind, p.lane, p.state, r.model, r.model_version, r.template, c.account,
           d.action, d.reason, s.inclusion, s.drawn, k.defect, g.at is not null as reported
         from proposals p
         left join lateral (select e.revision, e.action, e.reason ->> 'code' as reason
           from decisions e where e.workspace_id = p.workspace_id and e.proposal_id = p.id
             and e.status = 'accepted' and e.action <> 'escalate'
           order by e.received_at, e.id limit 1) d on true
         left join lateral (select a.revision, a.inclusion, a.drawn from lane_passes a
           where a.workspace_id = p.workspace_id and a.proposal_id = p.id
           order by a.revision limit 1) s on true
         cross join lateral (select v.model, v.model_version, v.review ->> 'template' as template
           from revisions v where v.workspace_id = p.workspace_id and v.proposal_id = p.id
             and v.revision = coalesce(d.revision, s.revision, p.revision) limit 1) r
         left join lateral (select l.defect from looks l where l.workspace_id = p.workspace_id
           and l.proposal_id = p.id and l.reason = 'audit' and l.state = 'decided' limit 1) k on true
         left join lateral (select n.at from signals n where n.workspace_id = p.workspace_id
           and n.proposal_id = p.id and n.type in ('complaint', 'defect_reported') limit 1) g on true
         left join lateral (select min(coalesce(t.domain, t.person)) as account from recipients t
           where t.workspace_id = p.workspace_id and t.proposal_id = p.id) c on true
         where p.workspace_id = $2 and p.workflow_id = $3 and p.created_at >= ${MONDAY}
         order by p.created_at desc limit $4`,
        [weeks, workspaceId, workflowId, limit + 1],
      );
      return {
        rows: rows.slice(0, limit).flatMap((row) => gradedOf(workflowId, row)),
        cut: rows.length > limit,
      };
    },
  };
}

function gradedOf(workflowId: string, row: Row): GradedRow[] {
  const cell = {
    ...{ week: row.week, workflowId, model: row.model, modelVersion: row.model_version },
    ...{ kind: row.kind, account: row.account ?? row.id, template: row.template ?? '' },
  };
  const { action, reason, inclusion, drawn, defect, reported, lane, state } = row;
  if (action !== null) {
    const right = !reported && !isDefect(action, reason);
    return [{ ...cell, way: 'person', inclusion: 1, asked: true, right }];
  }
  if (OVER.includes(state)) return [];
  if (lane === 'human')
    return [{ ...cell, way: 'person', inclusion: 1, asked: true, right: reported ? false : null }];
  // A report finds what it names for certain, so it stands for itself alone.
  if (reported) return [{ ...cell, way: 'alone', inclusion: 1, asked: true, right: false }];
  if (inclusion === null)
    return [{ ...cell, way: 'uncovered', inclusion: 1, asked: false, right: null }];
  const right = defect === null ? null : !defect;
  return [{ ...cell, way: 'alone', inclusion, asked: drawn === true, right }];
}
