import type { ReviewItem } from '../../core/schema/proposal.ts';
import type { SyncAnswer, SyncEntry } from '../../protocol/sync.ts';
import type { FeedStore, ReviewerIdentity } from '../dispatch/ports.ts';
import type { Db } from './db.ts';
import { ITEM_COLUMNS, ITEM_JOINS, type ItemRow, itemsOf } from './feed-items.ts';
import { type PageRow, pageAfter } from './feed-page.ts';
import { watchFeeds } from './feed-watch.ts';
import { type LookRow, lookItems, lookRow, looksAfter } from './look-items.ts';
import { isNamed, placesOf } from './ownership-facts.ts';
import { shownById } from './shown-by-id.ts';
import { mayReview, overlaps } from './visible.ts';

/** Pages without anything for this reviewer that one call reads past. */
const EMPTY_PAGES = 20;
/** Of a workspace's last moves, those of which a first pull tells also what is done. */
const NEWEST_DONE = 10_000;
const MAX = 2n ** 63n;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Where a reader is, and since when: `since` is the horizon at which its pull began. What it may see
 * changed after that makes it start over; the place alone, far behind in a long first pull, can't tell.
 */
// `epoch` is the database's: one that was restored counts transactions anew, so older places mean nothing.
type Cursor = { xid: string; id: string; since: string; epoch: string };

/**
 * The feed: proposals in the order in which the transactions that last moved them can no longer be
 * overtaken. A row is read only once every transaction older than its own has ended
 * (pg_snapshot_xmin), so nothing can appear behind a cursor.
 * @param newest of the workspace's last moves, those of which a first pull tells also what is done
 */
export function feedStore(
  db: Db,
  url: string,
  newest: number = NEWEST_DONE,
): FeedStore & { stop(): Promise<void> } {
  const watch = watchFeeds(db, url);
  return {
    read: (input) => read(db, { ...input, newest }),
    async item({ identity, proposalId }) {
      if (!UUID.test(proposalId)) return null;
      const rows = await db.in(identity.workspaceId)<ItemRow>(
        `select ${ITEM_COLUMNS} from proposals p ${ITEM_JOINS}
         where p.workspace_id = $1 and p.id = $3::uuid`,
        [identity.workspaceId, identity.deviceId, proposalId],
      );
      const [row] = rows;
      const q = db.in(identity.workspaceId);
      if (!row) {
        const { workspaceId, deviceId } = identity;
        const look = await lookRow(q, { workspaceId, deviceId, id: proposalId });
        const items = look && (await lookItems(q, { identity, rows: [look] }));
        return items?.get(proposalId) ?? null;
      }
      if (row.held) return null;
      const places = await placesOf(q, { identity, rows });
      if (!places.get(row.id)?.shown) return null;
      const [item] = await itemsOf(q, { identity, rows, places });
      return item ?? null;
    },
    shown: (input) => shownById(db, input),
    onMoved: watch.onMoved,
    stop: watch.stop,
  };
}

async function read(
  db: Db,
  input: { identity: ReviewerIdentity; cursor: string | null; limit: number; newest: number },
): Promise<SyncAnswer> {
  const { identity, limit, newest } = input;
  let cursor = parse(input.cursor);
  const ground = cursor && (await groundFor(db, { identity, cursor }));
  if (cursor === null || ground === null) {
    return { entries: [], cursor: '0.0', more: true, resync: true };
  }
  const { horizon, epoch } = ground;
  if (cursor.xid === '0') cursor = { ...cursor, since: horizon, epoch };
  for (let page = 1; ; page += 1) {
    const { workspaceId, deviceId } = identity;
    const q = db.in(workspaceId);
    // Still below where the pull began: what was over long before that needn't be told.
    const since = BigInt(cursor.xid) < BigInt(cursor.since) ? cursor.since : null;
    const ask = { workspaceId, deviceId, after: { xid: cursor.xid, id: cursor.id }, limit, since };
    const rows = await pageAfter(q, { ...ask, newest });
    const looks = await looksAfter(q, { ...ask, reviewerId: identity.reviewer.id });
    const { page: both, more } = merged(rows, looks, limit);
    const last = both.at(-1);
    const entries = await entriesOf(db, { identity, rows: both });
    if (last) cursor = { ...cursor, xid: last.moved_xid, id: last.moved_id };
    // Caught up: everything below the horizon has been read, also what isn't there.
    if (!more && BigInt(cursor.xid) < BigInt(horizon)) {
      cursor = { ...cursor, xid: horizon, id: '0' };
    }
    if (entries.length > 0 || !more || page >= EMPTY_PAGES) {
      return { entries, cursor: textOf(cursor), more };
    }
  }
}

type Moved = PageRow | LookRow;
const isLook = (row: Moved): row is LookRow => 'look_id' in row;

/** Proposals and looks in one order: both take their places from one sequence. */
function merged(
  rows: PageRow[],
  looks: LookRow[],
  limit: number,
): { page: Moved[]; more: boolean } {
  const page: Moved[] = looks.length === 0 ? rows : [...rows, ...looks].sort(inOrder);
  const more = rows.length === limit || looks.length === limit || page.length > limit;
  return { page: page.slice(0, limit), more };
}

function inOrder(a: Moved, b: Moved): number {
  const xid = BigInt(a.moved_xid) - BigInt(b.moved_xid);
  const by = xid === 0n ? BigInt(a.moved_id) - BigInt(b.moved_id) : xid;
  return by < 0n ? -1 : by > 0n ? 1 : 0;
}

async function entriesOf(
  db: Db,
  work: { identity: ReviewerIdentity; rows: Moved[] },
): Promise<SyncEntry[]> {
  const { identity } = work;
  const q = db.in(identity.workspaceId);
  const looks = work.rows.filter(isLook);
  const seen = looks.length === 0 ? null : await lookItems(q, { identity, rows: looks });
  const proposals = work.rows.filter((row): row is PageRow => !isLook(row));
  const places = await placesOf(q, { identity, rows: proposals });
  const visible = proposals.filter((row) => places.get(row.id)?.shown && !row.held);
  const items = new Map<string, ReviewItem>();
  for (const item of await itemsOf(q, { identity, rows: visible, places })) {
    items.set(item.proposalId, item);
  }
  return work.rows.flatMap((row): SyncEntry[] => {
    if (isLook(row)) {
      const look = seen?.get(row.look_id);
      if (look) return [{ op: 'upsert', item: look }];
      return row.look_state === 'open' ? [] : [{ op: 'remove', proposalId: row.look_id }];
    }
    const item = items.get(row.id);
    if (item) return [{ op: 'upsert', item }];
    // Nobody had it yet: what stands in for it is there instead.
    if (row.held) return [];
    // Only who may have it is told to drop it.
    const had =
      overlaps(row.accounts_before, identity.reviewer.mailboxes) ||
      row.revision > 1 ||
      // another's by the policy or a person's absence now, which it may not have been before
      mayReview(identity, row) ||
      isNamed(row.policy, identity.reviewer.email);
    return had ? [{ op: 'remove', proposalId: row.id }] : [];
  });
}

const textOf = ({ xid, id, since, epoch }: Cursor): string =>
  [xid, id, since, ...(epoch === '0' ? [] : [epoch])].join('.');

function parse(cursor: string | null): Cursor | null {
  if (cursor === null) return { xid: '0', id: '0', since: '0', epoch: '0' };
  const match = /^(\d{1,20})\.(\d{1,20})(?:\.(\d{1,20}))?(?:\.(\d{1,20}))?$/.exec(cursor);
  if (match?.[1] === undefined) return null;
  // Written anew: PostgreSQL reads an xid8 that begins with a zero as octal.
  const parts = match.slice(1).map((part) => (part === undefined ? undefined : BigInt(part)));
  if (parts.some((part) => part !== undefined && part >= MAX)) return null;
  const [xid = '0', id = '0', since = xid, epoch = '0'] = parts.map((part) => part?.toString());
  return { xid, id, since, epoch };
}

/**
 * The oldest transaction still under way, below which nothing can appear any more. Null when the
 * cursor is of another database, or its pull began before a change of what this person may see.
 */
async function groundFor(
  db: Db,
  work: { identity: ReviewerIdentity; cursor: Cursor },
): Promise<{ horizon: string; epoch: string } | null> {
  const { identity, cursor } = work;
  const [row] = await db.in(identity.workspaceId)<{
    horizon: string;
    epoch: string;
    valid: boolean;
  }>(
    `select pg_snapshot_xmin(pg_current_snapshot())::text as horizon, i.epoch::text as epoch,
       $3 = '0' or (i.epoch = $5::bigint
         and $3::text::xid8 <= pg_snapshot_xmax(pg_current_snapshot())
         and (r.resync_xid is null or r.resync_xid < $4::text::xid8)) as valid
     from reviewers r, installation i where r.workspace_id = $1 and r.id = $2`,
    [identity.workspaceId, identity.reviewer.id, cursor.xid, cursor.since, cursor.epoch],
  );
  return row?.valid ? row : null;
}
