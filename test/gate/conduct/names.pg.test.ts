import * as fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { normalAddress, normalDomain, recordKey } from '../../../src/core/conduct/names.ts';
import { words } from '../../core/conduct/words.ts';
import { freshDatabase, type TestDatabase } from '../../support/pg.ts';

let database: TestDatabase;
let sql: pg.Pool;
beforeAll(async () => {
  database = await freshDatabase();
  sql = new pg.Pool({ connectionString: database.adminUrl });
});
afterAll(async () => {
  await sql.end();
  await database.drop();
});

const named = async (call: string, given: string[]): Promise<(string | null)[]> =>
  (
    await sql.query<{ name: string | null }>(
      `select ${call} as name from unnest($1::text[]) with ordinality s (v, n) order by n`,
      [given],
    )
  ).rows.map(({ name }) => name);

it('PostgreSQL gives an address the name that we give it', async () => {
  const address = fc
    .tuple(
      words(),
      fc.constantFrom('', '+', '+tag', '.', '.x+y'),
      words(),
      fc.constantFrom('.example', '.example.', '。example'),
    )
    .map(([local, tag, label, end]) => `${local}${tag}@${label}${end}`);
  const known = [
    'B.O.B+x@googlemail.com',
    '+@gmail.com',
    '...@gmail.com',
    'İlk@ΣΑΣ.example',
    'a@b@c.example',
  ];
  await fc.assert(
    fc.asyncProperty(fc.array(address, { minLength: 20, maxLength: 60 }), async (given) => {
      const all = [...known, ...given];
      expect(await named('conduct_address(v)', all)).toEqual(all.map(normalAddress));
      const domains = all.map((each) => each.slice(each.lastIndexOf('@') + 1));
      expect(await named('conduct_domain(v)', domains)).toEqual(domains.map(normalDomain));
    }),
    { numRuns: 40 },
  );
});

it('and a record its key', async () => {
  // Not half of a surrogate pair, nor U+0000: no content that got in holds them.
  const part = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(part, part, part, async (system, object, id) => {
      const record = { system, object, id };
      expect(await named('conduct_record(v::jsonb)', [JSON.stringify(record)])).toEqual([
        recordKey(record),
      ]);
    }),
    { numRuns: 100 },
  );
});
