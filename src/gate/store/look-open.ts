import type { LookStore } from '../dispatch/ports.ts';
import type { Db, Query } from './db.ts';

type Input = Parameters<LookStore['open']>[0];

/** States in which what was cleared has run, or won't. */
const OVER = ['executed', 'failed', 'unknown', 'recalled'];

/** Opens what is drawn: audits after execution, second looks after the decision. */
export async function openLooks(db: Db, input: Input): Promise<number> {
  let opened = 0;
  for (const workspaceId of await db.due('select workspace_id from workspaces')) {
    const [some] = await db.in(workspaceId)<{ earns: boolean }>(
      `select exists (select from workflows w where w.workspace_id = $1
         and w.policy ? 'autonomy') as earns`,
      [workspaceId],
    );
    if (!some?.earns) continue;
    const found = [
      ...(await audits(db.in(workspaceId), workspaceId)),
      ...(await seconds(db.in(workspaceId), workspaceId, input)),
    ];
    const here = await db.tx({ workspaceId, actor: 'gate:looks' }, (q) =>
      write(q, { workspaceId, found, newId: input.newId }),
    );
    const over = await giveUp(db, workspaceId);
    if (here + over > 0) db.moved(workspaceId);
    opened += here;
  }
  return opened;
}

type Found = {
  id: string;
  revision: number;
  reason: 'audit' | 'second-opinion';
  inclusion: number;
  not_for: string | null;
};

const audits = (q: Query, workspaceId: string): Promise<Found[]> =>
  q<Found>(
    `select s.proposal_id as id, s.revision, 'audit' as reason, s.inclusion, null as not_for
     from lane_passes s
     join proposals p on p.workspace_id = s.workspace_id and p.id = s.proposal_id
     where s.workspace_id = $1 and s.drawn and s.at > now() - interval '30 days'
       and p.state = any($2) and p.lane <> 'human'
       and not exists (select from looks k where k.workspace_id = s.workspace_id
         and k.proposal_id = s.proposal_id and k.reason = 'audit')
     order by s.at limit 500`,
    [workspaceId, OVER],
  );

/** Of the last hour's decisions: whoever is drawn is drawn for good, so a later look finds nothing new. */
async function seconds(q: Query, workspaceId: string, { draw }: Input): Promise<Found[]> {
  const rows = await q<Found & { rate: number }>(
    `select d.proposal_id as id, d.revision, 'second-opinion' as reason,
       (w.policy #>> '{autonomy,secondLooks}')::double precision as rate, 1 as inclusion,
       d.reviewer_id as not_for
     from workflows w
     join decisions d on d.workspace_id = w.workspace_id and d.workflow_id = w.id
     join proposals p on p.workspace_id = d.workspace_id and p.id = d.proposal_id
     join revisions r on r.workspace_id = d.workspace_id and r.proposal_id = d.proposal_id
       and r.revision = d.revision and r.erased_at is null
       -- what is approved in a compose is approved with it: nobody else has that compose
       and r.content not like '%"delivery":"compose"%'
     where w.workspace_id = $1 and w.policy #>> '{autonomy,secondLooks}' > '0'
       and d.status = 'accepted' and d.action <> 'escalate' and d.standing
       and d.received_at > now() - interval '1 hour'
       and not exists (select from looks k where k.workspace_id = d.workspace_id
         and k.proposal_id = d.proposal_id and k.reason = 'second-opinion')`,
    [workspaceId],
  );
  const drawn: Found[] = [];
  for (const { rate, ...row } of rows)
    if ((await draw(workspaceId, row.id)) < rate) drawn.push({ ...row, inclusion: rate });
  return drawn;
}

async function write(
  q: Query,
  work: { workspaceId: string; found: Found[]; newId(): string },
): Promise<number> {
  let written = 0;
  for (const { id, revision, reason, inclusion, not_for } of work.found) {
    const rows = await q(
      `insert into looks (workspace_id, id, reason, proposal_id, revision, workflow_id, accounts,
         not_for, inclusion, content_digest, due_at)
       select $1, $2, $3, p.id, $5, p.workflow_id, p.accounts, $6, $7, r.content_digest,
         now() + make_interval(hours => 48)
       from proposals p join revisions r on r.workspace_id = p.workspace_id
         and r.proposal_id = p.id and r.revision = $5 and r.erased_at is null
       where p.workspace_id = $1 and p.id = $4
       on conflict do nothing returning 1`,
      [work.workspaceId, work.newId(), reason, id, revision, not_for, inclusion],
    );
    written += rows.length;
  }
  return written;
}

/** A canary that nobody decided in its time lets its original go; a second look that nobody wants ends. */
async function giveUp(db: Db, workspaceId: string): Promise<number> {
  const rows = await db.tx({ workspaceId, actor: 'gate:looks' }, (q) =>
    q(
      `update looks set state = 'void' where workspace_id = $1 and state = 'open'
         and reason <> 'audit' and due_at < now() returning 1`,
      [workspaceId],
    ),
  );
  return rows.length;
}
