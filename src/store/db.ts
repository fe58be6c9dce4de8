import { Dexie, type Table } from 'dexie';
import type { DeviceKeyRow } from './key-row.ts';
import type { MetaRow } from './meta-values.ts';
import type { OutboxRow } from './outbox-states.ts';
import type { RedemptionRow } from './redemption-states.ts';
import type { ReportRow } from './report-row.ts';
import type { EntryRow, ItemRow } from './rows.ts';

/** The name every part of the extension opens; tests take their own. */
export const DATABASE = 'countersign';

/** Everything this extension keeps. A table's rules are in the file of its name. */
export class Store extends Dexie {
  declare items: Table<ItemRow, string>;
  declare entries: Table<EntryRow, string>;
  declare outbox: Table<OutboxRow, string>;
  declare redemptions: Table<RedemptionRow, string>;
  declare reports: Table<ReportRow, number>;
  declare meta: Table<MetaRow, string>;
  declare keys: Table<DeviceKeyRow, string>;

  constructor(name: string = DATABASE) {
    // Strict: "saved" is said to a person when the disk has it, not when the browser's buffer has.
    super(name, { chromeTransactionDurability: 'strict' });
    // A change of shape is a new version with its own upgrade; versions that shipped never change.
    this.version(1).stores({
      // Closed items carry no `open` and so stand in none of the indexes that begin with it.
      items: 'proposalId, [open+tierRank+dueAt], [open+account+tierRank+dueAt]',
      entries: 'proposalId, account, draftId, threadId',
      outbox: 'decisionId, proposalId, state',
      redemptions: 'clearanceId, state',
      reports: '++seq',
      meta: 'key',
      keys: 'name',
    });
  }
}

/** Empties every table, in one transaction: sign-out. */
export async function wipe(db: Store): Promise<void> {
  await db.transaction('rw', db.tables, () => Promise.all(db.tables.map((table) => table.clear())));
}
