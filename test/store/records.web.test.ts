import { Dexie } from 'dexie';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { identify, type RecordIdentity } from '../../src/core/hosts/catalogue.ts';
import type { RecordRef } from '../../src/core/schema/content.ts';
import { Store } from '../../src/store/db.ts';
import { applyPage } from '../../src/store/items.ts';
import { SYNC_START } from '../../src/store/meta.ts';
import { itemsAt } from '../../src/store/records.ts';
import { prepare } from '../../src/store/rows.ts';
import { idOf, itemOf } from './item.ts';

let name: string;
let db: Store;

beforeEach(() => {
  name = `records-${crypto.randomUUID()}`;
  db = new Store(name);
});
afterEach(async () => {
  await db.delete();
});

const itemAbout = (n: number, contact: RecordRef) =>
  itemOf(n, {
    content: {
      ...{ kind: 'contact.enrich', contact },
      changes: [{ field: 'city', before: null, after: 'Rotterdam' }],
    },
  });
const hubspot = (id: string, account?: string): RecordRef => ({
  ...{ system: 'HubSpot', object: 'contact', id },
  ...(account === undefined ? {} : { account }),
});
const outreach = (account: string): RecordRef => ({
  ...{ system: 'outreach', account, object: 'prospect', id: '42' },
});

async function keep(...refs: RecordRef[]): Promise<void> {
  const upserts = await Promise.all(
    refs.map((ref, n) => prepare(itemAbout(n, ref), { generation: 1, role: 'rep' })),
  );
  await applyPage(db, { upserts, removals: [], place: SYNC_START, askedAt: 0 });
}
async function found(...urls: string[]): Promise<string[]> {
  const pages = urls.flatMap((url): RecordIdentity | RecordIdentity[] => identify(url) ?? []);
  return (await itemsAt(db, pages)).map(({ proposalId }) => proposalId);
}
const at = (id: string, portal = '4412') =>
  `https://app.hubspot.com/contacts/${portal}/record/0-1/${id}`;

test('a record page finds its own work, and no other record’s or account’s', async () => {
  await keep(hubspot('1', '4412'), hubspot('2', '4412'), hubspot('1', '9'), hubspot('1', '4412'));
  expect(await found(at('1'))).toEqual([idOf(0), idOf(3)]);
  expect(await found(at('3'))).toEqual([]);
  expect(await found('https://app.hubspot.com/contacts/4412/record/0-2/1')).toEqual([]);
});

test('a list finds the work of all its records, each once', async () => {
  await keep(hubspot('1', '4412'), hubspot('2', '4412'), hubspot('3', '4412'));
  expect(await found(at('1'), at('2'), at('1'))).toEqual([idOf(0), idOf(1)]);
  expect(await found()).toEqual([]);
});

test('work that names no account is shown where none is known, or this one', async () => {
  await keep(hubspot('1'));
  expect(await found(at('1'))).toEqual([idOf(0)]);
  await keep(hubspot('1'), hubspot('2', '4412'));
  expect(await found(at('1'))).toEqual([idOf(0)]);
});

test('work that names no account is not shown in one that this workspace is not known to have', async () => {
  await keep(hubspot('1'), hubspot('2', '4412'));
  expect(await found(at('1', '9'))).toEqual([]);
});

test('where addresses name no account, an id that is meant in two is shown in neither', async () => {
  await keep(outreach('north'));
  expect(await found('https://web.outreach.io/prospects/42')).toEqual([idOf(0)]);
  await keep(outreach('north'), outreach('south'));
  expect(await found('https://web.outreach.io/prospects/42')).toEqual([]);
});

test('what an older version stored is found, too', async () => {
  const old = new Dexie(name);
  old.version(1).stores({
    items: 'proposalId, [open+tierRank+dueAt], [open+account+tierRank+dueAt]',
    entries: 'proposalId, account, draftId, threadId',
    outbox: 'decisionId, proposalId, state',
    redemptions: 'clearanceId, state',
    reports: '++seq',
    meta: 'key',
    keys: 'name',
  });
  const prepared = await prepare(itemAbout(0, hubspot('1', '4412')), {
    ...{ generation: 1, role: 'rep' },
  });
  const { recordKeys: _new, ...row } = prepared.row;
  await old.table('items').add(row);
  old.close();
  expect(await found(at('1'))).toEqual([idOf(0)]);
});
