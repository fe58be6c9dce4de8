import type { Erasure, ErasureCounts, RetentionKind, RetentionStore } from '../dispatch/ports.ts';
import type { Db, Query } from './db.ts';
import {
  beginErasure,
  closeProposals,
  endErasure,
  eraseContact,
  eraseProposals,
  proposalsNaming,
} from './erasure.ts';
import { iso } from './rows.ts';

type Row = {
  id: string;
  reason: Erasure['reason'];
  address_hash: string | null;
  requested_by: string;
  at: Date;
  counts: ErasureCounts;
  head_before: Erasure['headBefore'];
  head_after: Erasure['headAfter'];
};

const SELECT = `select e.id, e.reason, e.address_hash, e.requested_by, e.at, e.counts, e.head_before,
  (select jsonb_build_object('seq', c.seq, 'hash', c.hash) from audit_log l
   join audit_chain c on c.workspace_id = l.workspace_id and c.audit_id = l.id
   where l.workspace_id = e.workspace_id and l.subject = 'erasure' and l.subject_id = e.id::text
   order by c.seq desc limit 1) as head_after
  from erasures e where e.workspace_id = $1`;

/** Erasure on request and by age. */
export function retentionStore(db: Db): RetentionStore {
  const erasure = async (input: { workspaceId: string; id: string }): Promise<Erasure | null> => {
    const { workspaceId, id } = input;
    const [row] = await db.in(workspaceId)<Row>(`${SELECT} and e.id = $2`, [workspaceId, id]);
    return row ? erasureOf(workspaceId, row) : null;
  };
  return {
    erasure,
    async erasePerson({ workspaceId, id, address, requestedBy }) {
      await db.tx({ workspaceId, actor: requestedBy }, async (q) => {
        await beginErasure(q, { workspaceId, id, address, requestedBy });
        const named = await proposalsNaming(q, { workspaceId, address });
        const { ids, withdrawn, underWay } = await closeProposals(q, { workspaceId, ids: named });
        const counts = {
          ...(await eraseProposals(q, { workspaceId, ids })),
          ...(await eraseContact(q, { workspaceId, address })),
          withdrawn,
          underWay,
        };
        await endErasure(q, { workspaceId, id, counts });
      });
      db.moved(workspaceId);
      const done = await erasure({ workspaceId, id });
      if (!done) throw new Error('an erasure that was just made is gone');
      return done;
    },
    async erasures(workspaceId) {
      const rows = await db.in(workspaceId)<Row>(`${SELECT} order by e.at desc limit 500`, [
        workspaceId,
      ]);
      return rows.map((row) => erasureOf(workspaceId, row));
    },
    policy: (workspaceId) =>
      db.in(workspaceId)<{ what: RetentionKind; days: number }>(
        'select what, days from retention where workspace_id = $1 order by what',
        [workspaceId],
      ),
    setPolicy: ({ workspaceId, what, days, by }) =>
      db.tx({ workspaceId, actor: by }, async (q) => {
        await q(
          `insert into retention (workspace_id, what, days) values ($1, $2, $3)
           on conflict (workspace_id, what) do update set days = excluded.days`,
          [workspaceId, what, days],
        );
      }),
    async sweep({ newId, days, batch = 200 }) {
      let count = 0;
      const workspaces = await db.due('select workspace_id from workspaces');
      for (const workspaceId of workspaces) {
        const done = await db.tx({ workspaceId, actor: 'gate:retention' }, (q) =>
          sweepOne(q, { workspaceId, id: newId(), days, batch }),
        );
        if (done > 0) db.moved(workspaceId);
        count += done;
      }
      await db.outside("delete from rate_buckets where at < now() - interval '1 day'");
      return count;
    },
  };
}

/** Any constant does; it only has to be the same in every gate process. */
const LOCK = 7_261_905;
/** States from which only a new revision leads on. */
const CLOSED = ['executed', 'failed', 'rejected', 'withdrawn', 'expired'];

async function sweepOne(
  q: Query,
  work: { workspaceId: string; id: string; days: number | null; batch: number },
): Promise<number> {
  const { workspaceId, id, batch } = work;
  const [lock] = await q<{ mine: boolean }>(
    'select pg_try_advisory_xact_lock($1, hashtext($2)) as mine',
    [LOCK, workspaceId],
  );
  if (!lock?.mine) return 0;
  const said = await q<{ what: RetentionKind; days: number }>(
    'select what, days from retention where workspace_id = $1',
    [workspaceId],
  );
  const daysOf = (what: RetentionKind): number | null =>
    said.find((row) => row.what === what)?.days ?? work.days;
  let count = 0;
  const content = daysOf('content');
  if (content !== null) {
    const rows = await q<{ id: string }>(
      `select p.id from proposals p where p.workspace_id = $1 and p.state = any($3)
         and p.id in (select r.proposal_id from revisions r where r.workspace_id = $1
           and r.erased_at is null and r.created_at < now() - make_interval(days => $2)
           order by r.created_at limit $4)
         and not exists (select from revisions n where n.workspace_id = $1
           and n.proposal_id = p.id and n.created_at >= now() - make_interval(days => $2))
       order by p.id for update skip locked`,
      [workspaceId, content, CLOSED, batch],
    );
    if (rows.length > 0) {
      await beginErasure(q, { workspaceId, id, address: null, requestedBy: 'gate:retention' });
      const ids = rows.map((row) => row.id);
      await endErasure(q, {
        workspaceId,
        id,
        counts: { ...(await eraseProposals(q, { workspaceId, ids })), days: content },
      });
      count += rows.length;
    }
  }
  const signals = daysOf('signals');
  if (signals !== null) {
    const rows = await q(
      `delete from signals where workspace_id = $1 and id in (select id from signals
         where workspace_id = $1 and received_at < now() - make_interval(days => $2)
         order by received_at limit $3) returning id`,
      [workspaceId, signals, batch * 10],
    );
    count += rows.length;
  }
  return count;
}

const erasureOf = (workspaceId: string, row: Row): Erasure => ({
  id: row.id,
  workspaceId,
  reason: row.reason,
  addressHash: row.address_hash,
  requestedBy: row.requested_by,
  at: iso(row.at),
  counts: row.counts,
  headBefore: row.head_before,
  headAfter: row.head_after,
});
