import { isDefect } from '../../core/lanes/defect.ts';
import type { Kind } from '../../core/schema/kind.ts';
import type { AccuracyStore, GradedRow } from '../dispatch/ports.ts';
import type { Db, Query } from './db.ts';

/** Proposals of one week, version, template and fate. */
type Row = {
  week: string;
  kind: Kind;
  model: string;
  model_version: string;
  template: string | null;
  lane: string;
  state: string;
  action: string | null;
  reason: string | null;
  inclusion: number | null;
  drawn: boolean | null;
  defect: boolean | null;
  reported: boolean;
  /** of each of them its account, or itself where it has none */
  accounts: string[];
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
    graded: (input) =>
      db.tx({ workspaceId: input.workspaceId, actor: 'gate:accuracy', reading: true }, (q) =>
        graded(q, input),
      ),
  };
}

async function graded(
  q: Query,
  { workspaceId, workflowId, weeks, limit }: Parameters<AccuracyStore['graded']>[0],
): Promise<{ rows: GradedRow[]; cut: boolean }> {
  // Compiling so long a statement takes longer than running it as it is.
  await q("select set_config('jit', 'off', true), set_config('work_mem', '32MB', true)");
  const [more] = await q(
    `select 1 from proposals p where p.workspace_id = $2 and p.workflow_id = $3
       and p.created_at >= ${MONDAY} order by p.created_at desc offset $4 limit 1`,
    [weeks, workspaceId, workflowId, limit],
  );
  // Lateral, one row each: looked up by key for each proposal, whatever the planner thinks. In the order of the
  // keys, so that what one look-up has read of an index serves the next. Counted here, since reading so
  // many rows would take the process as long.
  const rows = await q<Row>(
    `with newest as (select p.id, p.kind, p.lane, p.state, p.revision, p.created_at from proposals p
       where p.workspace_id = $2 and p.workflow_id = $3 and p.created_at >= ${MONDAY}
       order by p.created_at desc limit $4),
     known as materialized (select * from newest order by id)
     select to_char(date_trunc('week', p.created_at at time zone 'utc'), 'YYYY-MM-DD') as week,
       p.kind, p.lane, p.state, r.model, r.model_version, r.template, d.action, d.reason,
       s.inclusion, s.drawn, k.defect, g.at is not null as reported,
       json_agg(coalesce(c.account, p.id::text)) as accounts
     from known p
     left join lateral (select e.revision, e.action, e.reason ->> 'code' as reason
       from decisions e where e.workspace_id = $2 and e.proposal_id = p.id
         and e.status = 'accepted' and e.action <> 'escalate'
       order by e.received_at, e.id limit 1) d on true
     left join lateral (select a.revision, a.inclusion, a.drawn from lane_passes a
       where d.action is null and a.workspace_id = $2 and a.proposal_id = p.id
       order by a.revision limit 1) s on true
     cross join lateral (select v.model, v.model_version, v.review ->> 'template' as template
       from revisions v where v.workspace_id = $2 and v.proposal_id = p.id
         and v.revision = coalesce(d.revision, s.revision, p.revision) limit 1) r
     left join lateral (select l.defect from looks l where s.inclusion is not null and l.workspace_id = $2
       and l.proposal_id = p.id and l.reason = 'audit' and l.state = 'decided' limit 1) k on true
     left join lateral (select n.at from signals n where n.workspace_id = $2
       and n.proposal_id = p.id and n.type in ('complaint', 'defect_reported') limit 1) g on true
     cross join lateral (select min(coalesce(t.domain, t.person)) as account from recipients t
       where t.workspace_id = $2 and t.proposal_id = p.id) c
     group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13 order by max(p.created_at) desc`,
    [weeks, workspaceId, workflowId, limit],
  );
  return { rows: rows.flatMap((row) => gradedOf(workflowId, row)), cut: more !== undefined };
}

function gradedOf(workflowId: string, row: Row): GradedRow[] {
  const graded = gradeOf(row);
  if (graded === null) return [];
  const cell = {
    ...{ week: row.week, workflowId, model: row.model, modelVersion: row.model_version },
    ...{ kind: row.kind, template: row.template ?? '', ...graded },
  };
  return row.accounts.map((account) => ({ ...cell, account }));
}

function gradeOf(row: Row): Pick<GradedRow, 'way' | 'inclusion' | 'asked' | 'right'> | null {
  const { action, reason, inclusion, drawn, defect, reported, lane, state } = row;
  if (action !== null) {
    const right = !reported && !isDefect(action, reason);
    return { way: 'person', inclusion: 1, asked: true, right };
  }
  if (OVER.includes(state)) return null;
  if (lane === 'human')
    return { way: 'person', inclusion: 1, asked: true, right: reported ? false : null };
  // A report finds what it names for certain, so it stands for itself alone.
  if (reported) return { way: 'alone', inclusion: 1, asked: true, right: false };
  if (inclusion === null) return { way: 'uncovered', inclusion: 1, asked: false, right: null };
  const right = defect === null ? null : !defect;
  return { way: 'alone', inclusion, asked: drawn === true, right };
}
