import type { RecordIdentity } from '../core/hosts/catalogue.ts';
import { recordKey, recordsOf, refAccount, sameRecord } from '../core/hosts/same-record.ts';
import type { Store } from './db.ts';
import { byQueueOrder } from './queue.ts';
import type { ItemRow } from './rows.ts';

/** Looked at for one page: more than a person reviews there, and far from all of a long queue. */
const MOST = 500;
/** Of a system's items, so many tell which of its accounts this workspace works with. */
const ASKED = 200;

/** Items about these records, of pages that name them, in queue order; what is decided already as well. */
export async function itemsAt(db: Store, pages: readonly RecordIdentity[]): Promise<ItemRow[]> {
  const keys = [...new Set(pages.map((page) => recordKey(page)))];
  if (keys.length === 0) return [];
  const rows = await db.items.where('recordKeys').anyOf(keys).distinct().limit(MOST).toArray();
  const kept = await Promise.all(
    pages.map(async (page) => {
      const about = rows.filter(({ item }) => isAbout(page, item.content) !== 'other');
      return onlyAccount(about, page) ? confirmed(db, page, about) : [];
    }),
  );
  return [...new Set(kept.flat())].toSorted(byQueueOrder);
}

/** Whether content is about the record of a page. */
export function isAbout(page: RecordIdentity, content: ItemRow['item']['content']) {
  const each = recordsOf(content).map((ref) => sameRecord(page, ref));
  return each.find((one) => one === 'same') ?? each.find((one) => one !== 'other') ?? 'other';
}

/** An address without an account, and work on that id in two: nobody can say whose record it is. */
function onlyAccount(rows: readonly ItemRow[], page: RecordIdentity): boolean {
  if (page.accountId !== null) return true;
  return accountsOf(rows).size <= 1;
}

/** Without those that name no account, where this workspace is known to work in others only. */
async function confirmed(
  db: Store,
  page: RecordIdentity,
  rows: readonly ItemRow[],
): Promise<ItemRow[]> {
  const unsure = rows.filter(({ item }) => isAbout(page, item.content) !== 'same');
  if (page.accountId === null || unsure.length === 0) return [...rows];
  const some = await db.items
    .where('recordKeys')
    .startsWith(`${page.system}|`)
    .limit(ASKED)
    .toArray();
  const known = accountsOf(some);
  if (known.size === 0 || known.has(page.accountId)) return [...rows];
  return rows.filter((row) => !unsure.includes(row));
}

const accountsOf = (rows: readonly ItemRow[]): Set<string> =>
  new Set(
    rows.flatMap(({ item }) => recordsOf(item.content).flatMap((ref) => refAccount(ref) ?? [])),
  );
