import type { Query } from './db.ts';
import { ITEM_COLUMNS, ITEM_JOINS, type ItemRow } from './feed-items.ts';

export type PageRow = ItemRow & { accounts_before: string[] };

type Place = { xid: string; id: string };
type Ask = {
  workspaceId: string;
  deviceId: string;
  after: Place;
  limit: number;
};

const COLUMNS = `workspace_id, id, kind, revision, state, lane, accounts, accounts_before, agent_id,
  workflow_id, created_at, expires_at, moved_xid, moved_id`;
const AFTER = `workspace_id = $1 and (moved_xid, moved_id) > ($3::text::xid8, $4::bigint)
  and moved_xid < pg_snapshot_xmin(pg_current_snapshot())`;

/**
 * The page carries what is read of a proposal: joined to proposals again, a planner without statistics yet
 * goes through all of them for each.
 */
const pageOf = (rows: string): string =>
  `with p as materialized (${rows} order by moved_xid, moved_id limit $5)
   select ${ITEM_COLUMNS}, p.accounts_before from p ${ITEM_JOINS} order by p.moved_xid, p.moved_id`;

const ALL = pageOf(`select ${COLUMNS} from proposals where ${AFTER}`);

/** Days for which a first pull tells what is over and not done: a draft that was rejected may still lie in a mailbox. */
const OVER_DAYS = 90;

/**
 * Each part by an index of its own, and then one order: what isn't done, and of what is done the newest.
 * What moved since the pull began ($8) may have been told as it was before: it is always told.
 */
const FIRST = pageOf(`select * from (
    (select ${COLUMNS} from proposals where ${AFTER} and state <> 'executed'
       and (state not in ('rejected', 'withdrawn', 'expired', 'failed')
         or created_at > now() - make_interval(days => ${OVER_DAYS})
         or moved_xid >= $8::text::xid8)
     order by moved_xid, moved_id limit $5)
    union all
    (select ${COLUMNS} from proposals where ${AFTER} and state = 'executed'
       and (moved_xid, moved_id) > ($6::text::xid8, $7::bigint)
     order by moved_xid, moved_id limit $5)) pulled`);

/**
 * A page of proposals after a place, in the order of the feed.
 * @param work.since of a first pull, where it began: what was done before then, and is not among the
 *   workspace's last `newest` moves, is left out, as is what was over for {@link OVER_DAYS}
 */
export async function pageAfter(
  q: Query,
  work: Ask & { since: string | null; newest: number },
): Promise<PageRow[]> {
  const { workspaceId, deviceId, after, limit, since, newest } = work;
  const values = [workspaceId, deviceId, after.xid, after.id, limit];
  if (since === null) return q<PageRow>(ALL, values);
  const place = await placeOf(q, { workspaceId, back: newest });
  const { xid, id } = BigInt(place.xid) < BigInt(since) ? place : { xid: since, id: '0' };
  return q<PageRow>(FIRST, [...values, xid, id, since]);
}

/** The place so many moves back; before all where there are fewer. */
async function placeOf(q: Query, of: { workspaceId: string; back: number }): Promise<Place> {
  const [row] = await q<Place>(
    `select moved_xid::text as xid, moved_id::text as id from proposals where workspace_id = $1
     order by moved_xid desc, moved_id desc offset $2 limit 1`,
    [of.workspaceId, of.back],
  );
  return row ?? { xid: '0', id: '0' };
}
