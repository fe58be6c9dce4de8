import type { IndexEntry } from '../messages/shared.ts';
import type { Store } from '../store/db.ts';
import { entriesOf } from '../store/items.ts';

/** What a page of this account may know: ids and digests of its own mails. Nothing while it is unknown. */
export async function pageIndex(
  db: Store,
  account: string,
): Promise<{ entries: IndexEntry[]; unknownCompose: 'let-through' | 'hold' }> {
  if (account === '') return { entries: [], unknownCompose: 'let-through' };
  const rows = await entriesOf(db, account);
  const hold = rows.some(({ unknownCompose }) => unknownCompose === 'hold');
  return {
    entries: rows.map(({ unknownCompose: _policy, ...entry }) => entry),
    unknownCompose: hold ? 'hold' : 'let-through',
  };
}
