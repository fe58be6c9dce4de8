import type { AuditEntry, AuditStore } from '../dispatch/ports.ts';
import { type AuditLogRow, auditRowOf, HEAD, ROW_COLUMNS } from './audit-rows.ts';
import type { Db } from './db.ts';

/** Rows of one page: signed decisions come with them, whose texts can be long. */
const PAGE = 200;

type Head = { seq: string; hash: string; xid: string; id: string; elsewhere: boolean };
type EvidenceRow = {
  salt: string | null;
  clear: string | null;
  decision: string | null;
  attested: string | null;
  jwk: Record<string, string> | null;
};

// Subqueries, not joins: looked up by key for each row of the page, whatever the planner thinks.
const EVIDENCE = `
  (select p.salt from audit_private p
    where p.workspace_id = l.workspace_id and p.audit_id = l.id) as salt,
  (select p.clear from audit_private p
    where p.workspace_id = l.workspace_id and p.audit_id = l.id) as clear,
  (select d.jws from decisions d where d.workspace_id = l.workspace_id and d.id =
    case when l.subject = 'decision' and l.was is null then l.subject_id::uuid end) as decision,
  (select s.attested from slack_attestations s where s.workspace_id = l.workspace_id
    and s.decision_id = case when l.subject = 'decision' and l.was is null
      and l.data ? 'attested' then l.subject_id::uuid end) as attested,
  (select v.jwk from devices v where v.workspace_id = l.workspace_id and v.id =
    case when l.subject = 'device' and l.became = 'created' then l.subject_id::uuid end) as jwk`;

/**
 * The whole chain a page at a time, each its own transaction, up to where it ended when this was
 * called: nothing is held open while somebody reads slowly, and what is read never changes.
 */
export async function readChain(db: Db, workspaceId: string): ReturnType<AuditStore['readChain']> {
  const scope = { workspaceId, actor: 'gate' };
  const { last, newest } = await db.tx(scope, async (q) => {
    const [found] = await q<Head>(HEAD, [workspaceId]);
    const [log] = await q<{ newest: string }>(
      'select coalesce(max(id), 0) as newest from audit_log where workspace_id = $1',
      [workspaceId],
    );
    return { last: found, newest: log?.newest ?? '0' };
  });
  const head = last ? { seq: Number(last.seq), hash: last.hash } : { seq: 0, hash: '0'.repeat(64) };
  return {
    head,
    async *pages() {
      for (let after = 0; after < head.seq; after += PAGE) {
        const rows = await db.tx(scope, (q) =>
          q<AuditLogRow & EvidenceRow & { seq: string; hash: string; checkpoint: string | null }>(
            `select c.seq, c.hash, ${ROW_COLUMNS}, ${EVIDENCE},
               (select k.jws from audit_checkpoints k
                 where k.workspace_id = c.workspace_id and k.seq = c.seq) as checkpoint
             from audit_chain c
             join audit_log l on l.workspace_id = c.workspace_id and l.id = c.audit_id
             where c.workspace_id = $1 and c.seq > $2 and c.seq <= $3 order by c.seq`,
            [workspaceId, after, Math.min(after + PAGE, head.seq)],
          ),
        );
        yield rows.map((row) => ({
          seq: Number(row.seq),
          hash: row.hash,
          ...entryOf(row),
          ...(row.checkpoint === null ? {} : { checkpoint: row.checkpoint }),
        }));
      }
    },
    async *tail() {
      // After a restore, sealed rows have the numbers of another server: they can be on either side of
      // the head's, so what is sealed is looked up as well.
      let [xid, id] = last && !last.elsewhere ? [last.xid, last.id] : ['0', '0'];
      for (;;) {
        const rows = await db.tx(scope, (q) =>
          q<AuditLogRow & EvidenceRow & { xid: string }>(
            `select l.xid::text as xid, ${ROW_COLUMNS}, ${EVIDENCE} from audit_log l
             where l.workspace_id = $1 and (l.xid, l.id) > ($2::text::xid8, $3::bigint)
               and l.id <= $4
               and coalesce((select c.seq from audit_chain c
                 where c.workspace_id = l.workspace_id and c.audit_id = l.id), $5 + 1) > $5
             order by l.xid, l.id limit ${PAGE}`,
            [workspaceId, xid, id, newest, head.seq],
          ),
        );
        const end = rows.at(-1);
        if (!end) return;
        [xid, id] = [end.xid, end.id];
        yield rows.map(entryOf);
      }
    },
  };
}

const entryOf = (row: AuditLogRow & EvidenceRow): AuditEntry => ({
  row: auditRowOf(row),
  ...(row.salt === null || row.clear === null
    ? {}
    : { opening: { salt: row.salt, text: row.clear } }),
  ...(row.decision === null ? {} : { decision: row.decision }),
  ...(row.attested === null ? {} : { attested: row.attested }),
  ...(row.jwk === null ? {} : { jwk: row.jwk }),
});
