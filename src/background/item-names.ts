import { itemWords } from '../core/review/item-name.ts';
import type { NamedItem } from '../messages/item-name.ts';
import type { Store } from '../store/db.ts';

/**
 * Names for items that the gate told by their ids: those that this device holds, which are what was
 * decided or left lately. Any other has its id only, and its link.
 */
export async function namedIn(db: Store, ids: readonly string[]): Promise<NamedItem[]> {
  if (ids.length === 0) return [];
  const rows = await db.items.bulkGet([...ids]);
  return ids.map((proposalId, at) => {
    const item = rows[at]?.item;
    return { proposalId, ...(item ? { kind: item.kind, ...itemWords(item.content) } : {}) };
  });
}
