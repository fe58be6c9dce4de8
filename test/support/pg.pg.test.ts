import pg from 'pg';
import { expect, it } from 'vitest';
import { emptyDatabase, freshDatabase, type TestDatabase, withTemplate } from './pg.ts';

async function rows(database: Pick<TestDatabase, 'ownerUrl'>, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

it('clones the gate’s schema, each database its own', async () => {
  const [one, two] = await Promise.all([freshDatabase(), freshDatabase()]);
  expect(await rows(one, 'select count(*)::int > 0 as migrated from migrations')).toEqual([
    { migrated: true },
  ]);
  await rows(one, 'create table mine (n int)');
  await expect(rows(two, 'select * from mine')).rejects.toMatchObject({ code: '42P01' });
  await Promise.all([one.drop(), two.drop()]);
  await expect(rows(one, 'select 1')).rejects.toMatchObject({ code: '3D000' });
});

it('fills a template once, and starts over when filling it failed', async () => {
  let filled = 0;
  const fill = async (url: string): Promise<void> => {
    filled++;
    if (filled === 1) throw new Error('first time');
    await rows({ ownerUrl: url }, 'create table filled (n int)');
  };
  await expect(withTemplate(fill, 'refilled')).rejects.toThrow('first time');
  const [one, two] = [await withTemplate(fill, 'refilled'), await withTemplate(fill, 'refilled')];
  expect(filled).toBe(2);
  expect(await rows(two, 'select * from filled')).toEqual([]);
  await Promise.all([one.drop(), two.drop()]);
});

it('gives an empty one too', async () => {
  const empty = await emptyDatabase();
  expect(await rows(empty, "select 1 from pg_tables where schemaname = 'public'")).toEqual([]);
  await empty.drop();
});
