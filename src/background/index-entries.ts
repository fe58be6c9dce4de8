import type { IndexEntry } from '../messages/shared.ts';
import type { Store } from '../store/db.ts';
import { entriesOf } from '../store/items.ts';

/**
 * What a page of this account may know: ids and digests of its own mails, of all spaces. Nothing while
 * it is unknown. What two spaces claim is neither's (`spaces.ts`).
 */
export async function pageIndex(
  spaces: readonly { db: Store }[],
  account: string,
): Promise<{ entries: IndexEntry[]; unknownCompose: 'let-through' | 'hold' }> {
  if (account === '') return { entries: [], unknownCompose: 'let-through' };
  const each = await Promise.all(spaces.map(({ db }) => entriesOf(db, account)));
  const rows = each.flat();
  const hold = rows.some(({ unknownCompose }) => unknownCompose === 'hold');
  const seen = new Map<string, number>();
  if (spaces.length > 1)
    for (const { proposalId } of rows) seen.set(proposalId, (seen.get(proposalId) ?? 0) + 1);
  return {
    entries: rows
      .filter(({ proposalId }) => (seen.get(proposalId) ?? 1) === 1)
      .map(({ unknownCompose: _policy, ...entry }) => entry),
    unknownCompose: hold ? 'hold' : 'let-through',
  };
}
