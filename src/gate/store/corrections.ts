import type { Correction } from '../../core/corrections/correction.ts';
import type { Claim } from '../../core/schema/claim.ts';
import type { Reason } from '../../core/schema/decision.ts';
import type { Context } from '../../core/schema/proposal.ts';
import type { CorrectionFilter, CorrectionStore, JudgedRow } from '../dispatch/ports.ts';
import type { Db } from './db.ts';
import { iso } from './rows.ts';

/** Corrections of one page: both texts come with each, which can be long. */
const PAGE = 100;

type CorrectionRow = {
  id: string;
  proposal_id: string;
  revision: number;
  action: Correction['action'];
  reason: Reason | null;
  before: string;
  after: string | null;
  received_at: Date;
  place: string;
  workflow_id: string;
  workflow: string;
  model: string;
  model_version: string;
  prompt_version: string;
  review: { template?: string | null; context?: Context; claims?: Claim[] };
};

// Columns and joins of a CorrectionRow, from decisions `d`; of a plain approval no text is read.
const OF_DECISION = `d.id, d.proposal_id, d.revision, d.action, d.reason, d.content as after,
  d.received_at, (extract(epoch from d.received_at) * 1000000)::bigint::text as place,
  d.workflow_id, w.name as workflow, r.model, r.model_version, r.prompt_version`;
const TEXTS = 'r.content as before, r.review';
const TEXTS_IF_CORRECTED = `case when d.action <> 'approve' then r.content end as before,
  case when d.action <> 'approve' then r.review
    else jsonb_build_object('template', r.review ->> 'template') end as review`;
const JOINS = `
  join revisions r on r.workspace_id = d.workspace_id and r.proposal_id = d.proposal_id
    and r.revision = d.revision and r.erased_at is null
  join workflows w on w.workspace_id = d.workspace_id and w.id = d.workflow_id`;
/** A correction that stands and that nobody had erased (0020: `decisions_corrected`). */
const IS_CORRECTION = `d.status = 'accepted' and d.standing and d.erased_at is null
  and d.action in ('reject', 'approve_edited')`;

export function correctionStore(db: Db): CorrectionStore {
  return {
    async *pages(filter) {
      for (let after: [string, string] | null = null; ; ) {
        const rows: CorrectionRow[] = await page(db, filter, after);
        yield rows.map(correctionOf);
        const last = rows.at(-1);
        if (!last || rows.length < PAGE) return;
        after = [last.place, last.id];
      }
    },
    async busy({ workspaceId, workflowId, days, limit }) {
      const q = db.in(workspaceId);
      const rows = await q<{ since: Date; id: string | null; name: string | null }>(
        `with ground as (select now() - make_interval(days => $3) as since),
         corrected as (
           select d.workflow_id, count(*) as times from decisions d, ground
           where d.workspace_id = $1 and ${IS_CORRECTION} and d.received_at >= ground.since
             and ($2::text is null or d.workflow_id = $2)
           group by 1 order by 2 desc, 1 limit $4)
         select ground.since, w.id, w.name from ground
         left join corrected c on true
         left join workflows w on w.workspace_id = $1 and w.id = c.workflow_id
         order by c.times desc, w.id`,
        [workspaceId, workflowId ?? null, Math.floor(days), limit],
      );
      return {
        since: iso(rows[0]?.since ?? new Date(0)),
        workflows: rows.flatMap(({ id, name }) =>
          id === null || name === null ? [] : [{ id, name }],
        ),
      };
    },
    async judged({ workspaceId, workflowId, agentId, days, limit }) {
      const rows = await db.in(workspaceId)<JudgedStored>(
        `select ${OF_DECISION}, ${TEXTS_IF_CORRECTED} from decisions d ${JOINS}
         where d.workspace_id = $1 and d.workflow_id = $2 and d.status = 'accepted'
           and d.action <> 'escalate' and d.standing and d.erased_at is null
           and d.received_at >= now() - make_interval(days => $3)
           and ($4::uuid is null or (select p.agent_id from proposals p
             where p.workspace_id = d.workspace_id and p.id = d.proposal_id) = $4)
         order by d.received_at desc, d.id desc limit $5`,
        [workspaceId, workflowId, Math.floor(days), agentId ?? null, limit + 1],
      );
      const kept = rows.slice(0, limit).reverse();
      return { rows: kept.map(judgedOf), cut: rows.length > limit };
    },
    async exported({ workspaceId, by, format, names, filter }) {
      await db.tx({ workspaceId, actor: by }, (q) =>
        q(
          "select audit_note($1::uuid, 'corrections', $1::uuid::text, null, null, 'exported', $2)",
          [workspaceId, JSON.stringify({ format, names, ...filter })],
        ),
      );
    },
  };
}

/** A plain approval has no correction. */
type JudgedStored = Omit<CorrectionRow, 'action'> & { action: CorrectionRow['action'] | 'approve' };

const judgedOf = (row: JudgedStored): JudgedRow => {
  const { action } = row;
  return {
    proposalId: row.proposal_id,
    model: row.model,
    modelVersion: row.model_version,
    promptVersion: row.prompt_version,
    template: row.review.template ?? null,
    correction: action === 'approve' ? null : correctionOf({ ...row, action }),
  };
};

const page = (
  db: Db,
  filter: CorrectionFilter,
  after: [string, string] | null,
): Promise<CorrectionRow[]> =>
  db.in(filter.workspaceId)<CorrectionRow>(
    `select ${OF_DECISION}, ${TEXTS} from decisions d ${JOINS}
     where d.workspace_id = $1 and ${IS_CORRECTION}
       and ($2::text is null or d.workflow_id = $2)
       and ($3::uuid is null or (select p.agent_id from proposals p
         where p.workspace_id = d.workspace_id and p.id = d.proposal_id) = $3)
       and ($4::text is null or d.model_version = $4)
       and ($5::text is null or d.reason ->> 'code' = $5)
       and d.received_at >= coalesce($6::timestamptz, '-infinity')
       and d.received_at < coalesce($7::timestamptz, 'infinity')
       and (d.received_at, d.id) > (
         coalesce(timestamptz 'epoch' + $8::bigint * interval '1 microsecond', '-infinity'),
         coalesce($9::uuid, '00000000-0000-0000-0000-000000000000'))
     order by d.received_at, d.id limit ${PAGE}`,
    [
      ...[filter.workspaceId, filter.workflowId ?? null, filter.agentId ?? null],
      ...[filter.modelVersion ?? null, filter.reason ?? null],
      ...[filter.since ?? null, filter.until ?? null, after?.[0] ?? null, after?.[1] ?? null],
    ],
  );

const correctionOf = (row: CorrectionRow): Correction => ({
  proposalId: row.proposal_id,
  revision: row.revision,
  at: iso(row.received_at),
  workflow: { id: row.workflow_id, name: row.workflow },
  template: row.review.template ?? null,
  model: row.model,
  modelVersion: row.model_version,
  promptVersion: row.prompt_version,
  action: row.action,
  reason: row.reason,
  before: JSON.parse(row.before),
  after: row.after === null ? null : JSON.parse(row.after),
  context: row.review.context ?? null,
  claims: row.review.claims ?? [],
});
