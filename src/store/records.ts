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
  return (await itemsAtAny([db], pages)).map(({ row }) => row);
}

/** The same in the stores of several workspaces, each row with the one that it is in. */
export async function itemsAtAny(
  dbs: readonly Store[],
  pages: readonly RecordIdentity[],
): Promise<{ db: Store; row: ItemRow }[]> {
  if (pages.length === 0) return [];
  const each = await Promise.all(dbs.map((db) => rowsAt(db, pages)));
  const found = new Map<ItemRow, Store>();
  for (const [at, page] of pages.entries()) {
    const here = dbs.flatMap((db, n) => {
      const rows = each[n]?.[at] ?? [];
      return rows.length === 0 ? [] : [{ db, rows }];
    });
    if (!(await oneAccount(here, page))) continue;
    for (const { db, rows } of here) for (const row of rows) found.set(row, db);
  }
  return [...found]
    .map(([row, db]) => ({ db, row }))
    .toSorted((a, b) => byQueueOrder(a.row, b.row));
}

/** The items about each of these records. */
async function rowsAt(db: Store, pages: readonly RecordIdentity[]): Promise<ItemRow[][]> {
  const keys = [...new Set(pages.map((page) => recordKey(page)))];
  const rows = await db.items.where('recordKeys').anyOf(keys).distinct().limit(MOST).toArray();
  return await Promise.all(
    pages.map(async (page) => {
      const about = rows.filter(({ item }) => isAbout(page, item.content) !== 'other');
      return onlyAccount(about, page) ? confirmed(db, page, about) : [];
    }),
  );
}

/**
 * Whether an address without an account is one record for all the workspaces that have work on it: each
 * is known to work in one account of that system, and it is the same. Else nobody can say whose it is.
 */
async function oneAccount(
  here: readonly { db: Store; rows: readonly ItemRow[] }[],
  page: RecordIdentity,
): Promise<boolean> {
  if (page.accountId !== null || here.length < 2) return true;
  const each = await Promise.all(
    here.map(async ({ db, rows }) => {
      const named = accountsOf(rows);
      return named.size > 0 ? named : accountsOf(await some(db, page.system));
    }),
  );
  return (
    each.every(({ size }) => size === 1) && new Set(each.flatMap((one) => [...one])).size === 1
  );
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
  const known = accountsOf(await some(db, page.system));
  if (known.size === 0 || known.has(page.accountId)) return [...rows];
  return rows.filter((row) => !unsure.includes(row));
}

const some = (db: Store, system: string): Promise<ItemRow[]> =>
  db.items.where('recordKeys').startsWith(`${system}|`).limit(ASKED).toArray();

const accountsOf = (rows: readonly ItemRow[]): Set<string> =>
  new Set(
    rows.flatMap(({ item }) => recordsOf(item.content).flatMap((ref) => refAccount(ref) ?? [])),
  );
