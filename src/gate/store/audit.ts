import type { AuditStore, ChainHead, Sealed } from '../dispatch/ports.ts';
import { readChain } from './audit-read.ts';
import { type AuditLogRow, auditRowOf, HEAD, ROW_COLUMNS } from './audit-rows.ts';
import { CHANNEL, type Db, type Query } from './db.ts';
import { type Listener, listen } from './listener.ts';

/** Any constant does; it only has to be the same in every gate process. */
const SPACE = 31_847;
/** How long a process goes on answering with the signed head that it read, in milliseconds. */
const FRESH_MS = 1000;
const KEPT = 2000;

type Signed = { seq: number; at: string; jws: string };

/** The chain over the audit log: its links, signed heads, and what opens the log's digests. */
export function auditStore(db: Db, url: string): AuditStore & { stop(): Promise<void> } {
  const recent = new Map<string, { until: number; signed: Signed | null }>();
  const written = watchLog(url);
  return {
    seal: (input) =>
      db.tx({ workspaceId: input.workspaceId, actor: 'gate' }, (q) => seal(q, input)),

    async checkpoint(workspaceId) {
      const known = recent.get(workspaceId);
      if (known && known.until > Date.now()) return known.signed;
      const [row] = await db.tx({ workspaceId, actor: 'gate' }, (q) =>
        q<{ seq: string; at: Date; jws: string }>(
          `select k.seq, k.at, k.jws from audit_checkpoints k
           where k.workspace_id = $1 order by k.seq desc limit 1`,
          [workspaceId],
        ),
      );
      const signed = row ? { seq: Number(row.seq), at: row.at.toISOString(), jws: row.jws } : null;
      recent.delete(workspaceId);
      recent.set(workspaceId, { until: Date.now() + FRESH_MS, signed });
      const [oldest] = recent.keys();
      if (recent.size > KEPT && oldest !== undefined) recent.delete(oldest);
      return signed;
    },

    putCheckpoint: ({ workspaceId, seq, hash, at, jws }) =>
      db.tx({ workspaceId, actor: 'gate' }, async (q) => {
        const rows = await q(
          `insert into audit_checkpoints (workspace_id, seq, at, jws)
           select c.workspace_id, c.seq, $4, $5 from audit_chain c
           where c.workspace_id = $1 and c.seq = $2 and c.hash = $3
           on conflict do nothing returning seq`,
          [workspaceId, seq, hash, at, jws],
        );
        recent.delete(workspaceId);
        return rows.length > 0;
      }),

    has: ({ workspaceId, seq, hash }) =>
      db.tx({ workspaceId, actor: 'gate' }, async (q) => {
        const rows = await q(
          'select 1 from audit_chain where workspace_id = $1 and seq = $2 and hash = $3',
          [workspaceId, seq, hash],
        );
        return rows.length > 0;
      }),

    async recordFork({ workspaceId, deviceId, seq, hash }) {
      const rows = await db.tx({ workspaceId, actor: 'gate' }, (q) =>
        q(
          `insert into audit_log (workspace_id, actor, subject, subject_id, became, data)
           values ($1, audit_actor(), 'fork', $2, 'reported', $3)
           on conflict do nothing returning id`,
          [workspaceId, `${seq}:${hash}`, JSON.stringify({ seq, hash, device: deviceId })],
        ),
      );
      if (rows.length > 0) db.moved(workspaceId);
      return rows.length > 0;
    },

    readChain: (workspaceId) => readChain(db, workspaceId),

    async forget({ workspaceId, actor, subject, subjectId }) {
      const rows = await db.tx({ workspaceId, actor }, (q) =>
        q(
          `delete from audit_private
           where workspace_id = $1 and subject = $2 and subject_id = $3 returning audit_id`,
          [workspaceId, subject, subjectId],
        ),
      );
      if (rows.length > 0) db.moved(workspaceId);
      return rows.length;
    },

    async mark() {
      const [row] = await db.tx({ workspaceId: '', actor: 'gate' }, (q) =>
        // Numbers of all workspaces, which tell nothing of any.
        q<{ written: string | null; oldest: string; next: string }>(
          `select pg_sequence_last_value('audit_log_id_seq')::text as written,
             pg_snapshot_xmin(s)::text as oldest, pg_snapshot_xmax(s)::text as next
           from pg_current_snapshot() as s`,
        ),
      );
      const { written: last, oldest = '0', next = '0' } = row ?? {};
      return { written: last ?? '', oldest: BigInt(oldest), next: BigInt(next) };
    },

    onWritten: written.onWritten,
    stop: written.stop,
  };
}

async function seal(q: Query, input: Parameters<AuditStore['seal']>[0]): Promise<Sealed> {
  const { workspaceId, limit, link } = input;
  const [lock] = await q<{ mine: boolean }>(
    'select pg_try_advisory_xact_lock($1, hashtext($2)) as mine',
    [SPACE, workspaceId],
  );
  // Statements of their own, so that each sees what the lock's last holder committed.
  const [last] = await q<{
    seq: string;
    hash: string;
    xid: string;
    id: string;
    elsewhere: boolean;
  }>(HEAD, [workspaceId]);
  const from: ChainHead = last
    ? { seq: Number(last.seq), hash: last.hash }
    : { seq: 0, hash: '0'.repeat(64) };
  if (!lock?.mine) return { head: from, sealed: 0, state: 'busy' };
  const rows = last?.elsewhere
    ? await q<AuditLogRow>(AFTER_A_RESTORE, [workspaceId, limit])
    : await q<AuditLogRow>(NEXT, [workspaceId, last?.xid ?? '0', last?.id ?? '0', limit]);
  let head = from;
  const hashes = rows.map((row) => {
    const seq = head.seq + 1;
    head = { seq, hash: link({ previous: head.hash, seq, row: auditRowOf(row) }) };
    return head.hash;
  });
  if (rows.length > 0) {
    await q(
      `insert into audit_chain (workspace_id, seq, audit_id, hash)
       select $1, $2::bigint + n, audit_id, hash
       from unnest($3::bigint[], $4::text[]) with ordinality as t (audit_id, hash, n) order by n`,
      [workspaceId, from.seq, rows.map((row) => row.id), hashes],
    );
  }
  if (rows.length === limit) return { head, sealed: rows.length, state: 'more' };
  const [waiting] = await q<{ held: boolean }>(
    `select exists (select from audit_log where workspace_id = $1
       and xid >= pg_snapshot_xmin(pg_current_snapshot())
       and xid < pg_snapshot_xmax(pg_current_snapshot())) as held`,
    [workspaceId],
  );
  return { head, sealed: rows.length, state: waiting?.held ? 'held' : 'done' };
}

// Keys first, so that only the rows of the batch are read whole.
const batch = (which: string): string => `with page as materialized (${which})
  select ${ROW_COLUMNS} from page
  join audit_log l on l.workspace_id = page.workspace_id and l.id = page.id order by page.n`;

// The feed's order: a row is taken once every transaction older than its own has ended, so that
// nothing can appear before it. The subquery keeps rows out that were sealed under the numbers of a
// server this database was restored from.
const NEXT = batch(`
  select k.workspace_id, k.id, row_number() over (order by k.xid, k.id) as n from audit_log k
  where k.workspace_id = $1 and (k.xid, k.id) > ($2::text::xid8, $3::bigint)
    and k.xid < pg_snapshot_xmin(pg_current_snapshot())
    and (select c.seq from audit_chain c
      where c.workspace_id = k.workspace_id and c.audit_id = k.id) is null
  order by k.xid, k.id limit $4`);

// The head's transaction is in this server's future: the database was restored on another one. What
// it brought along comes first, and is all committed.
const AFTER_A_RESTORE = batch(`
  select k.workspace_id, k.id,
    row_number() over (order by k.xid >= pg_snapshot_xmax(pg_current_snapshot()) desc, k.xid, k.id) as n
  from audit_log k
  where k.workspace_id = $1
    and (k.xid < pg_snapshot_xmin(pg_current_snapshot())
      or k.xid >= pg_snapshot_xmax(pg_current_snapshot()))
    and not exists (select from audit_chain c
      where c.workspace_id = k.workspace_id and c.audit_id = k.id)
  order by n limit $2`);

/** One connection for the process that hears of commits, opened with the first listener. */
function watchLog(url: string) {
  const listeners = new Set<(workspaceId: string) => void>();
  let listener: Listener | null = null;
  const stop = async (): Promise<void> => {
    const last = listener;
    listener = null;
    await last?.stop();
  };
  const tell = (workspaceId: string) => {
    for (const call of listeners) call(workspaceId);
  };
  return {
    onWritten(call: (workspaceId: string) => void): () => Promise<void> {
      listeners.add(call);
      listener ??= listen({
        url,
        channels: [CHANNEL],
        onNotify: (_channel, workspaceId) => tell(workspaceId),
        onConnected: async () => tell(''),
      });
      return async () => {
        listeners.delete(call);
        if (listeners.size === 0) await stop();
      };
    },
    stop,
  };
}
