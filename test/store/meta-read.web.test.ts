import { Dexie } from 'dexie';
import { afterEach, expect, test } from 'vitest';
import { Store } from '../../src/store/db.ts';
import { putMeta } from '../../src/store/meta.ts';
import { readMeta } from '../../src/store/meta-read.ts';

const name = () => `meta-read-${crypto.randomUUID()}`;
afterEach(async () => {
  for (const one of await Dexie.getDatabaseNames())
    if (one.startsWith('meta-read-')) await Dexie.delete(one);
});

test('of a database that is not there nothing is read, and none is made', async () => {
  const missing = name();
  expect(await readMeta(missing, ['pairing'])).toEqual({});
  expect(await Dexie.getDatabaseNames()).not.toContain(missing);
  // The worker's own making of it is not in the way of anything.
  const db = new Store(missing);
  await putMeta(db, 'pending', 3);
  expect(await readMeta(missing, ['pending'])).toEqual({ pending: 3 });
  db.close();
});

test('of a database of something else nothing is read', async () => {
  const other = new Dexie(name());
  other.version(1).stores({ rows: 'id' });
  await other.open();
  expect(await readMeta(other.name, ['pairing'])).toEqual({});
  other.close();
});

test('reads what was written, without what was not, and is in no newer version’s way', async () => {
  const db = new Store(name());
  await putMeta(db, 'pending', 7);
  expect(await readMeta(db.name, ['pending', 'oversight'])).toEqual({
    pending: 7,
    oversight: undefined,
  });
  db.close();
  const reading = readMeta(db.name, ['pending']);
  const next = new Dexie(db.name);
  next.version(db.verno + 1).stores({ more: 'id' });
  await next.open();
  expect(next.tables.map((table) => table.name)).toContain('more');
  expect(await reading).toEqual({ pending: 7 });
  next.close();
});
