import { Dexie, type Table } from 'dexie';
import type { FoldRow } from './fold-row.ts';
import type { DeviceKeyRow } from './key-row.ts';
import type { MetaRow, SyncPlace } from './meta-values.ts';
import type { OutboxRow } from './outbox-states.ts';
import type { RedemptionRow } from './redemption-states.ts';
import type { ReportRow } from './report-row.ts';
import { type EntryRow, type ItemRow, withRecordKeys } from './rows.ts';
import { DATABASE } from './space-names.ts';

/** Everything this extension keeps. A table's rules are in the file of its name. */
export class Store extends Dexie {
  declare items: Table<ItemRow, string>;
  declare entries: Table<EntryRow, string>;
  declare outbox: Table<OutboxRow, string>;
  declare redemptions: Table<RedemptionRow, string>;
  declare reports: Table<ReportRow, number>;
  declare meta: Table<MetaRow, string>;
  declare folds: Table<FoldRow, string>;
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
    // The queue's own page: a line a group of clones, filters and a search, each by an index; work on records by those.
    this.version(2)
      .stores({
        items: [
          'proposalId, [open+tierRank+dueAt], [open+account+tierRank+dueAt]',
          '[head+tierRank+dueAt], [head+item.workflow.id+tierRank+dueAt]',
          '[head+item.kind+tierRank+dueAt], [open+clones+tierRank+dueAt], *words, *recordKeys',
        ].join(', '),
        folds: 'clones',
      })
      // What the new columns hold is worked out where items are read: they are all asked for anew.
      .upgrade(async (db) => {
        await db
          .table<ItemRow>('items')
          .toCollection()
          .modify((row) => {
            row.words = [];
            if (row.open === 1) row.head = 1;
            Object.assign(row, withRecordKeys(row.item));
          });
        await db
          .table('meta')
          .where('key')
          .equals('sync')
          .modify((row: { value: SyncPlace }) => {
            row.value = { generation: row.value.generation + 1, complete: false };
          });
      });
    // What a person puts off comes back by the clock.
    this.version(3).stores({
      items: [
        'proposalId, [open+tierRank+dueAt], [open+account+tierRank+dueAt]',
        '[head+tierRank+dueAt], [head+item.workflow.id+tierRank+dueAt]',
        '[head+item.kind+tierRank+dueAt], [open+clones+tierRank+dueAt], *words, *recordKeys',
        'putOff',
      ].join(', '),
    });
    // What is over is found by its state and age: nobody's decision waits for a look at all the others.
    this.version(4).stores({
      items: [
        'proposalId, [open+tierRank+dueAt], [open+account+tierRank+dueAt]',
        '[head+tierRank+dueAt], [head+item.workflow.id+tierRank+dueAt]',
        '[head+item.kind+tierRank+dueAt], [open+clones+tierRank+dueAt], *words, *recordKeys',
        'putOff, [item.state+item.createdAt]',
      ].join(', '),
    });
  }
}

/** Empties every table, in one transaction: sign-out. */
export async function wipe(db: Store): Promise<void> {
  await db.transaction('rw', db.tables, () => Promise.all(db.tables.map((table) => table.clear())));
}
