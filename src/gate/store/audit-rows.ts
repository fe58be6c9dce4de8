import { CanonicalError, canonical } from '../../core/digest/canonical.ts';
import type { AuditRow } from '../../protocol/audit.ts';

export const ROW_COLUMNS = `l.id,
  to_char(l.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, l.actor, l.subject,
  l.subject_id, l.proposal_id, l.was, l.became, l.data::text as data`;
export type AuditLogRow = {
  id: string;
  at: string;
  actor: string;
  subject: string;
  subject_id: string;
  proposal_id: string | null;
  was: string | null;
  became: string;
  data: string;
};
export const auditRowOf = (row: AuditLogRow): AuditRow => ({
  id: row.id,
  at: row.at,
  actor: row.actor,
  subject: row.subject,
  subjectId: row.subject_id,
  proposalId: row.proposal_id,
  was: row.was,
  became: row.became,
  data: dataOf(row.data),
});

/** PostgreSQL holds numbers that JSON's readers don't: such data stays a text, so that it has a hash. */
function dataOf(text: string): unknown {
  const data: unknown = JSON.parse(text);
  try {
    canonical(data);
    return data;
  } catch (error) {
    if (error instanceof CanonicalError) return text;
    throw error;
  }
}

/** The chain's last link and where its row stands in commit order. */
export const HEAD = `select c.seq, c.hash, l.xid::text as xid, l.id,
    l.xid >= pg_snapshot_xmax(pg_current_snapshot()) as elsewhere
  from audit_chain c join audit_log l on l.workspace_id = c.workspace_id and l.id = c.audit_id
  where c.workspace_id = $1 order by c.seq desc limit 1`;
