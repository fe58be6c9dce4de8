import type { Db, Query } from './db.ts';
import { SLACK_QUEUE, sendSlack } from './queues.ts';

/** Proposals of one look. */
const PAGE = 200;

/** What a channel of people is told about: what a person decides, and whatever has a message already. */
const CONCERNS = `(p.lane = 'human' and p.state in ('pending', 'escalated', 'recalled'))
  or exists (select from slack_posts s
    where s.workspace_id = p.workspace_id and s.proposal_id = p.id and s.ts is not null)`;

/**
 * Queues a look at everything that waits, and at each message that still has buttons, whatever became
 * of its proposal while no process followed. The place is taken first: what moves meanwhile is looked
 * at twice rather than never, and a message that shows the present is left as it is.
 */
export async function beginSlack(db: Db, workspaceId: string): Promise<string> {
  const [start] = await db.in(workspaceId)<{ place: string }>(
    `select pg_snapshot_xmin(pg_current_snapshot())::text || '.0' as place`,
  );
  const rows = await db.in(workspaceId)<{ id: string }>(
    `select p.id from proposals p where p.workspace_id = $1 and p.lane = 'human'
       and p.state in ('pending', 'escalated', 'recalled')
     union select s.proposal_id from slack_posts s where s.workspace_id = $1 and s.waits`,
    [workspaceId],
  );
  for (let at = 0; at < rows.length; at += PAGE) {
    const ids = rows.slice(at, at + PAGE).map(({ id }) => id);
    await db.tx({ workspaceId, actor: 'gate:slack' }, (q) => look(q, { workspaceId, ids }));
    db.wake(SLACK_QUEUE);
  }
  return start?.place ?? '0.0';
}

/** The feed's order (feed.ts): below the horizon only, so that nothing can appear behind the place. */
export async function followSlack(
  db: Db,
  { workspaceId, place }: { workspaceId: string; place: string },
): Promise<{ place: string; more: boolean }> {
  const [xid = '0', id = '0'] = place.split('.');
  const done = await db.tx({ workspaceId, actor: 'gate:slack' }, async (q) => {
    const rows = await q<{ id: string; place: string; concerns: boolean }>(
      `select p.id, p.moved_xid::text || '.' || p.moved_id as place, ${CONCERNS} as concerns
       from proposals p
       where p.workspace_id = $1 and (p.moved_xid, p.moved_id) > ($2::text::xid8, $3::bigint)
         and p.moved_xid < pg_snapshot_xmin(pg_current_snapshot())
       order by p.moved_xid, p.moved_id limit ${PAGE}`,
      [workspaceId, xid, id],
    );
    const ids = rows.filter(({ concerns }) => concerns).map((row) => row.id);
    await look(q, { workspaceId, ids });
    return { place: rows.at(-1)?.place ?? place, more: rows.length === PAGE, queued: ids.length };
  });
  if (done.queued > 0) db.wake(SLACK_QUEUE);
  return { place: done.place, more: done.more };
}

async function look(q: Query, { workspaceId, ids }: { workspaceId: string; ids: string[] }) {
  for (const proposalId of ids) await sendSlack(q, { workspaceId, data: { proposalId } });
}
