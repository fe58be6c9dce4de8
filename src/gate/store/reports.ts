import { Disclosures, NO_DISCLOSURES } from '../../protocol/report.ts';
import type { Period, ReportStore } from '../dispatch/ports.ts';
import type { Db } from './db.ts';
import { laneStore } from './lanes.ts';
import { mapOf } from './oversight-map.ts';
import { figuresOf } from './report-figures.ts';
import { decidedRows, lookRows, proposedRows, settledRows } from './report-rows.ts';
import { WORKFLOW_COLUMNS, type WorkflowRow, workflowOf } from './rows.ts';

/** What reports are made of. Reads; only the disclosures are written. */
export function reportStore(db: Db): ReportStore {
  return {
    async figures(period) {
      const { workspaceId } = period;
      const q = db.in(workspaceId);
      const [workspace] = await q<{ id: string; name: string }>(
        'select workspace_id as id, name from workspaces where workspace_id = $1',
        [workspaceId],
      );
      if (!workspace) return null;
      const workflows = await q<WorkflowRow>(
        `select ${WORKFLOW_COLUMNS} from workflows w where w.workspace_id = $1 order by w.id`,
        [workspaceId],
      );
      const counted = {
        decided: await decidedRows(q, period),
        proposed: await proposedRows(q, period),
        settled: await settledRows(q, period),
        looks: await lookRows(q, period),
        auditsOpen: await openAudits(db, workspaceId),
        reviewers: await reviewersOf(db, workspaceId),
        lanes: await laneStore(db).list(workspaceId),
      };
      return {
        workspace,
        workflows: workflows.map((row) => figuresOf(workflowOf(row), counted)),
        retention: await retentionOf(db, workspaceId),
        erasures: await erasuresOf(db, period),
        disclosures: await disclosuresOf(db, workspaceId),
      };
    },

    async range({ workspaceId, from, to, upTo }) {
      const q = db.in(workspaceId);
      const values = [workspaceId, from, to, upTo];
      const kinds = await q<{
        subject: string;
        became: string;
        count: number;
        first: string;
        last: string;
      }>(
        `select l.subject, l.became, count(*)::int as count, min(c.seq) as first, max(c.seq) as last
         from audit_log l
         join audit_chain c on c.workspace_id = l.workspace_id and c.audit_id = l.id
         where l.workspace_id = $1 and l.at >= $2 and l.at < $3 and c.seq <= $4
         group by 1, 2 order by 1, 2`,
        values,
      );
      const ends = await q<{ seq: string; hash: string }>(
        `select c.seq, c.hash from audit_chain c
         where c.workspace_id = $1 and c.seq = any ($2::bigint[]) order by c.seq`,
        [
          workspaceId,
          [
            Math.min(...kinds.map(({ first }) => Number(first))),
            Math.max(...kinds.map(({ last }) => Number(last))),
          ].filter(Number.isFinite),
        ],
      );
      const linkOf = (row?: { seq: string; hash: string }) =>
        row ? { seq: Number(row.seq), hash: row.hash } : null;
      return {
        rows: kinds.reduce((sum, { count }) => sum + count, 0),
        first: linkOf(ends[0]),
        last: linkOf(ends.at(-1)),
        counts: Object.fromEntries(
          kinds.map(({ subject, became, count }) => [`${subject} ${became}`, count]),
        ),
      };
    },

    map: (input) => mapOf(db, input),

    disclosures: (workspaceId) => disclosuresOf(db, workspaceId),

    putDisclosures: ({ workspaceId, disclosures, by }) =>
      db.tx({ workspaceId, actor: by }, async (q) => {
        await q(
          `insert into disclosures (workspace_id, document) values ($1, $2)
           on conflict (workspace_id) do update
             set document = excluded.document, changed_at = now()`,
          [workspaceId, JSON.stringify(disclosures)],
        );
      }),
  };
}

async function openAudits(db: Db, workspaceId: string): Promise<Map<string, number>> {
  const rows = await db.in(workspaceId)<{ workflow_id: string; count: number }>(
    `select workflow_id, count(*)::int as count from looks
     where workspace_id = $1 and state = 'open' and reason = 'audit' group by 1`,
    [workspaceId],
  );
  return new Map(rows.map((row) => [row.workflow_id, row.count]));
}

async function reviewersOf(db: Db, workspaceId: string) {
  const rows = await db.in(workspaceId)<{ id: string; name: string; role: string }>(
    'select id, name, role from reviewers where workspace_id = $1',
    [workspaceId],
  );
  return new Map(rows.map(({ id, name, role }) => [id, { name, role }]));
}

async function retentionOf(db: Db, workspaceId: string) {
  const rows = await db.in(workspaceId)<{ what: 'content' | 'signals'; days: number }>(
    'select what, days from retention where workspace_id = $1',
    [workspaceId],
  );
  const days = (what: string) => rows.find((row) => row.what === what)?.days ?? null;
  return { content: days('content'), signals: days('signals') };
}

async function erasuresOf(db: Db, { workspaceId, from, to }: Period) {
  const [row] = await db.in(workspaceId)<{ persons: number; by_age: number }>(
    `select count(*) filter (where reason = 'person')::int as persons,
       count(*) filter (where reason = 'retention')::int as by_age
     from erasures where workspace_id = $1 and at >= $2 and at < $3`,
    [workspaceId, from, to],
  );
  return { persons: row?.persons ?? 0, byAge: row?.by_age ?? 0 };
}

async function disclosuresOf(db: Db, workspaceId: string): Promise<Disclosures> {
  const [row] = await db.in(workspaceId)<{ document: unknown }>(
    'select document from disclosures where workspace_id = $1',
    [workspaceId],
  );
  return row ? Disclosures.parse(row.document) : NO_DISCLOSURES;
}
