import type { Content } from '../../core/schema/content.ts';
import type { ProposalShown } from '../../protocol/proposals.ts';
import type { ReviewerIdentity } from '../dispatch/ports.ts';
import type { Db, Query } from './db.ts';
import { ITEM_COLUMNS, ITEM_JOINS, type ItemRow, itemsOf } from './feed-items.ts';
import { lookItems, lookRow } from './look-items.ts';
import { placesOf } from './ownership-facts.ts';
import { withdrawalOf } from './proposal-reads.ts';
import { iso, present } from './rows.ts';
import { mayReview, overlaps } from './visible.ts';

type Asked = { identity: ReviewerIdentity; proposalId: string };

/**
 * One proposal by its id, whatever its state: to who gets it by the feed, to who reaches it though another
 * decides it, and to whose mailbox it left from. Null for everything else alike, so that an id which
 * isn't one's own says nothing.
 */
export async function shownById(db: Db, asked: Asked): Promise<ProposalShown | null> {
  const { identity, proposalId } = asked;
  const { workspaceId, deviceId } = identity;
  const q = db.in(workspaceId);
  const rows = await q<ItemRow>(
    `select ${ITEM_COLUMNS} from proposals p ${ITEM_JOINS}
     where p.workspace_id = $1 and p.id = $3::uuid`,
    [workspaceId, deviceId, proposalId],
  );
  const [row] = rows;
  if (!row) return lookShown(q, asked);
  // What stands in for it is there instead, as in the feed.
  if (row.held) return null;
  const places = await placesOf(q, { identity, rows });
  const yours = places.get(row.id)?.shown === true;
  if (!yours && !mayReview(identity, row) && !isFromTheirs(identity, row)) return null;
  const [item] = await itemsOf(q, { identity, rows, places });
  if (!item) return null;
  const [became, withdrawn] = await Promise.all([
    becameOf(q, { workspaceId, row }),
    row.state === 'withdrawn' ? withdrawalOf(q, { workspaceId, proposalId }) : null,
  ]);
  return { item, yours, ...became, ...present({ withdrawn }) };
}

/** A look is shown under its own id to whom what it shows would be, so that neither is told from the other. */
async function lookShown(q: Query, asked: Asked): Promise<ProposalShown | null> {
  const { identity, proposalId: id } = asked;
  const { workspaceId, deviceId } = identity;
  const look = await lookRow(q, { workspaceId, deviceId, id });
  if (!look) return null;
  const item = (await lookItems(q, { identity, rows: [look], byId: true })).get(id);
  if (!item) return null;
  const yours = (await lookItems(q, { identity, rows: [look] })).has(id);
  return { item, yours };
}

/** Whoever owns the mailbox sees in its sent mail what left, whatever lane it took. */
const isFromTheirs = ({ reviewer }: ReviewerIdentity, { state, accounts }: ItemRow): boolean =>
  state === 'executed' && accounts !== null && overlaps(accounts, reviewer.mailboxes);

async function becameOf(
  q: Query,
  { workspaceId, row }: { workspaceId: string; row: ItemRow },
): Promise<Pick<ProposalShown, 'erasedAt' | 'approved' | 'leftAt'>> {
  const [found] = await q<{ approved: string | null; left_at: Date | null }>(
    `select (select e.content from decisions e where e.workspace_id = $1 and e.id = $3
         and e.action = 'approve_edited' and e.erased_at is null) as approved,
       (select min(d.finished_at) from dispatches d where d.workspace_id = $1
         and d.proposal_id = $2 and d.state = 'executed') as left_at`,
    [workspaceId, row.id, row.decision_id],
  );
  const { approved = null, left_at: leftAt = null } = found ?? {};
  return present({
    erasedAt: row.erased_at && iso(row.erased_at),
    approved: approved === null ? null : (JSON.parse(approved) as Content),
    leftAt: leftAt && iso(leftAt),
  });
}
